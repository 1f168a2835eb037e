import { beforeAll, describe, expect, it } from 'vitest';
import { realDoors } from '../support/doors.ts';
import { finishedRun, setupIn } from '../support/journal.ts';
import { changed, copyOf, type RunCopy, verifyCopy } from '../support/run-copy.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const path = 'journal.jsonl';
// The lowest bit of every byte of a run of one step, and every line of a run of two; with FIREBREAK_TEST_EXHAUSTIVE each
// of the eight bits, and a longer run, which takes minutes: to verify a run takes as long as it is long.
const long = process.env['FIREBREAK_TEST_EXHAUSTIVE'] !== undefined;
const flips = long ? [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80] : [0x01];
const steps = long ? ['freeze', 'pin', 'cache', 'rebuild', 'rescan'] : ['freeze', 'pin'];

interface Target {
  readonly whole: RunCopy;
  /** What of it is verified again and again. */
  readonly run: RunCopy;
  readonly bytes: Uint8Array;
}

let small: Target;
let large: Target;
let lines: Uint8Array[];

beforeAll(async () => {
  large = await targetOf(steps);
  small = long ? large : await targetOf(steps.slice(0, 1));
  lines = linesOf(large.bytes);
});

async function targetOf(of: readonly string[]): Promise<Target> {
  const setup = await setupIn(realDoors, temporaryDirectory());
  await finishedRun(realDoors, setup, of);
  const whole = await copyOf(setup.directory);
  // The evidence is left out, and its lack is not counted.
  // One checkpoint in the middle and the last one: every other one only makes it harder, and each costs time.
  const sizes = [...whole.keys()]
    .flatMap((name) => /^checkpoints\/(\d+)\./.exec(name)?.[1] ?? [])
    .toSorted((a, b) => Number(a) - Number(b));
  const kept = [sizes[sizes.length >> 1], sizes.at(-1)].map((size) => `checkpoints/${size}.`);
  const run = new Map(
    [...whole].filter(
      ([name]) =>
        !name.startsWith('evidence/') &&
        (!name.startsWith('checkpoints/') || kept.some((start) => name.startsWith(start))),
    ),
  );
  return { whole, run, bytes: whole.get(path) as Uint8Array };
}

it('begins with runs that verify', async () => {
  expect(await verifyCopy(small.whole)).toMatchObject({ verified: true });
  expect(await verifyCopy(large.whole)).toMatchObject({ verified: true, records: lines.length });
  expect(linesOf(small.bytes).length).toBeGreaterThan(12);
  expect(lines.length).toBeGreaterThan(20);
});

describe('every byte of a journal', () => {
  it('is missed once it is another, and its record is named', async () => {
    const { bytes, run } = small;
    let refused = 0;
    const unnoticed: string[] = [];
    let seq = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      for (const flip of flips) {
        const other = Uint8Array.from(bytes);
        other[at] = (other[at] ?? 0) ^ flip;
        if (await isRefused(run, other, seq)) refused += 1;
        else unnoticed.push(`byte ${at} ^ ${flip}`);
      }
      if (bytes[at] === 10) seq += 1;
    }
    say(`${refused} changes of single bytes of ${bytes.length}, all refused, record named`);
    expect(unnoticed).toEqual([]);
    expect(refused).toBe(bytes.length * flips.length);
  }, 600_000);

  it('is missed once it is cut off, at any length', async () => {
    const { bytes, run } = small;
    let refused = 0;
    let seq = 0;
    const unnoticed: number[] = [];
    for (let length = 0; length < bytes.length; length += 1) {
      if (await isRefused(run, bytes.slice(0, length), seq)) refused += 1;
      else unnoticed.push(length);
      if (bytes[length] === 10) seq += 1;
    }
    say(`${refused} lengths of a truncated journal, all refused, first missing record named`);
    expect(unnoticed).toEqual([]);
    expect(refused).toBe(bytes.length);
  }, 600_000);
});

describe('every line of a journal', () => {
  it('is missed when it is dropped, and its record is named', async () => {
    for (const seq of lines.keys())
      expect([seq, await isRefused(large.run, joined(lines.toSpliced(seq, 1)), seq)]).toEqual([
        seq,
        true,
      ]);
    say(`${lines.length} dropped lines, all refused`);
  });

  it('is seen when it is repeated, at once or anywhere later', async () => {
    let refused = 0;
    for (const [seq, line] of lines.entries())
      for (let place = seq + 1; place <= lines.length; place += 1) {
        const other = joined(lines.toSpliced(place, 0, line));
        expect([seq, place, await isRefused(large.run, other, place)]).toEqual([seq, place, true]);
        refused += 1;
      }
    say(`${refused} repeated lines, all refused`);
  });

  it('is seen when it is swapped with any other', async () => {
    let refused = 0;
    for (let one = 0; one < lines.length; one += 1)
      for (let two = one + 1; two < lines.length; two += 1) {
        const other = [...lines];
        [other[one], other[two]] = [other[two] as Uint8Array, other[one] as Uint8Array];
        expect([one, two, await isRefused(large.run, joined(other), one)]).toEqual([
          one,
          two,
          true,
        ]);
        refused += 1;
      }
    say(`${refused} pairs of swapped lines, all refused`);
  });
});

/** Whether it is refused for another reason than the evidence that is left out here, naming the record. */
async function isRefused(run: RunCopy, other: Uint8Array, seq: number): Promise<boolean> {
  const { failures } = await verifyCopy(changed(run, path, other));
  return failures.some((failure) => failure.check !== 'evidence' && failure.seq === seq);
}

function linesOf(all: Uint8Array): Uint8Array[] {
  const ends = [...all.keys()].filter((at) => all[at] === 10);
  return ends.map((end, index) => all.slice((ends[index - 1] ?? -1) + 1, end + 1));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

function say(text: string): void {
  process.stdout.write(`  tampering: ${text}\n`);
}
