import { join } from 'node:path';
import { FirebreakError } from '../errors.ts';

/** Name of the journal within a run's directory. */
export const journalName = 'journal.jsonl';
/** Name of the lock beside it. */
export const lockName = 'journal.lock';

/** Bytes of the largest journal. */
export const maxJournalBytes = 1024 * 1024 * 1024;

/** Left behind by a process that was killed while it wrote a file; see `writeNewFile`. */
export function isLeftover(name: string): boolean {
  return /^\.\d+-[a-z0-9]+\.tmp$/.test(name);
}

/** A journal that cannot be gone on with. `message` names the record and what is wrong. */
export function brokenJournal(directory: string, message: string): FirebreakError {
  return new FirebreakError(
    'JOURNAL_BROKEN',
    `${join(directory, journalName)} is broken: ${message}`,
    'Nothing was done. `firebreak journal verify` names all that does not hold; keep the files as they are.',
  );
}
