import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGit } from '../../../src/host/git.ts';
import { createLauncher } from '../../../src/host/launcher.ts';
import { listRefs, type RefSelection } from '../../../src/sources/git/refs.ts';
import { realDoors } from '../../support/doors.ts';
import { type GitRepository, gitRepository } from '../../support/git-repository.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

async function list(
  { directory }: GitRepository,
  selection: RefSelection = 'all',
): Promise<{ refs: string[]; broken: readonly string[] }> {
  const gitDir = join(directory, '.git');
  const { broken, refs } = await listRefs({ gitDir, commonDir: gitDir }, selection, realDoors);
  return { refs: refs.map((ref) => `${ref.class} ${ref.name}`), broken };
}

function withCommit(): GitRepository {
  const repository = gitRepository();
  repository.commit({ file: 'x' });
  return repository;
}

describe('classes of refs', () => {
  it('tells pull requests of every platform, and as clones fetch them, from branches and tags', async () => {
    const repository = withCommit();
    for (const ref of [
      'refs/heads/topic',
      'refs/heads/pull/9/head',
      'refs/pull/34/head',
      'refs/pull/34/merge',
      'refs/merge-requests/7/head',
      'refs/pull-requests/3/from',
      'refs/changes/34/1234/2',
      'refs/remotes/origin/topic',
      'refs/remotes/origin/pr/12',
      'refs/remotes/origin/pr/13/head',
      'refs/remotes/origin/pull/14/head',
      'refs/remotes/origin/merge-requests/15',
      'refs/remotes/origin/pr/readme',
      'refs/tags/v1.0.0',
      'refs/tags/pull/1/head',
      'refs/stash',
      'refs/notes/commits',
      'refs/keep-around/1',
    ])
      repository.updateRef(ref, 'HEAD');

    expect((await list(repository)).refs).toEqual([
      'default main',
      'branch origin/pr/readme',
      'branch origin/topic',
      'branch pull/9/head',
      'branch topic',
      'pull origin/merge-requests/15',
      'pull origin/pr/12',
      'pull origin/pr/13/head',
      'pull origin/pull/14/head',
      'pull refs/changes/34/1234/2',
      'pull refs/merge-requests/7/head',
      'pull refs/pull-requests/3/from',
      'pull refs/pull/34/head',
      'pull refs/pull/34/merge',
      'tag pull/1/head',
      'tag v1.0.0',
      'other refs/keep-around/1',
      'other refs/notes/commits',
      'other refs/stash',
    ]);
  });

  it('takes the remote’s word for the default branch, whatever is checked out', async () => {
    const repository = withCommit();
    repository.updateRef('refs/remotes/origin/trunk', 'HEAD');
    repository.updateRef('refs/remotes/origin/main', 'HEAD');
    repository.updateRef('refs/heads/trunk', 'HEAD');
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');

    expect((await list(repository)).refs).toEqual([
      'default origin/trunk',
      'default trunk',
      'branch main',
      'branch origin/main',
    ]);
  });

  it('falls back on HEAD where the remote’s default branch is gone', async () => {
    const repository = withCommit();
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/gone');

    expect(await list(repository)).toEqual({ refs: ['default main'], broken: [] });
  });

  it('follows a HEAD that stands on another name for a branch', async () => {
    const repository = withCommit();
    repository.updateRef('refs/heads/trunk', 'HEAD');
    repository.git('symbolic-ref', 'refs/heads/alias', 'refs/heads/trunk');
    repository.git('symbolic-ref', 'HEAD', 'refs/heads/alias');

    expect((await list(repository)).refs).toEqual(['default trunk', 'branch main']);
    expect(await list(repository, 'head')).toEqual({ refs: ['default trunk'], broken: [] });
  });

  it('lists a symbolic ref that leads to what is not listed', async () => {
    const repository = withCommit();
    repository.git('update-ref', 'ORIG_HEAD', 'HEAD');
    repository.git('symbolic-ref', 'refs/heads/hidden', 'ORIG_HEAD');

    expect((await list(repository)).refs).toEqual(['default main', 'branch hidden']);
  });
});

describe('which refs are selected', () => {
  function busy(): GitRepository {
    const repository = withCommit();
    repository.updateRef('refs/heads/topic', 'HEAD');
    repository.updateRef('refs/remotes/origin/main', 'HEAD');
    repository.updateRef('refs/tags/main', 'HEAD');
    repository.updateRef('refs/pull/1/head', 'HEAD');
    return repository;
  }

  it('is what HEAD stands on, and nothing else of that name', async () => {
    const repository = busy();
    repository.checkout('topic');

    expect((await list(repository, 'head')).refs).toEqual(['default topic']);
    repository.git('checkout', '--quiet', 'refs/heads/main', '--detach');
    expect((await list(repository, 'head')).refs).toEqual(['other HEAD']);
  });

  it('is every branch, here and remote', async () => {
    expect((await list(busy(), 'branches')).refs).toEqual([
      'default main',
      'branch origin/main',
      'branch topic',
    ]);
  });

  it('is the commit of a detached HEAD beside the branches', async () => {
    const repository = withCommit();
    repository.git('checkout', '--quiet', '--detach');
    repository.commit({ file: 'y' });

    expect((await list(repository, 'branches')).refs).toEqual(['branch main', 'other HEAD']);
    expect((await list(repository, 'all')).refs).toEqual(['branch main', 'other HEAD']);
  });

  it('is also the commit at which another work tree stands', async () => {
    const repository = withCommit();
    const linked = join(temporaryDirectory(), 'linked');
    repository.git('worktree', 'add', '--quiet', '--detach', linked);
    repository.git('worktree', 'add', '--quiet', '-b', 'topic', join(temporaryDirectory(), 'on'));

    for (const selection of ['branches', 'all'] as const)
      expect((await list(repository, selection)).refs).toEqual([
        'default main',
        'branch topic',
        'other worktrees/linked/HEAD',
      ]);
    expect((await list(repository, 'head')).refs).toEqual(['default main']);

    repository.git('checkout', '--quiet', '--detach');
    const commonDir = join(repository.directory, '.git');
    const place = { commonDir, gitDir: join(commonDir, 'worktrees/linked') };
    const { refs } = await listRefs(place, 'all', realDoors);
    expect(refs.map(({ name }) => name)).toEqual(['main', 'topic', 'HEAD', 'main-worktree/HEAD']);
  });

  it('names the HEAD of another work tree that says nothing, unless the work tree is gone', async () => {
    const repository = withCommit();
    for (const name of ['garbage', 'gone', 'pipe'])
      repository.git('worktree', 'add', '--quiet', '--detach', join(temporaryDirectory(), name));
    const headOf = (name: string): string =>
      join(repository.directory, `.git/worktrees/${name}/HEAD`);
    writeFileSync(headOf('garbage'), 'nothing');
    rmSync(headOf('gone'));
    rmSync(headOf('pipe'));
    execFileSync('mkfifo', [headOf('pipe')]);

    expect(await list(repository)).toEqual({
      refs: ['default main'],
      broken: ['worktrees/garbage/HEAD cannot be read', 'worktrees/pipe/HEAD cannot be read'],
    });
  });

  it('is a branch that is another name for a ref which is no branch', async () => {
    const repository = withCommit();
    repository.updateRef('refs/hidden/x', 'HEAD');
    repository.git('symbolic-ref', 'refs/heads/prod', 'refs/hidden/x');

    expect((await list(repository, 'branches')).refs).toEqual(['default main', 'branch prod']);
    expect((await list(repository, 'all')).refs).toEqual([
      'default main',
      'branch prod',
      'other refs/hidden/x',
    ]);
  });

  it('says so when HEAD stands on a branch that is not there', async () => {
    const repository = withCommit();
    repository.git('symbolic-ref', 'HEAD', 'refs/heads/master');

    expect(await list(repository, 'head')).toEqual({
      refs: [],
      broken: ['HEAD names refs/heads/master, which is not there: nothing was looked at'],
    });
    expect(await list(repository, 'all')).toEqual({ refs: ['branch main'], broken: [] });
  });

  it('is nothing in an empty repository, and nothing is wrong', async () => {
    for (const selection of ['head', 'branches', 'all'] as const)
      expect(await list(gitRepository(), selection)).toEqual({ refs: [], broken: [] });
  });
});

describe('names', () => {
  it('may be anything that git takes', async () => {
    const repository = withCommit();
    for (const name of [
      '-x',
      '--help',
      'ünï/ção',
      "it's",
      '"quoted"',
      '$(id)',
      '`id`',
      '%s',
      'a,b',
    ])
      repository.updateRef(`refs/heads/${name}`, 'HEAD');

    expect((await list(repository)).refs).toEqual([
      'default main',
      ...['"quoted"', '$(id)', '%s', '--help', '-x', '`id`', 'a,b', "it's", 'ünï/ção'].map(
        (name) => `branch ${name}`,
      ),
    ]);
  });

  it('that are not UTF-8 stay apart, and what they lead to is found', async () => {
    const repository = withCommit();
    const first = repository.git('rev-parse', 'HEAD');
    const second = repository.commit({ file: 'y' });
    const packed = [
      `${first} refs/heads/a\xfe`,
      `${second} refs/heads/a\xff`,
      `${second} refs/heads/\xc3\xa0`,
      `${first} refs/heads/main`,
    ].toSorted();
    rmSync(join(repository.directory, '.git/refs/heads/main'));
    writeFileSync(
      join(repository.directory, '.git/packed-refs'),
      Buffer.from(`${packed.join('\n')}\n`, 'latin1'),
    );
    writeFileSync(join(repository.directory, '.git/HEAD'), 'ref: refs/heads/à\n');
    const gitDir = join(repository.directory, '.git');

    const { refs } = await listRefs({ gitDir, commonDir: gitDir }, 'all', realDoors);

    expect(refs).toEqual([
      { name: 'à', class: 'default', oid: second },
      { name: 'a\ufffd', class: 'branch', oid: first },
      { name: 'a\ufffd', class: 'branch', oid: second },
      { name: 'main', class: 'branch', oid: first },
    ]);
  });

  it('come from packed refs as well', async () => {
    const repository = withCommit();
    repository.updateRef('refs/heads/topic', 'HEAD');
    repository.tag('v1', 'HEAD', 'annotated');
    repository.git('pack-refs', '--all');
    rmSync(join(repository.directory, '.git/refs/heads'), { recursive: true });
    repository.git('rev-parse', 'topic');

    expect((await list(repository)).refs).toEqual(['default main', 'branch topic', 'tag v1']);
  });
});

describe('broken refs', () => {
  it('are named and the others are listed', async () => {
    const repository = withCommit();
    const heads = join(repository.directory, '.git/refs/heads');
    writeFileSync(join(heads, 'garbage'), 'not a name\n');
    writeFileSync(join(heads, 'empty'), '');
    writeFileSync(join(heads, 'a b'), `${repository.git('rev-parse', 'HEAD')}\n`);
    writeFileSync(join(heads, 'zero'), `${'0'.repeat(40)}\n`);

    const { broken, refs } = await list(repository);

    expect(refs).toEqual(['default main']);
    expect(broken.toSorted()).toEqual([
      'ignoring broken ref refs/heads/empty',
      'ignoring broken ref refs/heads/garbage',
      'ignoring broken ref refs/heads/zero',
      'ignoring ref with broken name refs/heads/a b',
    ]);
  });

  it('leave a ref to an object that is not there to be named when it is read', async () => {
    const repository = withCommit();
    writeFileSync(join(repository.directory, '.git/refs/heads/lost'), `${'1'.repeat(40)}\n`);

    expect((await list(repository)).refs).toEqual(['default main', 'branch lost']);
  });
});

describe('a git that gives no answer', () => {
  it('is said to have given none', async () => {
    const repository = withCommit();
    const gitDir = join(repository.directory, '.git');
    execFileSync('mkfifo', [join(gitDir, 'packed-refs')]);
    const doors = { ...realDoors, git: createGit(createLauncher(), 1500) };

    await expect(listRefs({ gitDir, commonDir: gitDir }, 'all', doors)).rejects.toMatchObject({
      code: 'GIT_UNREADABLE',
      message: 'git gave no answer: it was ended by SIGKILL',
    });
  });
});

describe('a place that is no repository', () => {
  it('is refused with what git says', async () => {
    const gitDir = temporaryDirectory();

    await expect(listRefs({ gitDir, commonDir: gitDir }, 'all', realDoors)).rejects.toMatchObject({
      code: 'GIT_UNREADABLE',
      message: `not a readable git repository: fatal: not a git repository: '${gitDir}'`,
    });
  });
});
