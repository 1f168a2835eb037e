import { emptyStatements } from '../statements.ts';
import type { LockfileReader } from '../types.ts';
import { aloneBy } from './alone.ts';
import {
  type BlockCutter,
  createBlockCutter,
  type CutterLimits,
  randomSecret,
} from './block-cutter.ts';
import { checkWhole } from './check.ts';
import { factsOf } from './facts.ts';
import { entryFormatOf } from './formats.ts';
import { placesOf, type Places } from './places.ts';
import { baseName } from '../reading/path.ts';
import { missingIn } from './missing.ts';
import { newSeries, type Series } from './series.ts';
import type { EntryReader, EntryReading } from './types.ts';
import type { EntryFormat } from './format.ts';
import { type Tally, tallyOf } from './tally.ts';

const usual: CutterLimits = { stored: 96 * 1024 * 1024, blocks: 1 << 19 };

/** A reader that knows no entries yet. It keeps at most 96 MB of them, and forgets them all when they are more. */
export function createEntryReader(): EntryReader {
  return createEntryReaderWithin(usual);
}

/** One that keeps no more than it is told. */
export function createEntryReaderWithin(limits: CutterLimits): EntryReader {
  const statements = emptyStatements();
  const cutter = createBlockCutter(limits, randomSecret);
  /** Formats in which entries said something else than whole files. */
  const distrusted = new Set<string>();
  let memory = cutter === null ? null : remembering(cutter, factsOf(statements));

  function read(
    reader: LockfileReader,
    path: string,
    bytes: Uint8Array,
    isSecond: boolean,
  ): EntryReading | null {
    if (memory === null || cutter === null || distrusted.has(reader.id)) return null;
    const format = entryFormatOf(reader, bytes);
    if (format === null || bytes.length === 0) return null;
    const blocks = cutter.cut(bytes, format.style);
    if (blocks === null) return null;
    if (blocks === 'full' || memory.isFull()) {
      cutter.forget();
      memory = remembering(cutter, factsOf(statements));
      return isSecond ? null : read(reader, path, bytes, true);
    }
    const { places, series } = memory.at(reader, path, format);
    const found = memory.room(blocks.length);
    const end = places.walk(blocks, found);
    if (end === null || !end.isEnd || end.formatVersion === null) return null;
    const { formatVersion } = end;
    const tally = memory.tallyAt(path);
    tally.take(found, blocks.length);
    const together = tally.statements();
    if (together === null) return null;
    const problems = tally.lacks()
      ? missingIn(
          {
            said: found.subarray(0, blocks.length),
            tally,
            references: format.references,
            block: (index) => cutter.block(blocks[index] as number),
          },
          memory.facts,
        )
      : [];
    if (problems === null) return null;
    const isDue = series.isDue(blocks);
    const reading: EntryReading = { formatVersion, statements: together, requests: [], problems };
    if (isDue) {
      const outcome = checkWhole(reader, path, bytes, reading, statements);
      if (outcome === 'other') distrusted.add(reader.id);
      if (outcome !== 'same') return null;
    }
    series.note(blocks, isDue);
    return reading;
  }

  return {
    statements,
    read(reader, path, bytes) {
      const reading = read(reader, path, bytes, false);
      return reading === null || reading.problems.length > 0 ? null : reading;
    },
    readWithProblems: (reader, path, bytes) => read(reader, path, bytes, false),
  };
}

/** From 0 to below 1, and not to be foretold. */
function chance(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}

interface AtPath {
  readonly places: Places;
  readonly series: Series;
}

interface Remembering {
  readonly facts: ReturnType<typeof factsOf>;
  at(reader: LockfileReader, path: string, format: EntryFormat): AtPath;
  /** A place for the facts of a file with so many blocks. */
  room(blocks: number): Int32Array;
  /** What the version before said at a path. */
  tallyAt(path: string): Tally;
  isFull(): boolean;
}

/** Facts are a few numbers and keys, statements what a line or two of a file say. */
const mostFacts = 1 << 20;

const mostPaths = 20_000;

/** A tally takes room for all that any file says. */
const mostTallies = 8;

function remembering(cutter: BlockCutter, facts: ReturnType<typeof factsOf>): Remembering {
  const paths = new Map<string, Map<EntryFormat, AtPath>>();
  const kinds = new Map<EntryFormat, Map<string, Places>>();
  const tallies = new Map<string, Tally>();
  let room = new Int32Array(4096);

  /** What an entry states does not depend on where the file lies, but on its name and on whether it tells of a tree. */
  function placesAt(reader: LockfileReader, path: string, format: EntryFormat): Places {
    const isTree = `/${path}`.includes('/node_modules/');
    const kind = `${reader.id} ${isTree ? 'tree' : ''} ${baseName(path)}`;
    const known = kinds.get(format) ?? new Map<string, Places>();
    kinds.set(format, known);
    const found = known.get(kind) ?? placesOf(format, aloneBy(reader, path), facts, cutter);
    known.set(kind, found);
    return found;
  }

  return {
    facts,
    at(reader, path, format) {
      const key = `${reader.id} ${path}`;
      const found = paths.get(key) ?? new Map<EntryFormat, AtPath>();
      paths.set(key, found);
      const known = found.get(format);
      if (known !== undefined) return known;
      const made = { places: placesAt(reader, path, format), series: newSeries(chance) };
      found.set(format, made);
      return made;
    },
    room(blocks) {
      if (room.length < blocks) room = new Int32Array(blocks * 2);
      return room;
    },
    tallyAt(path) {
      const found = tallies.get(path) ?? tallyOf(facts);
      // The one that was used last stands last.
      tallies.delete(path);
      tallies.set(path, found);
      const [oldest = path] = tallies.keys();
      if (tallies.size > mostTallies) tallies.delete(oldest);
      return found;
    },
    isFull: () =>
      facts.size > mostFacts ||
      paths.size > mostPaths ||
      [...kinds.values()].some((known) => [...known.values()].some((places) => places.isFull())),
  };
}
