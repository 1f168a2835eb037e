import { npmLock } from './npm-lock/index.ts';
import { pnpmLock } from './pnpm-lock/index.ts';
import type { LockfileReader } from './types.ts';
import { yarnV1 } from './yarn-v1/index.ts';

/** Every reader, by id. A new format is one directory and one line here. */
export const readers: readonly LockfileReader[] = [npmLock, pnpmLock, yarnV1];

/** The reader of the file at a path within a target, or null where none reads it. Looks at the path alone. */
export function readerFor(path: string): LockfileReader | null {
  return readers.find((reader) => reader.matches(path)) ?? null;
}
