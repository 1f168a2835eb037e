import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitError } from 'simple-git';
import { FirebreakError } from '../../errors.ts';
import { reasonOf } from '../../host/files.ts';
import type { BuiltRepository } from './build-sample.ts';
import type { Signature } from './history.ts';
import { sampleGit } from './sample-git.ts';

/**
 * What people do by hand to repositories of the built sample when a step of a run asks them to. Everything is done by
 * git itself; each function throws DEMO_UNAVAILABLE where git refuses.
 */

/** Merges a branch into another with a merge commit and deletes it, as a platform does with a pull request. */
export async function mergeBranch(
  repository: BuiltRepository,
  request: { readonly branch: string; readonly into: string },
  who: Signature,
): Promise<void> {
  const { branch, into } = request;
  await byHand(repository, `merge ${branch} into ${into}`, async () => {
    await onBranch(repository, into, who, async (directory) => {
      const message = `Merge branch '${branch}' into ${into}`;
      await sampleGit(directory, who).raw(
        'merge',
        '--quiet',
        '--no-ff',
        '--no-verify',
        `--message=${message}`,
        `refs/heads/${branch}`,
      );
    });
    await sampleGit(repository.directory, who).raw('branch', '--quiet', '-D', '--', branch);
  });
}

/** Deletes a branch, merged or not; false where there is none of that name. */
export async function deleteBranch(
  repository: BuiltRepository,
  branch: string,
  who: Signature,
): Promise<boolean> {
  let there = false;
  await byHand(repository, `delete branch ${branch}`, async () => {
    const git = sampleGit(repository.directory, who);
    there = (await git.raw('branch', '--list', '--', branch)) !== '';
    if (there) await git.raw('branch', '--quiet', '-D', '--', branch);
  });
  return there;
}

export interface TakeBackRequest {
  readonly branch: string;
  readonly paths: readonly string[];
  /** First line of the message of the commit whose changes to them are taken back. */
  readonly undoes: string;
  /** Message of the new commit. */
  readonly message: string;
}

/**
 * Commits to a branch what brings files back to what they were before a commit of it, whatever has happened to them
 * since; a file that it deleted is there again. False, and no commit, where they are that already.
 */
export async function takeBack(
  repository: BuiltRepository,
  { branch, message, paths, undoes }: TakeBackRequest,
  who: Signature,
): Promise<boolean> {
  let changed = false;
  await byHand(repository, `take back "${undoes}" on ${branch}`, async () => {
    await onBranch(repository, branch, who, async (directory) => {
      const git = sampleGit(directory, who);
      const commit = await commitCalled(undoes, directory, who);
      await git.raw('checkout', '--quiet', `${commit}^`, '--', ...paths);
      changed = (await git.raw('diff', '--cached', '--name-only')) !== '';
      if (changed) await git.raw('commit', '--quiet', '--no-verify', `--message=${message}`);
    });
  });
  return changed;
}

/**
 * Makes a work tree what its branch says: changes, new files and installed packages go. False where it was that
 * already, and for a bare repository, which has none.
 */
export async function cleanWorkTree(repository: BuiltRepository, who: Signature): Promise<boolean> {
  if (repository.bare) return false;
  let dirty = false;
  await byHand(repository, 'clean the work tree', async () => {
    const git = sampleGit(repository.directory, who);
    dirty = (await git.raw('status', '--porcelain', '--ignored')) !== '';
    await git.raw('reset', '--quiet', '--hard');
    await git.raw('clean', '--quiet', '--force', '-d', '-x');
  });
  return dirty;
}

async function commitCalled(subject: string, directory: string, who: Signature): Promise<string> {
  const log = await sampleGit(directory, who).raw('log', '--format=%H %s');
  const line = log.split('\n').find((one) => one.slice(one.indexOf(' ') + 1) === subject);
  if (line === undefined) throw new Error('there is no such commit');
  return line.slice(0, line.indexOf(' '));
}

/** Works where a branch is checked out: in the work tree that has it, or in one that is made for it and taken away. */
async function onBranch(
  { bare, directory }: BuiltRepository,
  branch: string,
  who: Signature,
  work: (directory: string) => Promise<void>,
): Promise<void> {
  const git = sampleGit(directory, who);
  const head = (await git.raw('symbolic-ref', '--short', 'HEAD')).trim();
  if (!bare && head === branch) {
    await work(directory);
    return;
  }
  const parent = await mkdtemp(join(tmpdir(), 'firebreak-demo-'));
  const place = join(parent, 'work');
  try {
    await git.raw('worktree', 'add', '--quiet', place, branch);
    await work(place);
  } finally {
    await rm(parent, { recursive: true, force: true });
    await git.raw('worktree', 'prune');
  }
}

async function byHand(
  { name }: BuiltRepository,
  what: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new FirebreakError(
      'DEMO_UNAVAILABLE',
      `cannot ${what} in ${name}: ${error instanceof GitError ? `git: ${error.message.trim()}` : reasonOf(error)}`,
      'Run the demo again; should it fail again, report this as a bug of firebreak.',
      error,
    );
  }
}
