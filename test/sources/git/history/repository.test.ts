import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GitRepository, gitRepository } from '../../../support/git-repository.ts';
import { npmLock, yarnLock } from '../../../support/lockfiles.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { type HistoryLook, lookThrough } from './look.ts';

/** A lockfile in which a version tells where it was. */
function lock(version: string): string {
  return npmLock({ a: version });
}

let repository: GitRepository;
let found: HistoryLook;

function history(): void {
  const say = (message: string, files: Parameters<GitRepository['commit']>[0]): string =>
    repository.commit(files, { message });
  say('first', { 'package-lock.json': lock('1.0.0'), readme: '1' });
  say('compromised', { 'package-lock.json': lock('1.0.1') });
  say('mended', { 'package-lock.json': lock('1.0.0') });
  say('untouched', { readme: '2' });

  repository.branch('topic');
  say('topic', { 'apps/site/yarn.lock': yarnLock({ 'b@^1.0.0': '1.0.0' }) });
  repository.checkout('main');
  say('meanwhile', { readme: '3' });
  repository.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'topic');
  say('renamed', {
    'apps/site/yarn.lock': null,
    'packages/site/yarn.lock': yarnLock({ 'b@^1.0.0': '1.0.0' }),
  });

  say('backup', { 'package-lock.json.old': lock('2.0.0') });
  say('restored', { 'package-lock.json.old': null, 'old/package-lock.json': lock('2.0.0') });
  say('gone', { 'old/package-lock.json': null });

  repository.git('checkout', '--quiet', '--detach');
  repository.updateRef('refs/pull/7/head', say('pulled', { 'package-lock.json': lock('7.0.0') }));
  repository.git('checkout', '--quiet', '--orphan', 'pages');
  repository.git('rm', '-rfq', '.');
  say('orphan', { 'package-lock.json': lock('8.0.0') });
  repository.checkout('main');

  say('conflict', {
    'both/package-lock.json': `<<<<<<< ours\n${lock('3.0.0')}=======\n${lock('3.0.1')}>>>>>>> theirs\n`,
  });
  say('settled', { 'both/package-lock.json': null });
  say('broken', { 'both/package-lock.json': '{' });
  say('unsupported', { 'both/package-lock.json': null, 'both/Cargo.lock': '' });
  say('submodule', {});
  repository.git('update-index', '--add', '--cacheinfo', `160000,${'e'.repeat(40)},libs/other`);
  repository.git('commit', '--quiet', '-m', 'linked');
  repository.git('rm', '-q', '--cached', 'libs/other');
  repository.git('commit', '--quiet', '-m', 'unlinked');
  say('tidied', { 'both/Cargo.lock': null });

  repository.updateRef('refs/tags/tree', treeOf({ 'package-lock.json': lock('5.0.0') }));
  repository.updateRef(
    'refs/notes/odd',
    repository.git('commit-tree', '-m', 'noted', treeOf({ 'yarn.lock': note })),
  );
}

beforeAll(async () => {
  repository = gitRepository();
  history();
  repository.branch('stashed');
  execFileSync('sh', ['-c', `printf '%s' '${lock('9.0.0')}' > package-lock.json`], {
    cwd: repository.directory,
  });
  repository.git('stash', 'push', '--quiet', '-m', 'work');
  repository.checkout('main');
  repository.commit({ 'package-lock.json': lock('6.6.6') }, { message: 'taken back' });
  repository.git('reset', '--quiet', '--hard', 'HEAD~1');
  found = await lookThrough(repository.directory);
});

const note = yarnLock({ 'n@1': '1.0.0' });

/** A tree of files, by their contents. */
function treeOf(files: Readonly<Record<string, string>>): string {
  const cwd = repository.directory;
  const written = (args: readonly string[], input: string): string =>
    execFileSync('git', args, { cwd, input, encoding: 'utf8' }).trim();
  const lines = Object.entries(files).map(([name, content]) => {
    return `100644 blob ${written(['hash-object', '-w', '--stdin'], content)}\t${name}\n`;
  });
  return written(['mktree'], lines.join(''));
}

/** What history holds of a package version, without the packages. */
function heldAt(text: string): string[] {
  return found.past
    .filter((line) => line.includes(` ${text}: `))
    .map((line) => line.replace(` ${text}`, ''));
}

describe('history', () => {
  it('knows a version that was there for one commit alone', () => {
    expect(heldAt('a@1.0.1')).toEqual(['package-lock.json: compromised']);
  });

  it('knows every commit that holds the same, on either side', () => {
    expect(heldAt('a@1.0.0')[0]).toMatch(
      /^package-lock.json: backup, broken, conflict, first, gone, .*topic/,
    );
    expect(heldAt('a@1.0.0')[0]).not.toMatch(/compromised|pulled|orphan|taken back/);
  });

  it('knows a lockfile that a merge brought, and where it was moved', () => {
    const [before, after] = heldAt('b@1.0.0');
    expect(before).toBe('apps/site/yarn.lock: merge, topic');
    expect(after).toMatch(/^packages\/site\/yarn.lock: .*backup, .*renamed/);
  });

  it('takes a file for a lockfile once it is called so, and as long as it is', () => {
    expect(heldAt('a@2.0.0')).toEqual(['old/package-lock.json: restored']);
  });

  it.each([
    ['a pull request', 'a@7.0.0', 'package-lock.json: pulled'],
    ['a branch without a parent', 'a@8.0.0', 'package-lock.json: orphan'],
    ['notes', 'n@1.0.0', 'yarn.lock: noted'],
  ])('knows what only %s holds', (_, text, expected) => {
    expect(heldAt(text)).toEqual([expected]);
  });

  it('knows what only a stash holds', () => {
    expect(heldAt('a@9.0.0')).toEqual([
      expect.stringMatching(/^package-lock.json: On stashed: work/),
    ]);
  });

  it('names what could not be understood then', () => {
    expect(found.problems.map((line) => line.replace(/: .*/, ''))).toEqual([
      'CONFLICT_MARKERS',
      'FORMAT_UNSUPPORTED both/Cargo.lock',
      'SUBMODULE_NOT_FOLLOWED libs/other',
      'SYNTAX',
      'SYNTAX',
    ]);
  });

  it('reads both sides of a conflict', () => {
    expect(heldAt('a@3.0.0 a@3.0.1')).toEqual(['both/package-lock.json: conflict']);
  });
});

it('a tag of a tree is a tip, and of no commit', () => {
  expect(found.tips).toContain('package-lock.json@tag:tree');
  expect(heldAt('a@5.0.0')).toEqual([]);
});

describe('commits that no ref leads to', () => {
  it('are left out unless they are asked for', async () => {
    const all = await lookThrough(repository.directory, { history: 'all' });
    const added = all.past.filter((line) => !found.past.includes(line));

    expect(heldAt('a@6.6.6')).toEqual([]);
    expect(added.filter((line) => !line.includes(' b@1.0.0: '))).toEqual([
      'package-lock.json a@6.6.6: taken back',
    ]);
    expect(added.filter((line) => line.includes(' b@1.0.0: ')).join()).toContain('taken back');
  });
});

it('a work tree, a bare clone of it and its git directory tell the same', async () => {
  const bare = join(temporaryDirectory(), 'x.git');
  repository.git('clone', '--quiet', '--mirror', repository.directory, bare);

  expect((await lookThrough(bare)).past).toEqual(found.past);
});

it('a SHA-256 repository tells what one of SHA-1 does', async () => {
  const script = (from: GitRepository): string =>
    from.git('fast-export', '--all', '--reencode=yes', '--signed-tags=strip');
  const small = gitRepository();
  small.commit({ 'package-lock.json': lock('1.0.0') }, { message: 'one' });
  small.commit({ 'package-lock.json': lock('1.0.1') }, { message: 'two' });
  small.commit(
    { 'package-lock.json': null, 'b/yarn.lock': yarnLock({ 'b@1': '1.0.0' }) },
    { message: 'three' },
  );
  const wide = join(temporaryDirectory(), 'wide.git');
  small.git('init', '--quiet', '--bare', '--object-format=sha256', '--initial-branch=main', wide);
  execFileSync('git', ['fast-import', '--quiet'], { cwd: wide, input: script(small) });

  const { past, problems, tips } = await lookThrough(wide);

  expect({ past, problems, tips }).toEqual({
    past: [
      'b/yarn.lock b@1.0.0: three',
      'package-lock.json a@1.0.0: one',
      'package-lock.json a@1.0.1: two',
    ],
    problems: [],
    tips: ['b/yarn.lock@default:main'],
  });
});
