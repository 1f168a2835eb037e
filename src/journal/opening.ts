import { join } from 'node:path';
import { FirebreakError } from '../errors.ts';
import type { Doors } from '../host/doors.ts';
import { treeOf } from './chain.ts';
import { checkpointDirectory, readCheckpoint, sizeOfPath } from './checkpoint.ts';
import { entryOf } from './entry.ts';
import { evidenceStore } from './evidence.ts';
import { digestOf, writtenAs } from './line.ts';
import { parseVerifier } from './note.ts';
import { brokenJournal, isLeftover, journalName } from './place.ts';
import { journalBytes, type SoundChain, soundChain } from './reader.ts';
import { dataOf, type JournalRecord } from './record.ts';
import type { Beginning, JournalSetup } from './setup.ts';

/** What `openJournal` finds, made whole. The lock is held. Throws JOURNAL_BROKEN, FILE_UNWRITABLE. */
export async function opened(doors: Doors, setup: JournalSetup): Promise<Beginning> {
  const { directory, key, run } = setup;
  const chain = soundChain(directory, await journalBytes(doors, directory));
  const [first] = chain.records;
  if (first === undefined)
    throw brokenJournal(directory, 'it holds no whole record: the run never began');
  if (first.run !== run)
    throw brokenJournal(directory, `record 0: of run ${first.run}, not ${run}`);
  const signer = dataOf(first, 'run.started').signer.key;
  if (signer !== key.verifier)
    throw new FirebreakError(
      'JOURNAL_BROKEN',
      `${join(directory, journalName)} cannot be gone on with here: record 0: signed by ${signer}, and the key here is ${key.verifier}`,
      'Nothing was done. Go on where the run was started, or with its data directory: the key lies under keys/ there.',
    );
  const signed = await checkCheckpoints(doors, setup, chain.lines);
  const epoch = (chain.records.at(-1)?.epoch ?? 0) + 1;
  const { lines, records } =
    chain.torn === null ? chain : await recovered(doors, setup, chain, chain.torn, epoch);
  return { records, lines, epoch, signed };
}

/** Size of the largest checkpoint. What killed processes left half-written is cleared away. */
async function checkCheckpoints(
  doors: Doors,
  { directory, key, run }: JournalSetup,
  lines: readonly Uint8Array[],
): Promise<number> {
  const place = join(directory, checkpointDirectory);
  if ((await doors.files.statusOf(place)) === null) return 0;
  let largest = 0;
  for (const { name } of await doors.files.listDirectory(place)) {
    const size = sizeOfPath(`${checkpointDirectory}/${name}`);
    if (isLeftover(name)) await doors.files.removeFile(join(place, name));
    else if (size === null)
      throw brokenJournal(directory, `${checkpointDirectory}/${name} is no checkpoint`);
    else largest = Math.max(largest, size);
  }
  if (largest === 0) return 0;
  const name = `${checkpointDirectory}/${largest}.note`;
  if (largest > lines.length)
    throw brokenJournal(
      directory,
      `record ${lines.length} is missing: ${name} covers ${largest} records, and ${lines.length} are there`,
    );
  const file = await doors.files.readRegularFile(join(directory, name), 64 * 1024);
  const note = file.status === 'read' ? Buffer.from(file.bytes).toString('utf8') : '';
  const verifier = parseVerifier(key.verifier);
  const read = verifier === null ? { problem: 'no key' } : readCheckpoint(note, run, verifier);
  if ('problem' in read) throw brokenJournal(directory, `${name}: ${read.problem}`);
  const root = treeOf(lines.slice(0, largest)).root();
  if (read.checkpoint.size !== largest || Buffer.compare(read.checkpoint.root, root) !== 0)
    throw brokenJournal(
      directory,
      `record ${largest - 1} or one before it: ${name} was signed over others`,
    );
  return largest;
}

/** Moves a torn line to the evidence. The journal is replaced as a whole, so that a crash leaves the one or the other. */
async function recovered(
  doors: Doors,
  { directory, redact, run }: JournalSetup,
  { lines, records }: SoundChain,
  torn: Uint8Array,
  epoch: number,
): Promise<Pick<Beginning, 'records' | 'lines'>> {
  const evidence = await evidenceStore(doors, directory).keep(
    'torn-line',
    'application/octet-stream',
    torn,
  );
  const last = records.at(-1) as JournalRecord;
  const now = doors.clock.now().toISOString();
  const { line, record } = writtenAs({
    v: 1,
    run,
    seq: records.length,
    epoch,
    prev: digestOf(lines.at(-1) as Uint8Array),
    at: now > last.at ? now : last.at,
    ...entryOf(
      {
        type: 'journal.recovered',
        step: null,
        target: null,
        attempt: null,
        key: null,
        cause: last.seq,
        actor: { kind: 'engine', id: 'firebreak', auth: 'none', host: doors.user.host },
        data: { bytes: torn.length },
        evidence: [evidence],
      },
      redact,
    ),
  });
  await doors.files.writeFileAtomically(
    join(directory, journalName),
    Buffer.concat([...lines, line]),
  );
  await doors.files.syncDirectory(directory);
  return { records: [...records, record], lines: [...lines, line] };
}
