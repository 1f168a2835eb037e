import type { Reading } from '../../src/lockfile/types.ts';
import type { Seed } from './corpus.ts';
import { type Mutation, mutations } from './mutations.ts';
import { compareWays, countsOf, type Finding, identityOf, lookAt, summaryOf } from './oracles.ts';
import type { Random } from './random.ts';
import { bytesOf, type Rope, ropeOf } from './rope.ts';
import { type EntryPlace, type Lined, linedOf, placesOf, untouchedLines } from './untouched.ts';

/** A file to begin with, and what is known of it before anything is changed. */
export interface Known {
  readonly seed: Seed;
  readonly lined: Lined;
  /** Null where the file is not whole by itself: what a change loses of it cannot be told. */
  readonly whole: Reading | null;
  readonly places: readonly EntryPlace[];
  /** Identities of what is stated on each line. */
  readonly byLine: ReadonlyMap<number, readonly string[]>;
  /** Whether bytes behind a byte order mark read the same: not so in a format that is no text. */
  readonly hasWays: boolean;
}

/** An input: a file after some changes. */
export interface Input {
  readonly known: Known;
  readonly rope: Rope;
  readonly applied: readonly Mutation[];
}

/** Formats in which nothing says where a file ends: only what was in front of a cut can be held against a reader. */
const endless: ReadonlySet<string> = new Set([
  'launches',
  'pipfile',
  'pyproject',
  'python-setup',
  'requirements',
]);

/** Of a large file, this many entries are followed. */
const followed = 60;

/** Reads a seed as it is. Throws where its reader does. */
export function knownOf(seed: Seed): Known {
  const { findings, reading } = lookAt(seed, seed.bytes);
  if (reading === null) throw new Error(`${seed.title}: ${findings[0]?.message}`);
  const lined = linedOf(seed.bytes);
  const byLine = new Map<number, string[]>();
  for (const document of reading.documents) {
    for (const [index, line] of document.lines().entries()) {
      const locked = document.packages[index];
      if (locked === undefined || line === 0) continue;
      byLine.set(line, [...(byLine.get(line) ?? []), identityOf(locked)]);
    }
  }
  const places = placesOf(lined, [...byLine.keys()]);
  const step = Math.max(1, Math.ceil(places.length / followed));
  return {
    seed,
    lined,
    whole: reading.problems.length === 0 ? reading : null,
    places: places.filter((_, index) => index % step === 0),
    byLine,
    hasWays: compareWays(seed, seed.bytes, reading).length === 0,
  };
}

/** An input of a run: one file of the corpus, changed once to four times. */
export function inputOf(corpus: readonly Known[], random: Random): Input {
  const known = random.of(corpus);
  const applied: Mutation[] = [];
  let rope = ropeOf(known.seed.bytes);
  for (let left = 1 + (random.once(2) ? 0 : random.below(4)); left > 0; left -= 1) {
    const mutation = random.of(mutations);
    applied.push(mutation);
    rope = mutation.apply(rope, random, random.of(corpus).seed.bytes);
  }
  return { known, rope, applied };
}

/** Reads an input and holds all that can be said without a clock against its reader. */
export function examine({ applied, known, rope }: Input, random: Random): Finding[] {
  const bytes = bytesOf(rope);
  const { findings, reading } = lookAt(known.seed, bytes);
  if (reading === null) return [...findings];
  return [
    ...findings,
    ...(known.hasWays ? compareWays(known.seed, bytes, reading) : []),
    ...lostIn(known, rope, bytes, reading),
    ...(applied.length === 1 && applied[0]?.name === 'cut' ? cutIn(known, reading) : []),
    ...(random.once(16) ? unsteadyIn(known, bytes, reading) : []),
  ];
}

/** What can be said of bytes without knowing what they were made of. */
export function cheapFindings(known: Known, bytes: Uint8Array): Finding[] {
  const { findings, reading } = lookAt(known.seed, bytes);
  if (reading === null || !known.hasWays) return [...findings];
  return [...findings, ...compareWays(known.seed, bytes, reading)];
}

/**
 * Entries that nothing touched and that are gone without a problem. An identity counts: where two entries state the
 * same package and one is left, one must be found. One whose version another file states, which is asked for no more,
 * must at least be asked for.
 */
export function lostIn(known: Known, rope: Rope, bytes: Uint8Array, reading: Reading): Finding[] {
  if (known.whole === null || reading.problems.length > 0) return [];
  const after = linedOf(bytes);
  const needed = new Map<string, number>();
  for (const line of untouchedLines(rope, known.lined, after, known.places))
    for (const identity of known.byLine.get(line) ?? [])
      needed.set(identity, (needed.get(identity) ?? 0) + 1);
  const counts = countsOf(reading);
  const asked = new Set(
    reading.documents.flatMap(({ requests = [] }) =>
      requests.map(({ ecosystem, name }) => `${ecosystem} ${name}`),
    ),
  );
  return [...needed]
    .filter(([identity, count]) => (counts.get(identity) ?? 0) < count)
    .filter(([identity]) => !asked.has(identity.slice(0, identity.lastIndexOf('@'))))
    .map(([identity]) => ({ oracle: 'lost', message: identity }));
}

/** A file that was cut off and nothing else holds fewer packages and shows it. */
function cutIn({ seed, whole }: Known, reading: Reading): Finding[] {
  const { companions, reader } = seed;
  const lacks = reader.companions.length > 0 && Object.keys(companions).length === 0;
  if (whole === null || reading.problems.length > 0 || endless.has(reader.id) || lacks) return [];
  const [before, after] = [countsOf(whole), countsOf(reading)];
  return [...before]
    .filter(([identity, count]) => (after.get(identity) ?? 0) < count)
    .map(([identity]) => ({ oracle: 'cut', message: identity }));
}

function unsteadyIn({ seed }: Known, bytes: Uint8Array, reading: Reading): Finding[] {
  const again = lookAt(seed, bytes).reading;
  return again !== null && summaryOf(again) === summaryOf(reading)
    ? []
    : [{ oracle: 'unsteady', message: 'the same bytes read differently the second time' }];
}
