import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { directorySource } from '../../../src/sources/directory/source.ts';
import type { ExpandOptions } from '../../../src/sources/target.ts';
import { realDoors } from '../../support/doors.ts';
import { type GitRepository, gitRepository } from '../../support/git-repository.ts';
import { npmLock } from '../../support/lockfiles.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

type History = NonNullable<ExpandOptions['history']> | null;

/** Names of packages that lockfiles of a repository state, at tips and, where asked, in its history; and what was not read. */
interface Found {
  readonly packages: readonly string[];
  /** `CODE`, each once. */
  readonly problems: readonly string[];
  readonly thrown: string | null;
}

async function found(path: string, history: History): Promise<Found> {
  const packages = new Set<string>();
  const problems = new Set<string>();
  let thrown: string | null = null;
  const options: ExpandOptions = { refs: 'all', history };
  for (const target of (await directorySource.expand(path, options, realDoors)) ?? [])
    try {
      for await (const item of target.sightings(realDoors)) {
        if (item.kind === 'problem') problems.add(item.code);
        if (item.kind !== 'sighting') continue;
        for (const { packages: own } of item.artefact.reading.documents)
          for (const { name } of own) packages.add(name);
      }
    } catch (error) {
      thrown = String((error as { code?: unknown }).code ?? error);
    }
  return { packages: [...packages].toSorted(), problems: [...problems].toSorted(), thrown };
}

const lock = (name: string): Record<string, string> => ({
  'package-lock.json': npmLock({ [name]: '1.0.0' }),
});
const levels: readonly (readonly [string, History])[] = [
  ['at tips', null],
  ['through history', 'reachable'],
];

let plain: GitRepository;

/** A clone without a work tree, so that objects alone are looked at. */
function bare(from: string, ...options: readonly string[]): string {
  const directory = join(temporaryDirectory(), 'web.git');
  plain.git('clone', '--quiet', '--bare', ...options, `file://${from}`, directory);
  return directory;
}

const made = new Map<string, string>();

/** What a test looks at is made once for all levels; looking changes nothing. */
function once(name: string, make: () => string): string {
  const path = made.get(name) ?? make();
  made.set(name, path);
  return path;
}

beforeAll(() => {
  plain = gitRepository();
  plain.git('config', 'uploadpack.allowFilter', 'true');
  plain.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  plain.commit({ 'README.md': 'x' });
  plain.commit(lock('first'));
  plain.commit(lock('second'));
});

describe.each(levels)('%s', (_, history) => {
  const both = history === null ? ['second'] : ['first', 'second'];

  it('a repository with SHA-256 objects is read whole', async () => {
    const path = once('sha256', () => {
      const repository = gitRepository();
      rmSync(join(repository.directory, '.git'), { recursive: true });
      repository.git('init', '--quiet', '--initial-branch=main', '--object-format=sha256');
      repository.commit(lock('first'));
      repository.commit(lock('second'));
      repository.tag('v1', 'HEAD', 'annotated');
      return join(repository.directory, '.git');
    });

    expect(await found(path, history)).toEqual({
      packages: both,
      problems: [],
      thrown: null,
    });
  });

  it('a shallow clone is read as far as it goes, and named where its history is asked for', async () => {
    expect(
      await found(
        once('shallow', () => bare(plain.directory, '--depth=1')),
        history,
      ),
    ).toEqual({
      packages: ['second'],
      problems: history === null ? [] : ['GIT_OBJECT_MISSING'],
      thrown: null,
    });
  });

  it('a clone without contents has each missing one named', async () => {
    expect(
      await found(
        once('blobless', () => bare(plain.directory, '--filter=blob:none')),
        history,
      ),
    ).toEqual({
      packages: [],
      problems: [
        'FILE_UNREADABLE',
        // What lies at no tip any more has no one place.
        ...(history === null ? [] : ['GIT_OBJECT_MISSING']),
      ],
      thrown: null,
    });
  });

  it('a clone without trees is named as unread', async () => {
    expect(
      await found(
        once('treeless', () => bare(plain.directory, '--filter=tree:0')),
        history,
      ),
    ).toEqual({
      packages: [],
      problems: ['GIT_OBJECT_MISSING'],
      thrown: null,
    });
  });

  it('a blob and a tree that were lost are named, and the rest is read', async () => {
    const path = once('lost', () => {
      const repository = gitRepository();
      repository.commit({ 'a/package-lock.json': npmLock({ a: '1.0.0' }) });
      repository.commit({ 'b/package-lock.json': npmLock({ b: '1.0.0' }) });
      repository.commit({ 'c/package-lock.json': npmLock({ c: '1.0.0' }) });
      for (const name of ['HEAD:a/package-lock.json', 'HEAD:b']) {
        const oid = repository.git('rev-parse', name);
        rmSync(join(repository.directory, '.git/objects', oid.slice(0, 2), oid.slice(2)));
      }
      return join(repository.directory, '.git');
    });

    expect(await found(path, history)).toEqual({
      packages: ['c'],
      problems: ['FILE_UNREADABLE', 'GIT_OBJECT_MISSING'],
      thrown: null,
    });
  });

  it('orphan branches, notes, stashes and refs of any name are read', async () => {
    const path = once('orphans', () => {
      const repository = gitRepository();
      repository.commit(lock('main'));
      repository.git('checkout', '--quiet', '--orphan', 'lone');
      repository.commit(lock('orphan'));
      repository.checkout('main');
      repository.commit(lock('noted'));
      repository.git('update-ref', 'refs/notes/lock', 'HEAD');
      repository.git('reset', '--quiet', '--hard', 'HEAD~1');
      repository.commit(lock('odd'));
      repository.git('update-ref', 'refs/odd/name', 'HEAD');
      repository.git('reset', '--quiet', '--hard', 'HEAD~1');
      writeFileSync(join(repository.directory, 'package-lock.json'), npmLock({ stashed: '1.0.0' }));
      repository.git('stash', '--quiet');
      return join(repository.directory, '.git');
    });

    expect(await found(path, history)).toEqual({
      packages: ['main', 'noted', 'odd', 'orphan', 'stashed'],
      problems: [],
      thrown: null,
    });
  });

  it('tags of trees are read, and tags of blobs hold nothing', async () => {
    const path = once('tags', () => {
      const repository = gitRepository();
      repository.commit({ 'a/package-lock.json': npmLock({ a: '1.0.0' }) });
      repository.tag('tree', 'HEAD:a');
      repository.tag('annotated-tree', 'HEAD^{tree}', 'a tree');
      repository.tag('blob', 'HEAD:a/package-lock.json');
      repository.tag('annotated-blob', 'HEAD:a/package-lock.json', 'a blob');
      repository.git('update-ref', '-d', 'refs/heads/main');
      return join(repository.directory, '.git');
    });

    expect(await found(path, history)).toEqual({
      packages: ['a'],
      problems: [],
      thrown: null,
    });
  });

  it('what a replacement or a graft would hide is read', async () => {
    const path = once('replaced', () => {
      const repository = gitRepository();
      repository.commit(lock('first'));
      const hidden = repository.commit(lock('hidden'));
      const last = repository.commit(lock('last'));
      repository.git('checkout', '--quiet', '--orphan', 'clean');
      repository.commit(lock('clean'));
      repository.git('replace', hidden, 'clean');
      repository.git('replace', last, 'clean');
      repository.checkout('main');
      mkdirSync(join(repository.directory, '.git/info'), { recursive: true });
      writeFileSync(join(repository.directory, '.git/info/grafts'), `${last}\n`);
      return join(repository.directory, '.git');
    });

    const seen = await found(path, history);

    expect(seen.packages).toEqual(
      history === null ? ['clean', 'last'] : ['clean', 'first', 'hidden', 'last'],
    );
    expect(seen).toMatchObject({ problems: [], thrown: null });
  });

  it('a HEAD without a branch yet hides none of the others', async () => {
    const path = once('unborn', () => {
      const directory = bare(plain.directory);
      plain.git('--git-dir', directory, 'symbolic-ref', 'HEAD', 'refs/heads/unborn');
      return directory;
    });

    expect(await found(path, history)).toEqual({
      packages: both,
      problems: [],
      thrown: null,
    });
  });

  it('objects may lie with an alternate; where that is gone, it is named', async () => {
    const directory = bare(plain.directory);
    rmSync(join(directory, 'objects/pack'), { recursive: true });
    const alternates = join(directory, 'objects/info/alternates');
    writeFileSync(alternates, `${join(plain.directory, '.git/objects')}\n`);
    const there = await found(directory, history);
    writeFileSync(alternates, `${join(plain.directory, 'nowhere')}\n`);
    const gone = await found(directory, history);

    expect(there).toEqual({ packages: both, problems: [], thrown: null });
    expect({ ...gone, packages: [] }).toEqual(gone);
    expect(gone.problems.length + (gone.thrown === null ? 0 : 1)).toBeGreaterThan(0);
  });

  it('a work tree of a repository elsewhere leads to that repository', async () => {
    const repository = gitRepository();
    repository.commit(lock('first'));
    repository.commit(lock('second'));
    const linked = join(temporaryDirectory(), 'linked');
    repository.git('worktree', 'add', '--quiet', '--detach', linked, 'HEAD');
    writeFileSync(join(linked, 'package-lock.json'), npmLock({ second: '1.0.0' }));

    expect(await found(linked, history)).toEqual({ packages: both, problems: [], thrown: null });
  });

  it('a .git file that leads nowhere is named, and the files beside it are read', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, '.git'), 'gitdir: ../gone/.git/worktrees/x\n');
    writeFileSync(join(directory, 'package-lock.json'), npmLock({ loose: '1.0.0' }));

    expect(await found(directory, history)).toEqual({
      packages: ['loose'],
      problems: [],
      thrown: 'GIT_UNREADABLE',
    });
  });

  it('refs kept as a table are read, or the repository is named', async () => {
    const repository = gitRepository();
    repository.commit(lock('first'));
    repository.commit(lock('second'));
    const gitDir = join(repository.directory, '.git');
    const kept = canKeepTables(repository);
    // An older git refuses such a repository, and must not be taken for one that found it empty.
    if (!kept) {
      repository.git('config', 'core.repositoryFormatVersion', '1');
      appendFileSync(join(gitDir, 'config'), '[extensions]\n\trefStorage = reftable\n');
    }
    const expected = kept
      ? { packages: both, problems: [], thrown: null }
      : { packages: [], problems: [], thrown: 'GIT_UNREADABLE' };

    expect(await found(gitDir, history)).toEqual(expected);
  });
});

/** Moves a repository's refs into a table, where the git of this machine can (git 2.46 and later). */
function canKeepTables(repository: GitRepository): boolean {
  try {
    repository.git('refs', 'migrate', '--ref-format=reftable');
    return true;
  } catch {
    return false;
  }
}
