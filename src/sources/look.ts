import type { LockDocument } from '../lockfile/types.ts';
import type { PartMemory, PartRecorder } from './memory.ts';

/** What one look at a target is given beside the doors. */
export interface LookSession {
  /**
   * Whether something that a document states or asks for is sought. What is not sought need not be built: it counts as
   * read, and is recorded.
   */
  wants(document: LockDocument): boolean;
  /** What an earlier look left of a part; null where nothing is remembered. */
  memoryOf(partKey: string): PartMemory | null;
  /** Takes down what is found in a part; null where nothing is kept. */
  recorderOf(partKey: string, kind: 'files' | 'repository'): PartRecorder | null;
  /** Told that a part is as it is remembered, so that this stands. */
  unchanged(partKey: string): void;
  /** Told of contents that were read, as they are: their number and bytes since it was last told. */
  readonly read: (contents: number, bytes: number) => void;
  /** Told how many refs of a repository are looked at in outline. Absent where nobody asks. */
  readonly outlined?: (refs: number) => void;
}

/** A look that wants everything, remembers nothing and keeps nothing. */
export const plainLook: LookSession = {
  wants: () => true,
  memoryOf: () => null,
  recorderOf: () => null,
  unchanged: () => {},
  read: () => {},
};
