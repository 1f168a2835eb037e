import { digestOf, noLine, readLine } from './line.ts';
import { type MerkleTree, merkleTree } from './merkle.ts';
import type { JournalRecord } from './record.ts';

/** Something that is not as we have written it. `seq`: the record, null where it is not about one. */
export interface Failure {
  readonly check: string;
  readonly seq: number | null;
  readonly message: string;
}

/** A journal's bytes, taken apart and held against themselves. */
export interface ChainReading {
  /** Raw bytes of each whole line, its line end included. */
  readonly lines: readonly Uint8Array[];
  /** By line; null where a line is no record. */
  readonly records: readonly (JournalRecord | null)[];
  /** Bytes after the last line end; null where there are none. */
  readonly torn: Uint8Array | null;
  /** What is broken in order of place. A torn end is not among it. */
  readonly failures: readonly Failure[];
}

/**
 * Checks each line by itself and against the one before: `prev` is the SHA-256 of that line's raw bytes with its line
 * end, `seq` counts from 0, `epoch` starts at 1 and rises by at most 1, the run is the same and no time goes back.
 */
export function readChain(bytes: Uint8Array): ChainReading {
  const { lines, torn } = linesOf(bytes);
  const digests = lines.map(digestOf);
  const failures: Failure[] = [];
  const records = lines.map((line, seq): JournalRecord | null => {
    const read = readLine(line);
    if ('record' in read) return read.record;
    failures.push({ check: 'syntax', seq, message: `record ${seq}: ${read.problem}` });
    return null;
  });
  failures.push(...sequenceFailures(records));
  for (const seq of records.keys()) failures.push(...linkFailures(records, digests, seq));
  return { lines, records, torn, failures: failures.toSorted(byPlace) };
}

/** The tree over lines, as far as a checkpoint reaches. */
export function treeOf(lines: readonly Uint8Array[]): MerkleTree {
  const tree = merkleTree();
  for (const line of lines) tree.append(line);
  return tree;
}

/** Where numbers do not rise by one: lines missing, there twice, or in another order. */
function sequenceFailures(records: readonly (JournalRecord | null)[]): Failure[] {
  const failures: Failure[] = [];
  let expected = 0;
  for (const [at, record] of records.entries()) {
    const alone = records[at + 1]?.seq === expected + 1;
    if (record !== null && record.seq !== expected) {
      const message = alone
        ? `record ${expected}: record ${record.seq} stands in its place`
        : `record ${expected} is missing: record ${record.seq} stands in its place, line ${at + 1}`;
      failures.push({ check: 'sequence', seq: expected, message });
    }
    expected = (record === null || alone ? expected : record.seq) + 1;
  }
  return failures;
}

function linkFailures(
  records: readonly (JournalRecord | null)[],
  digests: readonly string[],
  seq: number,
): Failure[] {
  const record = records[seq];
  const before = records[seq - 1];
  if (record === undefined || record === null) return [];
  const failures: Failure[] = [];
  const fail = (check: string, message: string, at = seq): void => {
    failures.push({ check, seq: at, message: `record ${at}: ${message}` });
  };
  // Where the numbers do not fit, the sequence says what is wrong.
  const follows = record.seq === (seq === 0 ? 0 : (before?.seq ?? record.seq - 1) + 1);
  if (follows && record.prev !== (digests[seq - 1] ?? noLine)) {
    // The record after it tells whether this one is as it was written: then the one before was changed.
    const vouched = records[seq + 1]?.prev === digests[seq] || seq + 1 === records.length;
    if (seq > 0 && vouched)
      fail('chain', `not the record that record ${seq} was written after`, seq - 1);
    else fail('chain', 'not written after the line before it');
  }
  if (seq === 0) {
    if (record.epoch !== 1) fail('epochs', `the first epoch is ${record.epoch}, not 1`);
    if (record.type !== 'run.started') fail('sequence', `a run starts with run.started`);
  } else if (record.type === 'run.started') fail('sequence', 'a run starts only once');
  if (before === undefined || before === null) return failures;
  if (record.epoch < before.epoch || record.epoch > before.epoch + 1)
    fail('epochs', `epoch ${record.epoch} after ${before.epoch}: two processes wrote at once`);
  if (record.run !== before.run)
    fail('run', `of run ${record.run}, the one before of ${before.run}`);
  if (record.at < before.at) fail('times', `at ${record.at}, before the record it follows`);
  return failures;
}

function linesOf(bytes: Uint8Array): { lines: Uint8Array[]; torn: Uint8Array | null } {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
    lines.push(bytes.subarray(from, end + 1));
    from = end + 1;
  }
  return { lines, torn: from < bytes.length ? bytes.subarray(from) : null };
}

function byPlace(a: Failure, b: Failure): number {
  return (a.seq ?? -1) - (b.seq ?? -1);
}
