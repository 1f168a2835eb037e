import { directoryFiles, type RunFiles } from '../../src/journal/run-files.ts';
import { type VerifyOptions, verifyRun } from '../../src/journal/verify.ts';
import type { Verification } from '../../src/journal/verification.ts';
import { realDoors } from './doors.ts';

/** A run's files in memory, by path: what a test may change without touching the disk. */
export type RunCopy = ReadonlyMap<string, Uint8Array>;

/** Reads all files of a run. */
export async function copyOf(directory: string): Promise<RunCopy> {
  const files = directoryFiles(realDoors, directory);
  const copy = new Map<string, Uint8Array>();
  for (const path of await files.list('')) copy.set(path, (await files.read(path)) as Uint8Array);
  return copy;
}

/** The copy with other bytes in one file; null takes it away. */
export function changed(copy: RunCopy, path: string, bytes: Uint8Array | null): RunCopy {
  const next = new Map(copy);
  if (bytes === null) next.delete(path);
  else next.set(path, bytes);
  return next;
}

/** A copy as `verifyRun` takes it. */
export function filesOf(copy: RunCopy): RunFiles {
  return {
    read: async (path) => copy.get(path) ?? null,
    list: async (directory) =>
      [...copy.keys()]
        .filter((path) => directory === '' || path.startsWith(`${directory}/`))
        .toSorted(),
  };
}

/** What verifying a copy finds. */
export function verifyCopy(
  copy: RunCopy,
  options: VerifyOptions = { replay: null, anchor: null },
): Promise<Verification> {
  return verifyRun(filesOf(copy), options);
}
