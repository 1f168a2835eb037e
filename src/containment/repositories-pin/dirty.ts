import { join } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { some } from '../bytes.ts';
import { bytesOf, type Clone, readGit, type Snapshot } from '../git-snapshot.ts';

/**
 * Throws REPOSITORY_DIRTY, naming the files, where the ref is checked out and somebody has changed, in the work tree or
 * the index, a file that a pin would change. Looks at bytes: asking git would run what its configuration names.
 */
export async function refuseDirty(
  doors: Doors,
  clone: Clone,
  refname: string,
  snapshot: Snapshot,
  files: readonly string[],
): Promise<void> {
  if (clone.workTree === null || files.length === 0) return;
  const head = await doors.git.runGit(clone.gitDir, ['symbolic-ref', '-q', 'HEAD'], doors.signal);
  doors.signal.throwIfAborted();
  if (head.stdout.trim() !== Buffer.from(refname).toString('latin1')) return;
  const staged = await stagedFiles(doors, clone, refname);
  const dirty: string[] = [];
  for (const path of files) {
    const committed = snapshot.get(path);
    if (committed === undefined) continue;
    const same =
      !staged.has(path) &&
      isAlike(
        await workTreeBytes(doors, join(clone.workTree, path)),
        await bytesOf(doors, clone, path, committed),
      );
    if (!same) dirty.push(path);
  }
  if (dirty.length === 0) return;
  throw new FirebreakError(
    'REPOSITORY_DIRTY',
    `${clone.workTree} has changes of its own in ${some(dirty)}`,
    'Commit them or put them away first: what somebody is working on here would not be in the pin.',
  );
}

/** Files whose content in the index is not that of the commit. */
async function stagedFiles(doors: Doors, clone: Clone, commit: string): Promise<Set<string>> {
  const args = ['diff-index', '--cached', '--name-only', '--no-renames', '--no-ext-diff', '-z'];
  const listing = await readGit(doors, clone, [...args, commit, '--']);
  return new Set(listing.split('\0').map((path) => Buffer.from(path, 'latin1').toString('utf8')));
}

async function workTreeBytes(doors: Doors, path: string): Promise<Uint8Array | null> {
  if ((await doors.files.statusOf(path)) === null) return null;
  const read = await doors.files.readRegularFile(path, 64 * 1024 * 1024);
  return read.status === 'read' ? read.bytes : null;
}

/** Line ends may differ: git changes them on the way out where it is told to. */
function isAlike(own: Uint8Array | null, committed: Uint8Array): boolean {
  return own !== null && unixLines(own) === unixLines(committed);
}

function unixLines(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n');
}
