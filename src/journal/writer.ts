import { join } from 'node:path';
import { FirebreakError } from '../errors.ts';
import type { AppendFile } from '../host/append.ts';
import type { Doors } from '../host/doors.ts';
import { reasonOf } from '../host/files.ts';
import { treeOf } from './chain.ts';
import { checkpointDirectory, checkpointNote, checkpointPath } from './checkpoint.ts';
import { entryOf } from './entry.ts';
import type { SigningKey } from './note.ts';
import { digestOf, noLine, writtenAs } from './line.ts';
import { type Lock, takeLock } from './lock.ts';
import { opened } from './opening.ts';
import { brokenJournal, journalName, lockName } from './place.ts';
import type { JournalRecord, RunEvent } from './record.ts';
import type { Beginning, JournalSetup } from './setup.ts';
import type { EventType } from './vocabulary.ts';

/** A journal open for writing, by this process alone. */
export interface Journal {
  /** The run's. */
  readonly directory: string;
  /** All there are; grows as records are appended. */
  readonly records: readonly JournalRecord[];
  /**
   * Appends an event and returns once the disk has it, but for what a probe saw, which the next record brings along. `at`: from `now()`, for one who has decided by that time. Throws BUG for an event that the vocabulary does not know, with
   * nothing written, and FILE_UNWRITABLE where the disk refuses: nothing more can be appended then.
   */
  append(event: RunEvent, at?: string): Promise<JournalRecord>;
  /** The same for several, in one write. A crash within it keeps those before the one that is torn. */
  appendAll(events: readonly RunEvent[]): Promise<JournalRecord[]>;
  /** The time that a record appended now gets, ISO 8601: the clock's, and never before the last record's. */
  now(): string;
  /** Signs what there is, unless that is done. */
  checkpoint(): Promise<void>;
  /** Signs what there is and gives up the lock. */
  close(): Promise<void>;
}

/** What only states how the world looks: lost with the power, it is looked at again. The next record syncs it too. */
const repeatable: readonly EventType[] = ['verify.passed', 'verify.failed'];

const signedAfter: readonly EventType[] = [
  'approval.granted',
  'approval.denied',
  'step.ended',
  'run.ended',
];

/**
 * Begins the journal of a new run; the file appears with its first record, which must be `run.started` and name the key.
 * Throws ARGUMENT_INVALID where a journal is there, RUN_BUSY, FILE_UNWRITABLE.
 */
export async function createJournal(doors: Doors, setup: JournalSetup): Promise<Journal> {
  if (!/^[A-Za-z0-9][\w.-]{0,127}$/.test(setup.run))
    throw new FirebreakError('BUG', `${JSON.stringify(setup.run)} cannot be a run`, 'Report it.');
  await doors.files.makeDirectory(setup.directory);
  return await locked(doors, setup, async () => {
    if ((await doors.files.statusOf(join(setup.directory, journalName))) !== null)
      throw new FirebreakError(
        'ARGUMENT_INVALID',
        `${setup.directory} holds a journal already`,
        'Go on with that run, or start one under another name.',
      );
    return { records: [], lines: [], epoch: 1, signed: 0 };
  });
}

/**
 * Goes on with a run's journal, in a new epoch. A torn last line goes to the evidence, and `journal.recovered` says so.
 * Throws JOURNAL_BROKEN for anything else that does not hold, also against the checkpoints, RUN_BUSY, FILE_UNWRITABLE.
 */
export async function openJournal(doors: Doors, setup: JournalSetup): Promise<Journal> {
  // Taking the lock would make the directory.
  if ((await doors.files.statusOf(join(setup.directory, journalName))) === null)
    throw brokenJournal(setup.directory, 'it is not there');
  return await locked(doors, setup, () => opened(doors, setup));
}

async function locked(
  doors: Doors,
  setup: JournalSetup,
  begin: () => Promise<Beginning>,
): Promise<Journal> {
  const lock = await takeLock(doors, join(setup.directory, lockName), `run ${setup.run}`);
  try {
    return journalOf(doors, setup, lock, await begin());
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function journalOf(doors: Doors, setup: JournalSetup, lock: Lock, beginning: Beginning): Journal {
  const { directory, key, redact, run } = setup;
  const { epoch, records } = beginning;
  const tree = treeOf(beginning.lines);
  let { signed } = beginning;
  let prev = beginning.lines.length === 0 ? noLine : digestOf(beginning.lines.at(-1) as Uint8Array);
  let file: AppendFile | null = null;
  let unsynced = false;
  let state: 'open' | 'dead' | 'closed' = 'open';
  let queue: Promise<unknown> = Promise.resolve();

  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (state !== 'open')
      throw new FirebreakError(
        state === 'dead' ? 'FILE_UNWRITABLE' : 'BUG',
        `nothing can be appended to ${join(directory, journalName)}: it is ${state === 'dead' ? 'not writable any more' : 'closed'}`,
        'Run the command again: it goes on from the last record.',
      );
    try {
      return await work();
    } catch (error) {
      if (error instanceof FirebreakError && error.code === 'BUG') throw error;
      state = 'dead';
      throw lastRecordError(directory, records.length, error);
    }
  };
  // One after the other, whatever became of the one before.
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(() => guarded(work));
    queue = turn.catch(() => {});
    return await turn;
  };
  const sign = async (): Promise<void> => {
    if (tree.size === signed) return;
    // A checkpoint must not know more than the disk.
    if (unsynced) await file?.append(new Uint8Array(), true);
    unsynced = false;
    const note = checkpointNote(run, { size: tree.size, root: tree.root() }, key);
    const path = join(directory, checkpointPath(tree.size));
    if (!(await doors.files.writeNewFile(path, note)))
      throw new Error(`${path} is there already, from somebody else`);
    await doors.files.syncDirectory(join(directory, checkpointDirectory));
    signed = tree.size;
  };
  const now = (): string => {
    const clock = doors.clock.now().toISOString();
    const last = records.at(-1)?.at ?? clock;
    return clock > last ? clock : last;
  };
  const write = async (
    events: readonly RunEvent[],
    at: string = now(),
  ): Promise<JournalRecord[]> => {
    const entries = events.map((event) => entryOf(event, redact));
    if (entries.length === 0) return [];
    checkFirst(records.length === 0, entries, key);
    const added: JournalRecord[] = [];
    const lines: Uint8Array[] = [];
    let before = prev;
    for (const entry of entries) {
      const seq = records.length + added.length;
      const { line, record } = writtenAs({ v: 1, run, seq, epoch, prev: before, at, ...entry });
      before = digestOf(line);
      added.push(record);
      lines.push(line);
    }
    const isNew = file === null;
    file ??= await doors.files.openForAppend(join(directory, journalName));
    const synced = isNew || entries.some(({ type }) => !repeatable.includes(type));
    await file.append(Buffer.concat(lines), synced);
    unsynced = !synced;
    if (isNew)
      for (const above of ['.', '..', '../..'])
        await doors.files.syncDirectory(join(directory, above));
    prev = before;
    records.push(...added);
    for (const line of lines) tree.append(line);
    if (entries.some(({ type }) => signedAfter.includes(type))) await sign();
    return added;
  };

  return {
    directory,
    records,
    append: async (event, at) => (await inTurn(() => write([event], at)))[0] as JournalRecord,
    appendAll: (events) => inTurn(() => write(events)),
    now,
    checkpoint: () => inTurn(sign),
    async close() {
      if (state === 'closed') return;
      try {
        if (state === 'open') await inTurn(sign);
      } finally {
        state = 'closed';
        await file?.close();
        await lock.release();
      }
    },
  };
}

/** The first record says who signs: nothing that comes after it could be verified otherwise. */
function checkFirst(isFirst: boolean, entries: readonly RunEvent[], key: SigningKey): void {
  const starts = entries.filter(({ type }) => type === 'run.started');
  const signer = entries[0]?.data['signer'] as { key?: unknown } | undefined;
  const right = isFirst
    ? starts.length === 1 && entries[0] === starts[0] && signer?.key === key.verifier
    : starts.length === 0;
  if (!right)
    throw new FirebreakError(
      'BUG',
      'a journal begins with one run.started that names its signer',
      'This is a fault of firebreak. Nothing was written; report it.',
    );
}

function lastRecordError(directory: string, records: number, error: unknown): FirebreakError {
  const after = records === 0 ? 'before the first record' : `after record ${records - 1}`;
  const reason = error instanceof FirebreakError ? error.message : reasonOf(error);
  return new FirebreakError(
    'FILE_UNWRITABLE',
    `cannot write ${join(directory, journalName)}: ${reason}; nothing was done ${after}`,
    'Free some space or mend the disk, then run the command again: it goes on from that record.',
    error,
  );
}
