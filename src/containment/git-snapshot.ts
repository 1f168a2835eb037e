import { isAbsolute, join, resolve } from 'node:path';
import { FirebreakError } from '../errors.ts';
import type { Doors } from '../host/doors.ts';

/** A clone on this machine. */
export interface Clone {
  readonly gitDir: string;
  /** Null for a bare one. */
  readonly workTree: string | null;
}

/** A regular file of a commit. */
export interface CommittedFile {
  readonly oid: string;
  readonly mode: string;
  /** Bytes. */
  readonly size: number;
}

/** A commit's regular files by path. Only paths whose every part can safely be joined to another path. */
export type Snapshot = ReadonlyMap<string, CommittedFile>;

/** Lockfiles of the largest monorepos stay far below. */
const maxFile = 64 * 1024 * 1024;

/** Finds the repository at a path: a work tree, a linked one, or a bare repository. Throws REPOSITORY_UNUSABLE. */
export async function openClone(doors: Doors, path: string): Promise<Clone> {
  const dotGit = join(path, '.git');
  const status = await doors.files.statusOf(dotGit);
  const gitDir = status === null ? path : status.isFile() ? await named(doors, dotGit) : dotGit;
  const answer = await doors.git.runGit(gitDir, ['rev-parse', '--git-dir'], doors.signal);
  doors.signal.throwIfAborted();
  if (answer.exitCode !== 0) {
    throw new FirebreakError(
      'REPOSITORY_UNUSABLE',
      `no git repository at ${path}: ${firstLine(answer.stderr)}`,
      'Give the clone under `repositories` in the site file.',
    );
  }
  return { gitDir, workTree: status === null ? null : path };
}

/** A linked work tree's `.git` file (gitrepository-layout, "gitdir:"). */
async function named(doors: Doors, dotGit: string): Promise<string> {
  const read = await doors.files.readRegularFile(dotGit, 16_384);
  const text = read.status === 'read' ? Buffer.from(read.bytes).toString('utf8') : '';
  const target = /^gitdir: (.+)/.exec(text)?.[1] ?? '';
  return isAbsolute(target) ? target : resolve(dotGit, '..', target);
}

/** Git's answer to a reading command, one character a byte. Throws GIT_UNREADABLE where it fails. */
export async function readGit(
  doors: Doors,
  clone: Clone,
  args: readonly string[],
): Promise<string> {
  const answer = await doors.git.runGit(clone.gitDir, args, doors.signal);
  doors.signal.throwIfAborted();
  if (answer.exitCode === 0) return answer.stdout;
  throw new FirebreakError(
    'GIT_UNREADABLE',
    `git ${args[0]} in ${clone.gitDir}: ${firstLine(answer.stderr)}`,
    'Run `git fsck` there, or clone it anew.',
  );
}

/** The commit a full ref name leads to; null where there is no such ref. */
export async function commitAt(
  doors: Doors,
  clone: Clone,
  refname: string,
): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${refname}^{commit}`];
  const answer = await doors.git.runGit(clone.gitDir, args, doors.signal);
  doors.signal.throwIfAborted();
  const oid = answer.stdout.trim();
  return answer.exitCode === 0 && /^[0-9a-f]{40,64}$/.test(oid) ? oid : null;
}

/** All regular files of a commit, read from its tree alone. */
export async function snapshotOf(doors: Doors, clone: Clone, commit: string): Promise<Snapshot> {
  const listing = await readGit(doors, clone, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit]);
  const files = new Map<string, CommittedFile>();
  for (const row of listing.split('\0')) {
    const match = /^(100\d{3}) blob ([0-9a-f]+) +(\d+)\t([^]+)$/.exec(row);
    const path = Buffer.from(match?.[4] ?? '', 'latin1').toString('utf8');
    if (match === null || !isSafe(path)) continue;
    files.set(path, { mode: match[1] ?? '', oid: match[2] ?? '', size: Number(match[3]) });
  }
  return files;
}

/** Whether joining a path to a directory stays below it: git objects made by hand may hold any name. */
function isSafe(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** The bytes of a file of a commit. Throws REPOSITORY_UNUSABLE for one of over 64 MiB. */
export async function bytesOf(
  doors: Doors,
  clone: Clone,
  path: string,
  file: CommittedFile,
): Promise<Uint8Array> {
  if (file.size > maxFile) {
    throw new FirebreakError(
      'REPOSITORY_UNUSABLE',
      `${path} has ${file.size} bytes: more than ${maxFile} are not read`,
      'Pin that repository by hand.',
    );
  }
  return Buffer.from(await readGit(doors, clone, ['cat-file', 'blob', file.oid]), 'latin1');
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] || 'git gave no reason';
}
