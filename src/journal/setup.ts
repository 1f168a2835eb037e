import type { SigningKey } from './note.ts';
import type { JournalRecord } from './record.ts';
import type { Redact } from './redact.ts';

/** What a journal is written with. */
export interface JournalSetup {
  /** The run's, which holds its files. */
  readonly directory: string;
  /** Id of the run. */
  readonly run: string;
  readonly key: SigningKey;
  readonly redact: Redact;
}

/** A journal as it stood when it was opened. */
export interface Beginning {
  readonly records: JournalRecord[];
  /** Raw bytes of each, in the same order. */
  readonly lines: readonly Uint8Array[];
  /** Of what this process writes. */
  readonly epoch: number;
  /** Records covered by the largest checkpoint. */
  readonly signed: number;
}
