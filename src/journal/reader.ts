import { join } from 'node:path';
import type { Doors } from '../host/doors.ts';
import { isSystemError } from '../host/files.ts';
import { type ChainReading, readChain } from './chain.ts';
import { brokenJournal, journalName, maxJournalBytes } from './place.ts';
import type { JournalRecord } from './record.ts';

/** A journal as it stands. */
export interface JournalReading {
  readonly records: JournalRecord[];
  /** Bytes of a last line that was never finished; null where there are none. */
  readonly torn: Uint8Array | null;
}

/**
 * Reads the journal in a run's directory without taking its lock: what another process is writing may be torn. Lines,
 * chain, epochs and times are checked, checkpoints and evidence are not. Throws JOURNAL_BROKEN naming record and place.
 */
export async function readJournal(doors: Doors, directory: string): Promise<JournalReading> {
  const { records, torn } = soundChain(directory, await journalBytes(doors, directory));
  return { records, torn };
}

/** A chain in which nothing is broken. */
export interface SoundChain extends ChainReading {
  readonly records: JournalRecord[];
}

/** Takes a journal's bytes apart. Throws JOURNAL_BROKEN for the first thing that does not hold. */
export function soundChain(directory: string, bytes: Uint8Array): SoundChain {
  const chain = readChain(bytes);
  const [failure] = chain.failures;
  if (failure !== undefined) throw brokenJournal(directory, failure.message);
  return { ...chain, records: chain.records.filter((record) => record !== null) };
}

/** The bytes of a run's journal. Throws JOURNAL_BROKEN where it is not there, too large or no file. */
export async function journalBytes(doors: Doors, directory: string): Promise<Uint8Array> {
  try {
    const path = join(directory, journalName);
    const read = await doors.files.readRegularFile(path, maxJournalBytes);
    if (read.status === 'read') return read.bytes;
    throw brokenJournal(directory, read.status === 'too-large' ? 'too large' : 'not a file');
  } catch (error) {
    if (isSystemError(error) && ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(error.code ?? ''))
      throw brokenJournal(directory, error.code === 'ELOOP' ? 'it is a link' : 'it is not there');
    throw error;
  }
}
