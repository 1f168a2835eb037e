import { join } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { bytesOf, type Clone, commitAt, readGit, snapshotOf } from '../git-snapshot.ts';
import type { PinChange } from './change.ts';

const author = { name: 'firebreak', email: 'firebreak@localhost' };

/** The branch that a key names. */
export function branchOf(key: string): string {
  return `refs/heads/${key}`;
}

/**
 * Commits files over the base of a pin on a new branch, without touching work tree, index or any other ref, and gives
 * the commit. Throws BRANCH_EXISTS where the branch was made in the meantime and GIT_FAILED.
 */
export async function commitPin(
  doors: Doors,
  clone: Clone,
  change: PinChange,
  key: string,
  files: ReadonlyMap<string, string>,
  scratch: string,
): Promise<string> {
  const { date, directory } = {
    date: doors.clock.now().toISOString(),
    directory: clone.workTree ?? clone.gitDir,
  };
  const { git } = await doors.workGit(
    directory,
    { ...author, date },
    { GIT_DIR: clone.gitDir, GIT_INDEX_FILE: join(scratch, 'index') },
  );
  async function run(...args: string[]): Promise<string> {
    try {
      return (await git.raw(args)).trim();
    } catch (error) {
      doors.signal.throwIfAborted();
      throw failed(clone, args[0] ?? '', error);
    }
  }
  await run('read-tree', change.base);
  const snapshot = await snapshotOf(doors, clone, change.base);
  let number = 0;
  for (const [path, text] of files) {
    number += 1;
    const file = join(scratch, `content-${number}`);
    await doors.files.writeFileAtomically(file, text);
    // Without filters: what the repository's configuration names is not run.
    const oid = await run('hash-object', '-w', '--no-filters', '--', file);
    const mode = snapshot.get(path)?.mode ?? '100644';
    await run('update-index', '--add', '--cacheinfo', `${mode},${oid},${path}`);
  }
  const tree = await run('write-tree');
  const commit = await run('commit-tree', tree, '-p', change.base, '-m', messageOf(change, key));
  const none = '0'.repeat(change.base.length);
  try {
    await git.raw(['update-ref', '-m', 'firebreak: pin', branchOf(key), commit, none]);
  } catch (error) {
    doors.signal.throwIfAborted();
    if ((await commitAt(doors, clone, branchOf(key))) !== null) throw taken(clone, key);
    throw failed(clone, 'update-ref', error);
  }
  return commit;
}

function messageOf({ packages }: PinChange, key: string): string {
  const lines = packages.map(
    ({ bad, lockfiles, name, replacement }) =>
      `${name} ${bad} -> ${replacement} (${lockfiles.join(', ').replaceAll(/\p{Cc}/gu, '?')})`,
  );
  return `Pin compromised npm packages\n\n${[...new Set(lines)].join('\n')}\n\nFirebreak-Key: ${key}\n`;
}

/** How a branch stands to the pin that its name is for. */
export type BranchState = 'absent' | 'other' | 'ours';

/** Whether a branch is there, and if so whether it bears our trailer and exactly these files over the base. */
export async function branchState(
  doors: Doors,
  clone: Clone,
  change: PinChange,
  key: string,
  files: () => Promise<ReadonlyMap<string, string>>,
): Promise<BranchState> {
  const commit = await commitAt(doors, clone, branchOf(key));
  if (commit === null) return 'absent';
  if (!(await bearsKey(doors, clone, commit, change.base, key))) return 'other';
  const args = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', '--no-ext-diff'];
  const changed = (await readGit(doors, clone, [...args, change.base, commit]))
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => Buffer.from(path, 'latin1').toString('utf8'));
  const wanted = await files();
  if (changed.length !== wanted.size || !changed.every((path) => wanted.has(path))) return 'other';
  const snapshot = await snapshotOf(doors, clone, commit);
  for (const [path, text] of wanted) {
    const file = snapshot.get(path);
    const bytes = file === undefined ? null : await bytesOf(doors, clone, path, file);
    if (bytes === null || !Buffer.from(text).equals(bytes)) return 'other';
  }
  return 'ours';
}

async function bearsKey(
  doors: Doors,
  clone: Clone,
  commit: string,
  base: string,
  key: string,
): Promise<boolean> {
  const object = await readGit(doors, clone, ['cat-file', 'commit', commit]);
  const end = object.indexOf('\n\n');
  const parents = [...object.slice(0, end).matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, id]) => id);
  const trailer = object.trimEnd().split('\n').at(-1);
  return parents.length === 1 && parents[0] === base && trailer === `Firebreak-Key: ${key}`;
}

/** What stands for a branch of that name with other content. */
export function taken(clone: Clone, key: string): FirebreakError {
  return new FirebreakError(
    'BRANCH_EXISTS',
    `${clone.gitDir} has a branch ${key} already, and it is not this pin`,
    'Look at it; rename or delete it, or plan anew.',
  );
}

function failed(clone: Clone, command: string, error: unknown): FirebreakError {
  const message = (error instanceof Error ? error.message : String(error)).trim().split('\n')[0];
  return new FirebreakError(
    'GIT_FAILED',
    `git ${command} in ${clone.gitDir}: ${message ?? 'no reason was given'}`,
    'Nothing was moved there. Mend the repository and try again.',
    error,
  );
}
