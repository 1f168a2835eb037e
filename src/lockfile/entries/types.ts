import type { StatementTable } from '../statements.ts';
import type { LockfileReader, LockProblem, OpenRequest } from '../types.ts';

/** What one version of a lockfile states, told by its entries. */
export interface EntryReading {
  readonly formatVersion: string;
  /** Distinct ids into the reader's statements, ascending. */
  readonly statements: Uint32Array;
  /** What entries ask for without saying which version they got. */
  readonly requests: readonly OpenRequest[];
  /** Its references that lead nowhere. */
  readonly problems: readonly LockProblem[];
}

/**
 * Reads many versions of the same lockfiles: each distinct entry is read once, by the format's own reader, and a version
 * is what its entries state together. Holds what one repository needs; its memory is bounded.
 */
export interface EntryReader {
  readonly statements: StatementTable;
  /**
   * What a file states. Null where it must be read whole: its format is not cut into entries, it is not laid out as
   * the tools write it, it has a problem, or an entry says something else beside others than alone.
   */
  read(reader: LockfileReader, path: string, bytes: Uint8Array): EntryReading | null;
  /** The same for those who take in problems: a file whose only ones are references that lead nowhere is told too. */
  readWithProblems(reader: LockfileReader, path: string, bytes: Uint8Array): EntryReading | null;
}
