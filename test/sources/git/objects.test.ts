import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Doors } from '../../../src/host/doors.ts';
import { createGit } from '../../../src/host/git.ts';
import { interrupted } from '../../../src/host/interrupt.ts';
import { createLauncher } from '../../../src/host/launcher.ts';
import type { GitObject } from '../../../src/sources/git/answers.ts';
import { openObjects } from '../../../src/sources/git/objects.ts';
import { realDoors } from '../../support/doors.ts';
import { type GitRepository, gitRepository } from '../../support/git-repository.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { loosePath } from '../support.ts';

const nowhere = '0123456789'.repeat(4);

function gitDirOf({ directory }: GitRepository): string {
  return join(directory, '.git');
}

async function readAll(
  gitDir: string,
  queries: readonly string[],
  limit = 1024 * 1024,
  doors: Doors = realDoors,
): Promise<string[]> {
  const objects = openObjects(gitDir, doors);
  const answers: string[] = [];
  for await (const object of objects.read(queries, limit)) answers.push(summary(object));
  await objects.close();
  return answers;
}

function summary(object: GitObject): string {
  switch (object.status) {
    case 'read':
      return object.bytes.toString('utf8').slice(0, 20);
    case 'too-large':
      return `too large: ${object.size}`;
    case 'missing':
      return 'missing';
    case 'corrupt':
      return `corrupt: ${object.reason}`;
  }
}

/** A repository whose files `0` to `count - 1` hold distinct texts, and the names of these blobs. */
function blobs(count: number): { repository: GitRepository; oids: string[] } {
  const repository = gitRepository();
  const files = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [String(index), `text ${index}`]),
  );
  repository.commit(files);
  const listed = repository.git('ls-tree', 'HEAD').split('\n');
  const byName = new Map(
    listed.map((line) => [line.split('\t')[1], line.split(/\s/)[2] as string]),
  );
  return {
    repository,
    oids: Array.from({ length: count }, (_, index) => byName.get(String(index)) as string),
  };
}

function damage(repository: GitRepository, oid: string, bytes: string | Uint8Array): void {
  const path = loosePath(repository.directory, oid);
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
}

describe('reading objects', () => {
  it('answers in the order of the queries, the same one twice, missing ones in their place', async () => {
    const { oids, repository } = blobs(3);
    const [a, b, c] = oids as [string, string, string];

    expect(await readAll(gitDirOf(repository), [c, a, nowhere, a, b])).toEqual([
      'text 2',
      'text 0',
      'missing',
      'text 0',
      'text 1',
    ]);
  });

  it('reads more objects than are asked for at once', async () => {
    const { oids, repository } = blobs(7);
    const many = Array.from({ length: 10_000 }, (_, index) => oids[index % 7] as string);

    const answers = await readAll(gitDirOf(repository), many);

    expect(answers).toEqual(many.map((_, index) => `text ${index % 7}`));
  });

  it('passes over objects above the limit and holds none of them', async () => {
    const repository = gitRepository();
    repository.commit({
      small: 'small',
      large: Buffer.alloc(40 * 1024 * 1024),
      exact: 'x'.repeat(9),
    });
    const [small, large, exact] = ['small', 'large', 'exact'].map((name) =>
      repository.git('rev-parse', `HEAD:${name}`),
    ) as [string, string, string];
    const before = process.memoryUsage().arrayBuffers;

    const answers = await readAll(gitDirOf(repository), [large, small, large, exact, small], 9);

    expect(answers).toEqual([
      'too large: 41943040',
      'small',
      'too large: 41943040',
      'xxxxxxxxx',
      'small',
    ]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1024 * 1024);
  });

  it('reads an empty object and one with line ends in it', async () => {
    const repository = gitRepository();
    repository.commit({ empty: '', lines: '\n\nblob 3\nabc\n' });
    const [empty, lines] = ['empty', 'lines'].map((name) =>
      repository.git('rev-parse', `HEAD:${name}`),
    ) as [string, string];

    expect(await readAll(gitDirOf(repository), [empty, lines, empty])).toEqual([
      '',
      '\n\nblob 3\nabc\n',
      '',
    ]);
  });

  it('reads a repository of SHA-256 objects', async () => {
    const directory = temporaryDirectory();
    const repository = gitRepository(directory);
    rmSync(join(directory, '.git'), { recursive: true });
    repository.git('init', '--quiet', '--initial-branch=main', '--object-format=sha256');
    repository.commit({ file: 'text' });
    const oid = repository.git('rev-parse', 'HEAD:file');

    expect(oid).toHaveLength(64);
    expect(await readAll(gitDirOf(repository), [oid])).toEqual(['text']);
  });

  it('goes on after a reading that was left early', async () => {
    const repository = gitRepository();
    repository.commit({ large: 'l'.repeat(2 * 1024 * 1024), small: 'small' });
    const [large, small] = ['large', 'small'].map((name) =>
      repository.git('rev-parse', `HEAD:${name}`),
    ) as [string, string];
    const objects = openObjects(gitDirOf(repository), realDoors);

    for await (const object of objects.read(Array(50).fill(large) as string[], 1 << 24)) {
      expect(object.status).toBe('read');
      break;
    }
    const after: string[] = [];
    for await (const object of objects.read([small], 1 << 24)) after.push(summary(object));
    await objects.close();

    expect(after).toEqual(['small']);
  });
});

describe('damaged objects', () => {
  it.for([
    ['bytes that are no zlib stream', 'junk'],
    ['nothing', ''],
    ['a stream that breaks off', readFileSync],
  ] as const)('are named and the rest is read: %s', async ([, bytes]) => {
    const { oids, repository } = blobs(4);
    const path = loosePath(repository.directory, oids[1] as string);
    damage(
      repository,
      oids[1] as string,
      typeof bytes === 'string' ? bytes : bytes(path).subarray(0, 12),
    );

    const answers = await readAll(gitDirOf(repository), oids);

    expect(answers.toSpliced(1, 1)).toEqual(['text 0', 'text 2', 'text 3']);
    expect(answers[1]).toMatch(/^(?:corrupt: |missing)/);
  });

  it('take nothing with them that was said before git died', async () => {
    const { oids, repository } = blobs(40);
    const last = oids.at(-1) as string;
    damage(repository, last, readFileSync(loosePath(repository.directory, last)).subarray(0, 12));
    const gitDir = gitDirOf(repository);
    const objects = openObjects(gitDir, realDoors);
    const asked = [...oids, ...oids];

    const answers: string[] = [];
    for await (const object of objects.read(asked, 1024)) {
      answers.push(summary(object));
      // By the time that another git has run, the first one has met the damage.
      if (answers.length === 1) await realDoors.git.runGit(gitDir, ['version'], realDoors.signal);
    }
    await objects.close();

    const whole = oids.map((_, index) => `text ${index}`).slice(0, -1);
    expect(answers.filter((answer) => answer.startsWith('text'))).toEqual([...whole, ...whole]);
    expect(answers.filter((answer) => answer.startsWith('corrupt'))).toHaveLength(2);
  });

  it('are named where one object lies under the name of another', async () => {
    const { oids, repository } = blobs(3);
    const [a, b] = oids as [string, string];
    damage(repository, b, readFileSync(loosePath(repository.directory, a)));

    const answers = await readAll(gitDirOf(repository), oids);

    expect(answers.toSpliced(1, 1)).toEqual(['text 0', 'text 2']);
    expect(answers[1]).toMatch(/^corrupt: /);
  });

  it('are named in a pack, with the pack', async () => {
    const { oids, repository } = blobs(5);
    repository.git('repack', '-adq', '--depth=0');
    const index = packIndex(repository);
    const verified = repository.git('verify-pack', '-v', index);
    const at = Number(
      verified
        .split('\n')
        .find((line) => line.startsWith(oids[2] as string))
        ?.split(/\s+/)[4],
    );
    const path = index.replace(/idx$/, 'pack');
    const bytes = readFileSync(path);
    bytes.fill(0xff, at + 2, at + 8);
    chmodSync(path, 0o644);
    writeFileSync(path, bytes);

    const answers = await readAll(gitDirOf(repository), oids);

    expect(answers.toSpliced(2, 1)).toEqual(['text 0', 'text 1', 'text 3', 'text 4']);
    expect(answers[2]).toMatch(/^(?:corrupt: |missing)/);
  });

  it('that are no files at all are given up after a while, and the rest is read', async () => {
    const { oids, repository } = blobs(3);
    const path = loosePath(repository.directory, oids[1] as string);
    rmSync(path);
    execFileSync('mkfifo', [path]);
    const doors = { ...realDoors, git: createGit(createLauncher(), 1500) };

    expect(await readAll(gitDirOf(repository), oids, 1024, doors)).toEqual([
      'text 0',
      'corrupt: git was ended by SIGKILL',
      'text 2',
    ]);
  });

  it('end the reading when there are too many of them', async () => {
    const repository = gitRepository();
    const oids: string[] = [];
    repository.commit(
      Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}`, `t${index}`])),
    );
    for (const line of repository.git('ls-tree', 'HEAD').split('\n')) {
      const oid = line.split(/\s/)[2] as string;
      oids.push(oid);
      // A whole header and a body that breaks off: git dies of it.
      damage(repository, oid, readFileSync(loosePath(repository.directory, oid)).subarray(0, 12));
    }

    await expect(readAll(gitDirOf(repository), oids)).rejects.toMatchObject({
      code: 'GIT_UNREADABLE',
    });
  });
});

describe('a place that git cannot read', () => {
  it('is refused with what git says', async () => {
    await expect(readAll(temporaryDirectory(), [nowhere])).rejects.toMatchObject({
      code: 'GIT_UNREADABLE',
      message: expect.stringContaining('not a git repository') as unknown,
    });
  });
});

describe('an interruption', () => {
  it('ends the reading at once', async () => {
    const repository = gitRepository();
    repository.commit({ large: 'l'.repeat(2 * 1024 * 1024) });
    const large = repository.git('rev-parse', 'HEAD:large');
    const controller = new AbortController();
    const doors = { ...realDoors, signal: controller.signal };
    const objects = openObjects(gitDirOf(repository), doors);

    const reading = async (): Promise<void> => {
      for await (const object of objects.read(Array(100).fill(large) as string[], 1 << 24)) {
        expect(object.status).toBe('read');
        controller.abort(interrupted());
      }
    };

    await expect(reading()).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await objects.close();
  });
});

/** The index of the one pack. */
function packIndex({ directory }: GitRepository): string {
  const packs = join(directory, '.git/objects/pack');
  return join(packs, readdirSync(packs).find((name) => name.endsWith('.idx')) as string);
}
