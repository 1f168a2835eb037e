import { join } from 'node:path';
import type { Doors } from '../../host/doors.ts';
import { isSystemError, reasonOf } from '../../host/files.ts';
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
  const { broken, places } = await placesOfHeads(commonDir, doors);
  let asked = 0;
  for (const { directory, refname } of places) {
    if (directory === gitDir) continue;
    const head =
      (await headFile(directory, doors.files)) ??
      ((await mayBeAsked(directory, doors)) && asked++ < maxAsked
        ? await readHead(directory, doors)
        : { ref: 'HEAD' });
    if ('oid' in head) refs.push({ refname, name: refname, class: 'other', oid: head.oid });
    else if (head.ref === 'HEAD' && !(await isGone(directory, doors)))
      broken.push(`${refname} cannot be read`);
  }
  return { refs, broken };
}

/** A pipe in the place of HEAD would make git wait. */
async function mayBeAsked(directory: string, { files }: Doors): Promise<boolean> {
  const status = await files.statusOf(join(directory, 'HEAD')).catch(() => null);
  return status !== null && (status.isFile() || status.isSymbolicLink());
}

/** Git takes a work tree without HEAD for one that is gone. */
async function isGone(directory: string, { files }: Doors): Promise<boolean> {
  // No file bears the mark that stands for bytes which are no text: what is there cannot be looked up.
  if (directory.includes('\ufffd')) return false;
  const there = files.statusOf(join(directory, 'HEAD')).then((status) => status !== null);
  return !(await there.catch(() => true));
}

async function placesOfHeads(
  commonDir: string,
  { files }: Doors,
): Promise<{ places: { refname: string; directory: string }[]; broken: string[] }> {
  const linked = join(commonDir, 'worktrees');
  const broken: string[] = [];
  const entries = await files.listDirectory(linked).catch((error: unknown) => {
    const none = isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    if (!none) broken.push(`the linked work trees cannot be listed: ${reasonOf(error)}`);
    return [];
  });
  const places = entries.map(({ name }) => ({
    refname: `worktrees/${name}/HEAD`,
    directory: join(linked, name),
  }));
  return { places: [{ refname: 'main-worktree/HEAD', directory: commonDir }, ...places], broken };
}

/** Whether a full name is that of a commit some work tree stands at. */
export function isHead(refname: string): boolean {
  return /^(?:HEAD|main-worktree\/HEAD|worktrees\/[^/]+\/HEAD)$/.test(refname);
}
