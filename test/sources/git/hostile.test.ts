import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type GitRepository, gitRepository } from '../../support/git-repository.ts';
import { npmLock } from '../../support/lockfiles.ts';
import { type MarkerProgram, markerProgram } from '../../support/marker-program.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { treeState } from '../../support/tree-state.ts';
import { lookAtOne, withoutMessages } from '../support.ts';

const lock = npmLock({ a: '1.0.0' });

/** Every setting by which a repository can have git start a program, and hooks, filters and drivers beside them. */
function armed(): { repository: GitRepository; program: MarkerProgram } {
  const repository = gitRepository();
  const program = markerProgram();
  const { path } = program;
  repository.commit({
    'package-lock.json': lock,
    '.gitattributes': '* filter=evil diff=evil merge=evil\n',
  });
  const gitDir = join(repository.directory, '.git');
  mkdirSync(join(gitDir, 'hooks'), { recursive: true });
  for (const hook of [
    'fsmonitor-watchman',
    'post-checkout',
    'post-index-change',
    'pre-auto-gc',
    'reference-transaction',
  ]) {
    writeFileSync(join(gitDir, 'hooks', hook), `#!/bin/sh\nexec '${path}' ${hook}\n`);
    chmodSync(join(gitDir, 'hooks', hook), 0o755);
  }
  const included = join(temporaryDirectory(), 'included');
  writeFileSync(included, `[core]\n\tfsmonitor = ${path}\n\tpager = ${path}\n`);
  appendFileSync(
    join(gitDir, 'config'),
    `[core]
	fsmonitor = ${path}
	hooksPath = ${join(gitDir, 'hooks')}
	sshCommand = ${path}
	gitProxy = ${path}
	askPass = ${path}
	editor = ${path}
	pager = ${path}
	alternateRefsCommand = ${path}
	worktree = ${repository.directory}
[pager]
	for-each-ref = ${path}
	cat-file = ${path}
[diff]
	external = ${path}
[diff "evil"]
	command = ${path}
	textconv = ${path}
[filter "evil"]
	process = ${path}
	clean = ${path}
	smudge = ${path}
	required = true
[merge "evil"]
	driver = ${path}
[alias]
	for-each-ref = !${path}
	cat-file = !${path}
	symbolic-ref = !${path}
[include]
	path = ${included}
[includeIf "gitdir:/"]
	path = ${included}
[uploadpack]
	packObjectsHook = ${path}
[credential]
	helper = !${path}
[gpg]
	program = ${path}
[gc]
	auto = 1
[maintenance]
	auto = true
[remote "origin"]
	url = ext::${path}
	promisor = true
	uploadpack = ${path}
	vcs = evil
[url "ext::${path} "]
	insteadOf = https://
[trace2]
	normalTarget = ${join(repository.directory, 'trace')}
[extensions]
	partialClone = origin
`,
  );
  return { repository, program };
}

describe('a repository that is armed', () => {
  it('has its programs run by a git without our settings', () => {
    const { program, repository } = armed();

    spawnSync('git', ['status'], { cwd: repository.directory });

    expect(program.ran()).toBe(true);
  });

  it('has its programs run by a git without our settings when an object is missing', () => {
    const { program, repository } = armed();

    spawnSync('git', ['cat-file', '--batch'], {
      cwd: repository.directory,
      input: `${'1'.repeat(40)}\n`,
      env: { ...process.env, GIT_ALLOW_PROTOCOL: 'ext', GIT_NO_LAZY_FETCH: '0' },
    });

    expect(program.ran()).toBe(true);
  });

  it('starts nothing when it is scanned, and is read as it is', async () => {
    const { program, repository } = armed();

    const { problems, seen, thrown } = await lookAtOne(repository.directory);

    expect(program.ran()).toBe(false);
    expect({ problems, thrown }).toEqual({ problems: [], thrown: null });
    expect(seen).toEqual(['package-lock.json@ a@1.0.0', 'package-lock.json@default:main a@1.0.0']);
  });

  it('starts nothing when objects are missing that its remote would have', async () => {
    const { program, repository } = armed();
    const lost = '1'.repeat(40);
    writeFileSync(join(repository.directory, '.git/refs/heads/lost'), `${lost}\n`);

    const { problems } = await lookAtOne(repository.directory);

    expect(program.ran()).toBe(false);
    expect(problems).toEqual([
      expect.stringMatching(/^GIT_OBJECT_MISSING lost: commit 111111111111 /),
    ]);
  });

  it('is left as it was, to the nanosecond', async () => {
    const { repository } = armed();
    // Stale enough that git would like to refresh it.
    writeFileSync(join(repository.directory, 'package-lock.json'), lock);
    const before = treeState(repository.directory);

    await lookAtOne(repository.directory);

    expect(treeState(repository.directory)).toEqual(before);
    expect(readdirSync(repository.directory).toSorted()).toEqual([
      '.git',
      '.gitattributes',
      'package-lock.json',
    ]);
  });
});

describe('what is there is what is seen', () => {
  it('replacements and grafts have no say', async () => {
    const repository = gitRepository();
    const bad = repository.commit({ 'package-lock.json': npmLock({ evil: '6.6.6' }) });
    const badBlob = repository.git('rev-parse', 'HEAD:package-lock.json');
    const good = repository.commit({ 'package-lock.json': lock });
    const goodBlob = repository.git('rev-parse', 'HEAD:package-lock.json');
    repository.git('reset', '--quiet', '--hard', bad);
    repository.git('replace', bad, good);
    repository.git('replace', badBlob, goodBlob);
    mkdirSync(join(repository.directory, '.git/info'), { recursive: true });
    writeFileSync(join(repository.directory, '.git/info/grafts'), `${bad} ${good}\n`);
    expect(repository.git('show', 'HEAD:package-lock.json')).not.toContain('evil');

    const { seen } = await lookAtOne(join(repository.directory, '.git'));

    expect(seen).toContain('package-lock.json@default:main evil@6.6.6');
    expect(seen.filter((row) => row.includes('default:main'))).toHaveLength(1);
  });

  it('variables of the environment have no say', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': lock });
    const other = gitRepository();
    other.commit({ 'package-lock.json': npmLock({ wrong: '1.0.0' }) });
    const program = markerProgram();
    const variables = {
      GIT_ALTERNATE_OBJECT_DIRECTORIES: join(other.directory, '.git/objects'),
      GIT_COMMON_DIR: join(other.directory, '.git'),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: program.path,
      GIT_DIR: join(other.directory, '.git'),
      GIT_EXEC_PATH: temporaryDirectory(),
      GIT_EXTERNAL_DIFF: program.path,
      GIT_INDEX_FILE: join(other.directory, '.git/index'),
      GIT_OBJECT_DIRECTORY: join(other.directory, '.git/objects'),
      GIT_PAGER: program.path,
      GIT_REPLACE_REF_BASE: 'refs/elsewhere',
      GIT_SSH_COMMAND: program.path,
      GIT_TRACE: join(repository.directory, 'trace'),
      GIT_WORK_TREE: other.directory,
    };
    Object.assign(process.env, variables);

    const { problems, seen } = await lookAtOne(repository.directory).finally(() => {
      for (const name of Object.keys(variables)) delete process.env[name];
    });

    expect(problems).toEqual([]);
    expect(seen).toEqual(['package-lock.json@ a@1.0.0', 'package-lock.json@default:main a@1.0.0']);
    expect(program.ran()).toBe(false);
    expect(readdirSync(repository.directory)).not.toContain('trace');
  });

  it('a tree that lies about its name cannot hold itself', async () => {
    const repository = gitRepository();
    repository.commit({ 'sub/package-lock.json': lock });
    const root = repository.git('rev-parse', 'HEAD^{tree}');
    const sub = repository.git('rev-parse', 'HEAD:sub');
    const objects = join(repository.directory, '.git/objects');
    const path = (oid: string): string => join(objects, oid.slice(0, 2), oid.slice(2));
    chmodSync(path(sub), 0o644);
    writeFileSync(path(sub), readFileSync(path(root)));

    const { problems, seen } = await lookAtOne(join(repository.directory, '.git'));

    expect(seen).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/^GIT_OBJECT_CORRUPT sub: tree /)]);
  });
});

describe('a repository that multiplies', () => {
  it('names a lockfile in ten thousand million places without going to all of them', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': lock, 'package.json': '{"dependencies":{"a":"1"}}' });
    let tree = repository.git('rev-parse', 'HEAD^{tree}');
    for (let level = 0; level < 10; level += 1) {
      const entries = Array.from({ length: 10 }, (_, index) => `040000 tree ${tree}\td${index}`);
      tree = mktree(repository, entries);
    }
    repository.updateRef('refs/heads/main', repository.git('commit-tree', tree, '-m', 'bomb'));

    const { problems, seen } = await lookAtOne(join(repository.directory, '.git'));

    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThanOrEqual(10_000);
    expect(problems).toEqual([expect.stringMatching(/^LIMIT_REACHED /)]);
  });

  it.for([
    ['none is there', 'file', []],
    ['there are too many', 'package.json', ['LIMIT_REACHED yarn.lock']],
  ] as const)('is not walked for companions without end: %s', async ([, leaf, problems]) => {
    const repository = gitRepository();
    repository.commit({ [leaf]: '{}' });
    let tree = repository.git('rev-parse', 'HEAD^{tree}');
    for (let level = 0; level < 10; level += 1) {
      const entries = Array.from({ length: 10 }, (_, index) => `040000 tree ${tree}\td${index}`);
      tree = mktree(repository, entries);
    }
    repository.commit({
      [leaf]: null,
      'package.json': '{"workspaces":["d0/**"]}',
      'yarn.lock': '# yarn lockfile v1\n\n\na@1:\n  version "1.0.0"\n',
    });
    const listed = repository.git('ls-tree', 'HEAD').split('\n');
    const root = mktree(repository, [...listed, `040000 tree ${tree}\td0`]);
    repository.updateRef('refs/heads/main', repository.git('commit-tree', root, '-m', 'bomb'));

    const looked = await lookAtOne(join(repository.directory, '.git'));

    expect(looked.seen.map((row) => row.slice(0, 30))).toEqual(['yarn.lock@default:main a@1.0.0']);
    expect(withoutMessages(looked.problems)).toEqual(problems);
  });
});

function mktree(repository: GitRepository, entries: readonly string[]): string {
  const { stdout } = spawnSync('git', ['mktree'], {
    cwd: repository.directory,
    input: `${entries.join('\n')}\n`,
    encoding: 'utf8',
  });
  return stdout.trim();
}
