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

/** Deletes a branch, merged or not. */
export async function deleteBranch(
  repository: BuiltRepository,
  branch: string,
  who: Signature,
): Promise<void> {
  await byHand(repository, `delete branch ${branch}`, async () => {
    await sampleGit(repository.directory, who).raw('branch', '--quiet', '-D', '--', branch);
  });
}

/**
 * Commits to a branch that brings files back to what they were before they were changed last, each on its own; a file
 * that was deleted is there again.
 */
export async function takeBack(
  repository: BuiltRepository,
  request: { readonly branch: string; readonly paths: readonly string[]; readonly message: string },
  who: Signature,
): Promise<void> {
  const { branch, message, paths } = request;
  await byHand(repository, `take back ${paths.join(' and ')} on ${branch}`, async () => {
    await onBranch(repository, branch, who, async (directory) => {
      for (const path of paths) await checkOutFormer(directory, path, who);
      await sampleGit(directory, who).raw(
        'commit',
        '--quiet',
        '--no-verify',
        `--message=${message}`,
      );
    });
  });
}

/** Makes a work tree what its branch says: changes, new files and installed packages go. A bare repository has none. */
export async function cleanWorkTree(repository: BuiltRepository, who: Signature): Promise<void> {
  if (repository.bare) return;
  await byHand(repository, 'clean the work tree', async () => {
    const git = sampleGit(repository.directory, who);
    await git.raw('reset', '--quiet', '--hard');
    await git.raw('clean', '--quiet', '--force', '-d', '-x');
  });
}

async function checkOutFormer(directory: string, path: string, who: Signature): Promise<void> {
  const git = sampleGit(directory, who);
  const last = await git.raw('log', '-1', '--format=%H', 'HEAD', '--', path);
  await git.raw('checkout', '--quiet', `${last.trim()}^`, '--', path);
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
