import { join } from 'node:path';
import type { Doors } from '../../host/doors.ts';
import { headFile, readHead } from './head.ts';
import type { NamedRef } from './listed-ref.ts';
import type { RepositoryPlace } from './locate.ts';

/** Git is asked about no more than these: each costs two processes. */
const maxAsked = 256;

export interface Detached {
  readonly refs: readonly NamedRef[];
  /** What could not be looked at and why, a sentence each. */
  readonly broken: readonly string[];
}

/**
 * Commits at which other work trees of a repository stand without a branch: no ref may lead there. They bear the
 * names that git gives them (git-worktree, "REFS"): `worktrees/<id>/HEAD`, and `main-worktree/HEAD` for the main one.
 */
export async function detachedElsewhere(
  { commonDir, gitDir }: RepositoryPlace,
  doors: Doors,
): Promise<Detached> {
  const refs: NamedRef[] = [];
  const broken: string[] = [];
  let asked = 0;
  for (const { directory, refname } of await placesOfHeads(commonDir, doors)) {
    if (directory === gitDir) continue;
    const head =
      (await headFile(directory, doors.files)) ??
      ((await mayBeAsked(directory, doors)) && asked++ < maxAsked
        ? await readHead(directory, doors)
        : null);
    if (head !== null && 'oid' in head)
      refs.push({ refname, name: refname, class: 'other', oid: head.oid });
    if (head === null && !(await isGone(directory, doors)))
      broken.push(`${refname} cannot be read`);
  }
  return { refs, broken };
}

/** A pipe in the place of HEAD would make git wait. */
async function mayBeAsked(directory: string, { files }: Doors): Promise<boolean> {
  const status = await files.statusOf(join(directory, 'HEAD')).catch(() => null);
  return status !== null && (status.isFile() || status.isSymbolicLink());
}

async function isGone(directory: string, { files }: Doors): Promise<boolean> {
  const there = files.statusOf(join(directory, 'HEAD')).then((status) => status !== null);
  return !(await there.catch(() => true));
}

async function placesOfHeads(
  commonDir: string,
  { files }: Doors,
): Promise<{ refname: string; directory: string }[]> {
  const linked = join(commonDir, 'worktrees');
  // A repository without linked work trees has no such directory.
  const entries = await files.listDirectory(linked).catch(() => []);
  return [
    { refname: 'main-worktree/HEAD', directory: commonDir },
    ...entries.map(({ name }) => ({
      refname: `worktrees/${name}/HEAD`,
      directory: join(linked, name),
    })),
  ];
}

/** Whether a full name is that of a commit some work tree stands at. */
export function isHead(refname: string): boolean {
  return /^(?:HEAD|main-worktree\/HEAD|worktrees\/[^/]+\/HEAD)$/.test(refname);
}
