import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CompanionFinder, companionFinder } from '../../src/sources/companions.ts';
import { listTrees } from '../../src/sources/git/list.ts';
import { structureByObject } from '../../src/sources/git/structure.ts';
import { openObjects } from '../../src/sources/git/objects.ts';
import { listRefs } from '../../src/sources/git/refs.ts';
import { type Listing, nodeOf } from '../../src/sources/listing.ts';
import { realDoors } from '../support/doors.ts';
import { type GitRepository, gitRepository } from '../support/git-repository.ts';

const names = ['*.txt', 'package.json'];

async function listed(repository: GitRepository): Promise<Listing> {
  const gitDir = join(repository.directory, '.git');
  const { refs } = await listRefs({ gitDir, commonDir: gitDir }, 'all', realDoors);
  const objects = openObjects(gitDir, realDoors);
  const listing = await listTrees({ structure: structureByObject(objects), objects }, refs, null);
  await objects.close();
  return listing;
}

/** The directory of a path, by way of the strongest root. */
function directory(listing: Listing, path: string): number {
  return path
    .split('/')
    .reduce(
      (at, name) => nodeOf(listing, at).children.find((child) => child.name === name)?.node ?? -1,
      listing.roots[0]?.node ?? -1,
    );
}

function found(find: CompanionFinder, node: number, path: string): boolean {
  return find(node, names).idOf(path) !== null;
}

describe('companions of a file', () => {
  it('lie beside, below and above it, by name or by the end of it', async () => {
    const repository = gitRepository();
    repository.commit({
      'base.txt': 'a',
      'package.json': '{}',
      'app/requirements.txt': 'b',
      'app/more/dev.txt': 'c',
      'app/more/notes.md': 'd',
      'lib/base.txt': 'e',
    });
    const listing = await listed(repository);
    const find = companionFinder(listing);
    const app = directory(listing, 'app');

    for (const path of [
      'requirements.txt',
      './requirements.txt',
      'more/dev.txt',
      '../base.txt',
      '../package.json',
      'more/../../lib/base.txt',
    ])
      expect([path, found(find, app, path)]).toEqual([path, true]);
    for (const path of [
      'more/notes.md',
      'gone.txt',
      '../gone/base.txt',
      '../../base.txt',
      '../../../../base.txt',
      '..',
      '',
      '.txt/base.txt',
    ])
      expect([path, found(find, app, path)]).toEqual([path, false]);
    expect(find(app, names).list().paths.toSorted()).toEqual(['more/dev.txt', 'requirements.txt']);
  });

  it('above it count only where every directory that holds this one agrees', async () => {
    const repository = gitRepository();
    repository.commit({
      'a/same.txt': '1',
      'a/other.txt': '1',
      'a/some.txt': '1',
      'a/in/requirements.txt': 'x',
      'b/same.txt': '1',
      'b/other.txt': '2',
      'b/in/requirements.txt': 'x',
    });
    const listing = await listed(repository);
    const find = companionFinder(listing);
    const [here, there] = [directory(listing, 'a/in'), directory(listing, 'b/in')];
    // Formats are told by two components of a path, so that these two are looked at apart.
    expect(here).not.toBe(there);
    expect(found(find, here, '../other.txt')).toBe(true);

    repository.branch('topic');
    repository.commit({ 'a/other.txt': '3', 'a/some.txt': null });
    const both = await listed(repository);
    const shared = directory(both, 'a/in');
    const again = companionFinder(both);

    expect(nodeOf(both, shared).parents).toHaveLength(2);
    expect(found(again, shared, '../same.txt')).toBe(true);
    expect(found(again, shared, '../other.txt')).toBe(false);
    expect(found(again, shared, '../some.txt')).toBe(false);
  });
});
