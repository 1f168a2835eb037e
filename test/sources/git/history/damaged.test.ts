import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GitRepository, gitRepository } from '../../../support/git-repository.ts';
import { npmLock } from '../../../support/lockfiles.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { loosePath } from '../../support.ts';
import { lookThrough } from './look.ts';

/** Five commits, each with a lockfile of its own; objects lie loose. */
let whole: GitRepository;
let commits: string[];

beforeAll(() => {
  whole = gitRepository();
  commits = ['1', '2', '3', '4', '5'].map((version) =>
    whole.commit(
      { 'package-lock.json': npmLock({ a: `${version}.0.0` }), [`deep/${version}/x`]: version },
      { message: version },
    ),
  );
  whole.tag('annotated', commits[1], 'v2');
});

/** A copy in which something can be broken. */
function copied(): string {
  const directory = temporaryDirectory();
  cpSync(whole.directory, directory, { recursive: true });
  return directory;
}

function cloned(...options: string[]): string {
  const directory = join(temporaryDirectory(), 'clone.git');
  whole.git('config', 'uploadpack.allowFilter', 'true');
  whole.git('clone', '--quiet', '--bare', ...options, `file://${whole.directory}`, directory);
  return directory;
}

function oid(expression: string): string {
  return whole.git('rev-parse', expression);
}

function overwrite(directory: string, name: string, kind: string, content: string | Buffer): void {
  const path = loosePath(directory, name);
  chmodSync(path, 0o644);
  const bytes = Buffer.from(content as string);
  writeFileSync(
    path,
    deflateSync(Buffer.concat([Buffer.from(`${kind} ${bytes.length}\0`), bytes])),
  );
}

/** An object of these bytes, whatever they are, and its name. */
function written(directory: string, kind: string, content: string): string {
  const args = ['hash-object', '--literally', '-t', kind, '-w', '--stdin'];
  return execFileSync('git', args, { cwd: directory, input: content, encoding: 'utf8' }).trim();
}

function versions(past: readonly string[]): string[] {
  return past.map((line) => line.replace(/^.* a@(\d).*$/, '$1'));
}

describe('a clone that lacks something', () => {
  it('is read as far as it goes where it is shallow, and says where it ends', async () => {
    const { past, problems } = await lookThrough(cloned('--depth=2'));

    expect(versions(past)).toEqual(['4', '5']);
    expect(problems).toEqual([
      `GIT_OBJECT_MISSING: history ends at commit ${commits[3]?.slice(0, 12)}, whose parents are not in the repository (a shallow, partial or damaged clone): what came before was not looked at`,
    ]);
  });

  it('names every blob that a partial one left behind', async () => {
    const { past, problems } = await lookThrough(cloned('--filter=blob:none'));

    expect(past).toEqual([]);
    expect(problems.filter((line) => line.includes('in history'))).toEqual(
      commits
        .map((commit) => oid(`${commit}:package-lock.json`).slice(0, 12))
        .toSorted()
        .map((short) =>
          expect.stringContaining(
            `GIT_OBJECT_MISSING package-lock.json: in history: blob ${short} is not in the repository`,
          ),
        ),
    );
  });

  it('names commits without their trees together, however many they are', async () => {
    const { past, problems } = await lookThrough(cloned('--filter=tree:0'));

    expect(past).toEqual([]);
    expect(problems.filter((line) => line.includes('the trees of'))).toEqual([
      `GIT_OBJECT_MISSING: the trees of 5 commits, ${commits[0]?.slice(0, 12)} among them, are not in the repository (a partial or damaged clone): what these commits hold was not looked at`,
    ]);
    expect(problems.filter((line) => !line.includes('the trees of'))).toEqual(
      [
        [commits[1], 'annotated'],
        [commits[4], 'main'],
      ].map(
        ([commit, name]) =>
          `GIT_OBJECT_MISSING ${name}: the tree of commit ${commit?.slice(0, 12)} is not in the repository (a partial or damaged clone)`,
      ),
    );
  });
});

describe('what is damaged', () => {
  it('below a commit is named by its path, and what lies beside it is read', async () => {
    const directory = copied();
    rmSync(loosePath(directory, oid(`${commits[2]}:deep`)));

    const { past, problems } = await lookThrough(directory);

    expect(versions(past)).toEqual(['1', '2', '3', '4', '5']);
    expect(problems).toEqual([
      expect.stringMatching(/^GIT_OBJECT_MISSING deep: tree [0-9a-f]{12} is not in the repository/),
    ]);
  });

  it('as a whole tree is named, and other commits are read', async () => {
    const directory = copied();
    overwrite(directory, oid(`${commits[2]}^{tree}`), 'tree', Buffer.from('100644 cut'));

    const { past, problems } = await lookThrough(directory);

    expect(versions(past)).toEqual(['1', '2', '4', '5']);
    expect(problems).toEqual([
      expect.stringContaining(`tree ${oid(`${commits[2]}^{tree}`).slice(0, 12)}`),
    ]);
  });

  it('as a commit is named, and what only it leads to is not silently gone', async () => {
    const directory = copied();
    overwrite(directory, commits[3] as string, 'commit', 'tree of nothing\n');

    const { past, problems } = await lookThrough(directory);

    // The tag leads to the first two.
    expect(versions(past)).toEqual(['1', '2', '5']);
    expect(problems).toEqual([
      `GIT_OBJECT_CORRUPT: commit ${commits[3]?.slice(0, 12)}: its content does not answer to its name`,
    ]);
  });

  it('as a lockfile is named, and versions before and after are read', async () => {
    const directory = copied();
    overwrite(directory, oid(`${commits[2]}:package-lock.json`), 'blob', 'something else');

    const { past, problems } = await lookThrough(directory);

    expect(versions(past)).toEqual(['1', '2', '4', '5']);
    expect(problems).toEqual([
      expect.stringMatching(/^GIT_OBJECT_CORRUPT package-lock.json: in history: blob /),
    ]);
  });

  it('as an annotated tag is named with its ref', async () => {
    const directory = copied();
    overwrite(directory, oid('annotated'), 'tag', 'nothing');

    const { past, problems } = await lookThrough(directory);

    expect(versions(past)).toEqual(['1', '2', '3', '4', '5']);
    expect(problems).toEqual([expect.stringContaining('annotated')]);
  });

  it('in its lists of objects is said, and what can be read is', async () => {
    const directory = cloned();
    const packs = execFileSync('sh', ['-c', 'ls objects/pack/*.pack'], { cwd: directory });
    const pack = join(directory, packs.toString().trim());
    chmodSync(pack, 0o644);
    writeFileSync(pack, 'PACK');

    await expect(lookThrough(directory)).resolves.toMatchObject({
      past: [],
      problems: expect.arrayContaining([expect.stringMatching(/^GIT_/)]),
    });
  });
});

describe('a commit that lies', () => {
  it.each([
    ['a tree as its parent', (name: string) => `parent ${name}\n`, 'tree'],
    ['a blob as its parent', (name: string) => `parent ${name}\n`, 'blob'],
  ])('and names %s is named where history ends', async (_, header, kind) => {
    const directory = copied();
    const other = kind === 'tree' ? oid('HEAD^{tree}') : oid('HEAD:package-lock.json');
    const commit = written(
      directory,
      'commit',
      `tree ${oid('HEAD^{tree}')}\n${header(other)}author A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nliar\n`,
    );
    writeFileSync(join(directory, '.git/refs/heads/liar'), `${commit}\n`);

    const { problems } = await lookThrough(directory);

    expect(problems).toEqual([`GIT_OBJECT_CORRUPT: commit ${other.slice(0, 12)}: not a commit`]);
  });

  it('and names a blob as its tree is named', async () => {
    const directory = copied();
    const blob = oid('HEAD:package-lock.json');
    const commit = written(
      directory,
      'commit',
      `tree ${blob}\nparent ${commits[4]}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nliar\n`,
    );
    writeFileSync(join(directory, '.git/refs/heads/liar'), `${commit}\n`);

    const { past, problems } = await lookThrough(directory);

    expect(versions(past)).toEqual(['1', '2', '3', '4', '5']);
    expect(problems).toEqual(
      expect.arrayContaining([expect.stringContaining(`tree ${blob.slice(0, 12)}: not a tree`)]),
    );
  });

  it('and calls a tree its lockfile is told as one that could not be read', async () => {
    const directory = copied();
    const tree = execFileSync('git', ['mktree', '--missing'], {
      cwd: directory,
      input: `100644 blob ${oid('HEAD:package-lock.json')}\tx\n`,
      encoding: 'utf8',
    }).trim();
    const bytes = Buffer.concat([
      Buffer.from('100644 package-lock.json\0'),
      Buffer.from(tree, 'hex'),
    ]);
    const liar = execFileSync(
      'git',
      ['hash-object', '--literally', '-t', 'tree', '-w', '--stdin'],
      { cwd: directory, input: bytes, encoding: 'utf8' },
    ).trim();
    const commit = written(
      directory,
      'commit',
      `tree ${liar}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nliar\n`,
    );
    writeFileSync(join(directory, '.git/refs/heads/liar'), `${commit}\n`);

    const { problems } = await lookThrough(directory);

    expect(problems.map((line) => line.replace(/: .*/, ''))).toEqual([
      'FILE_UNREADABLE package-lock.json',
      'NOT_TEXT',
    ]);
  });
});
