import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Commit, History } from './history.ts';
import { sampleGit } from './sample-git.ts';

/**
 * Makes a repository with a work tree in `into`, which must not exist, by committing a history's steps
 * one after the other. It ends on the default branch. Throws git's own error.
 */
export async function replay(
  history: History,
  steps: string,
  into: string,
  origin: string,
): Promise<void> {
  await mkdir(into);
  const git = sampleGit(into, history.commits[0]);
  await git.raw('init', '--quiet', '--template=', `--initial-branch=${history.default}`);
  await git.addRemote('origin', origin);
  const places = new Set([history.default]);
  let here = history.default;
  for (const commit of history.commits) {
    const place = placeOf(commit, history);
    if (place !== here) await goTo(place, places, history, commit, into);
    await record(commit, steps, into);
    if (commit.pull !== undefined) await sampleGit(into, commit).raw('update-ref', place, 'HEAD');
    places.add(place);
    here = place;
  }
  if (here !== history.default) await git.raw('checkout', '--quiet', history.default);
  if (history.worktree === undefined) return;
  const { files, into: subdirectory } = history.worktree;
  await cp(join(steps, files), join(into, subdirectory), { recursive: true });
}

/** The branch a commit lands on, or the full name of its pull request's ref. */
function placeOf(commit: Commit, history: History): string {
  if (commit.pull !== undefined) return `refs/pull/${commit.pull}/head`;
  return commit.branch ?? history.default;
}

async function goTo(
  place: string,
  known: ReadonlySet<string>,
  history: History,
  commit: Commit,
  into: string,
): Promise<void> {
  const start = known.has(place) ? place : history.default;
  const how =
    commit.pull !== undefined
      ? ['--detach', start]
      : known.has(place)
        ? [place]
        : ['-b', place, start];
  await sampleGit(into, commit).raw('checkout', '--quiet', ...how);
}

async function record(commit: Commit, steps: string, into: string): Promise<void> {
  const git = sampleGit(into, commit);
  if (commit.merge !== undefined) {
    await git.raw('merge', '--quiet', '--no-ff', '--no-commit', '--strategy=ours', commit.merge);
  }
  for (const path of commit.delete) await rm(join(into, path));
  await cp(join(steps, commit.files), into, { recursive: true });
  await git.raw('add', '--all');
  await git.raw('commit', '--quiet', '--no-verify', '--message', commit.message);
  if (commit.tag === undefined) return;
  const annotation =
    commit.release === undefined ? [] : ['--annotate', '--message', commit.release];
  await git.raw('tag', ...annotation, commit.tag);
}
