import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { indexConcentration } from '../../src/app/index-questions.ts';
import { scan, type ScanRequest } from '../../src/app/scan.ts';
import { realDoors } from '../support/doors.ts';
import { gitRepository } from '../support/git-repository.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A lockfile in which `a` leads to what is given, and the project to `a`. */
function lock(below: readonly string[]): string {
  const asked = Object.fromEntries(below.map((name) => [name, '1']));
  const entries = below.map((name) => [`node_modules/${name}`, { version: '1.0.0' }]);
  const packages = {
    '': { dependencies: { a: '1' } },
    'node_modules/a': { version: '1.0.0', dependencies: asked },
    ...Object.fromEntries(entries),
  };
  return JSON.stringify({ lockfileVersion: 3, packages });
}

const repository = gitRepository();
repository.commit({ 'package-lock.json': lock(['b', 'c']) });
repository.branch('wide');
repository.commit({ 'package-lock.json': lock(['b', 'c', 'd', 'e']) });
repository.checkout('main');
const [clone, bare] = [repository.directory, join(repository.directory, '.git')];

function emptyApp(): App {
  const dataDir = join(temporaryDirectory(), 'home');
  return { doors: realDoors, dataDir, version: '0', progress: () => {}, warn: () => {} };
}

async function look(app: App, place: string, more: Partial<ScanRequest>): Promise<void> {
  const request = { targets: [place], incident: null, refs: 'all', jobs: 1, keep: false } as const;
  await scan(app, { ...request, ...more });
}

/** `name paths dominates` of what is known, the heaviest first, and of how many targets it is. */
async function heaviest(app: App): Promise<unknown> {
  const { packages, weighed } = await indexConcentration(app, 'dominators', 3);
  return [
    packages.map(({ dominates, name, paths }) => `${name} ${paths} ${dominates}`),
    weighed.targets,
  ];
}

const unknown = [['b null null', 'a null null', 'c null null'].toSorted(), 0];
const known = [['a 1 2', 'b 1 0', 'c 1 0'], 1];

describe('what scan --weigh takes down', () => {
  it('is of the default branch, and stands as long as nothing changes', async () => {
    const app = emptyApp();

    await look(app, bare, {});
    const before = await heaviest(app);
    await look(app, bare, { weigh: true });
    const after = await heaviest(app);
    await look(app, bare, {});
    const again = await heaviest(app);

    expect([before, after, again]).toEqual([unknown, known, known]);
  });

  it('counts a target once, however many looks and clones there are', async () => {
    const app = emptyApp();

    await look(app, clone, { weigh: true });
    await look(app, clone, { weigh: true, history: 'reachable' });

    expect(await heaviest(app)).toEqual(known);
  });

  it('looks again at what was never weighed, and then no more', async () => {
    const app = emptyApp();
    const read: string[] = [];
    const { git } = realDoors;
    const converseWithGit: typeof git.converseWithGit = (directory, ...rest) => {
      read.push(directory);
      return git.converseWithGit(directory, ...rest);
    };
    const watched = { ...app, doors: { ...realDoors, git: { ...git, converseWithGit } } };
    const request = { history: 'reachable', weigh: true } as const;
    await look(app, bare, { history: 'reachable' });

    await look(watched, bare, request);
    const weighed = await heaviest(app);
    const lookedAgain = read.splice(0).length;
    await look(watched, bare, request);

    expect(weighed).toEqual(known);
    expect(lookedAgain).toBeGreaterThan(0);
    expect(read.length).toBeLessThan(lookedAgain);
    expect(await heaviest(app)).toEqual(known);
  });

  it('is nothing, and known, where there is no lockfile', async () => {
    const app = emptyApp();
    const empty = gitRepository();
    empty.commit({ 'README.md': 'none' });

    await look(app, empty.directory, { weigh: true });

    expect((await indexConcentration(app, 'paths', 3)).weighed).toEqual({ targets: 1, of: 1 });
  });
});
