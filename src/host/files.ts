import { constants, type Stats } from 'node:fs';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  rm,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FirebreakError } from '../errors.ts';

export type EntryKind = 'file' | 'directory' | 'link' | 'other';

export interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
}

/** What reading one file gave. `too-large` and `not-a-file` are answers, not failures. */
export type FileRead =
  | { readonly status: 'read'; readonly bytes: Uint8Array }
  | { readonly status: 'too-large'; readonly size: number }
  | { readonly status: 'not-a-file' };

/**
 * Lists a directory, sorted by name so that the same tree always reads the same.
 * Throws the system's own error where it cannot be listed.
 */
export async function listDirectory(path: string): Promise<Entry[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries
    .map((entry): Entry => ({ name: entry.name, kind: kindOf(entry) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Reads a regular file of at most `limit` bytes. Never follows a link, and neither opens nor blocks on a pipe,
 * a socket or a device: what lies in a scanned place was put there by somebody else.
 */
export async function readRegularFile(path: string, limit: number): Promise<FileRead> {
  const there = await lstat(path);
  if (!there.isFile() && !there.isSymbolicLink()) return { status: 'not-a-file' };
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return { status: 'not-a-file' };
    if (stats.size > limit) return { status: 'too-large', size: stats.size };
    const bytes = await handle.readFile();
    return bytes.length > limit
      ? { status: 'too-large', size: bytes.length }
      : { status: 'read', bytes };
  } finally {
    await handle.close();
  }
}

/** What lies at a path, links not followed; null where nothing does. */
export async function statusOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}

/** The path with every link resolved; null where it leads nowhere. */
export async function resolveLinks(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch {
    return null;
  }
}

/**
 * Writes a file whole or not at all: beside its place first, synced, then renamed over it. A file that was there keeps
 * its mode, and its owner where we may give files away; a new one is for its owner alone.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  const before = await statusOf(path);
  await withTemporary(path, content, async (temporary) => {
    if (before?.isFile()) {
      await keepOwner(temporary, before);
      await chmod(temporary, before.mode & 0o7777);
    }
    await rename(temporary, path);
  });
}

/**
 * Writes a new file whole or not at all, for its owner alone; false where the name is taken.
 * Two processes that choose the same name cannot both succeed.
 */
export async function writeNewFile(
  path: string,
  content: string | Uint8Array,
  mode = 0o600,
): Promise<boolean> {
  try {
    await withTemporary(path, content, (temporary) => link(temporary, path), mode);
    return true;
  } catch (error) {
    if (
      error instanceof FirebreakError &&
      isSystemError(error.cause) &&
      error.cause.code === 'EEXIST' &&
      error.cause.syscall === 'link'
    )
      return false;
    throw error;
  }
}

/** Takes a file away; that it is gone already is no error. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
}

/** Makes a directory and those above it, for their owner alone. Throws FILE_UNWRITABLE. */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Returns once the disk has the names in a directory: a file that is synced may still lose its name. Throws FILE_UNWRITABLE. */
export async function syncDirectory(path: string): Promise<void> {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Takes a directory and all in it away, links not followed; that it is gone already is no error. */
export async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

/** Whether a thrown value is one of the system's errors, with its `code` (`ENOENT`, `EACCES`, …). */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** A system error in one plain sentence, without the path that the caller names anyway. */
export function reasonOf(error: unknown): string {
  if (!isSystemError(error)) return error instanceof Error ? error.message : String(error);
  const known: Record<string, string> = {
    EACCES: 'permission denied',
    EEXIST: 'a file is in the way',
    EISDIR: 'is a directory',
    ELOOP: 'is a symbolic link',
    ENAMETOOLONG: 'name too long',
    ENOENT: 'no such file or directory',
    ENOSPC: 'no space left on the disk',
    ENOTDIR: 'not a directory',
    EPERM: 'not permitted',
    EROFS: 'read-only file system',
  };
  return known[error.code ?? ''] ?? error.message;
}

async function withTemporary(
  path: string,
  content: string | Uint8Array,
  place: (temporary: string) => Promise<void>,
  mode = 0o600,
): Promise<void> {
  const temporary = join(
    dirname(path),
    `.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`,
  );
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(temporary);
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    // What went wrong before counts for more than a file left behind.
    await rm(temporary, { force: true }).catch(() => {});
  }
}

/** Whose program reads the file must be able to afterwards, when root replaced it. Others cannot give files away. */
async function keepOwner(path: string, { gid, uid }: Stats): Promise<void> {
  const own = await lstat(path);
  if (own.uid !== uid || own.gid !== gid) await chown(path, uid, gid).catch(() => {});
}

function unwritable(path: string, error: unknown): FirebreakError {
  return new FirebreakError(
    'FILE_UNWRITABLE',
    `cannot write ${path}: ${reasonOf(error)}`,
    'Free some space, or name another place with --data-dir.',
    error,
  );
}

function kindOf(entry: {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
