import { lineTapeWasm } from './line-tape-wasm.ts';

/** What stands behind a key, or that there is none. */
export const kind = {
  /** Nothing: deeper lines may follow. */
  open: 0,
  /** A scalar as it stands, between `value` and `valueEnd`. */
  scalar: 1,
  /** A quoted scalar with doubled quotes in it. */
  escaped: 2,
  /** `{}` */
  empty: 3,
  /** A flow that fills the rest of the line, or what looks like one: it was not read. */
  flow: 4,
  block: 5,
  /** No key: an item of a sequence. */
  item: 6,
  /** `[]`, or a flow mapping of one word to one word or quoted text. */
  pair: 7,
  /** Not a line of the dialect. Only where it begins and ends is told. */
  odd: 8,
} as const;

/** One line, and the lines of the block scalar that begins in it. Indices are those of the bytes of the tape. */
export interface ScannedLine {
  kind: number;
  /** How many spaces stand in front of its text. */
  indent: number;
  key: number;
  keyEnd: number;
  /** `textHash` of the key. */
  hash: number;
  value: number;
  valueEnd: number;
  /** Where the line begins, spaces and all. */
  start: number;
}

/** What a writer of block YAML writes, byte by byte: all that is not in here makes a line odd. */
export interface LineDialect {
  /** What a key without quotes may begin with, and go on with. */
  readonly keyStart: RegExp;
  readonly key: RegExp;
  /** What a scalar without quotes may begin with, and go on with. */
  readonly plainStart: RegExp;
  readonly plain: RegExp;
  /** The sign that texts are quoted with, and what may stand between. Of `'`, two may. */
  readonly quote: "'" | '"';
  readonly quoted: RegExp;
  /** Whether there may be flows, block scalars and sequences, and what the lines of block scalars may hold. */
  readonly rich: boolean;
  readonly text: RegExp;
  /** What a word in a flow is of. */
  readonly word: RegExp;
}

/** The lines of a file in block YAML, empty ones left out. */
export interface LineTape {
  /** The file. Gone when the function that was given the tape returns: copy what shall stay. */
  readonly bytes: Uint8Array;
  readonly count: number;
  /** Reads a line into `into`. */
  read(index: number, into: ScannedLine): void;
  /** Where a line begins, and the text's end for the count. */
  start(index: number): number;
  /** `textHash` of what stands between two indices. */
  hash(start: number, end: number): number;
}

/** A line that nothing has been read into. */
export function emptyLine(): ScannedLine {
  return { kind: 0, indent: 0, key: 0, keyEnd: 0, hash: 0, value: 0, valueEnd: 0, start: 0 };
}

/** Hands over the lines of a file from an index on; see `createLineReader`. */
export type LineReader = <Result>(
  bytes: Uint8Array,
  start: number,
  use: (tape: LineTape) => Result,
) => Result | null;

/**
 * A function that takes apart files of a dialect at about 1 GB/s and hands over their tape, which is valid until `use`
 * returns. Null, and `use` not called, where a file does not end with a line break, is larger than 400 MB, has an
 * uncommon lot of lines for its size, and where there is no WebAssembly.
 *
 * A line that is not odd is what it seems to be: a key of one line up to 1000 bytes, a colon, and a value in the form of
 * its kind, whose line holds no comment, no second colon that YAML would take for one, nothing outside the dialect. What
 * its indentation means, whether a key came before, and what a `flow` holds is for others to say.
 */
export function createLineReader(dialect: LineDialect): LineReader {
  const tables = tablesOf(dialect);
  let kept: Machine | null = null;
  return (bytes, start, use) => {
    const isWhole = bytes.at(-1) === 0x0a && bytes.length <= largest;
    if (!isWhole || typeof WebAssembly === 'undefined') return null;
    const isKept = bytes.length <= largestKept && (kept === null || kept.isFree);
    const machine = (isKept ? kept : null) ?? instanceWith(tables);
    if (isKept) kept = machine;
    machine.isFree = false;
    try {
      const tape = readInto(machine, bytes, start);
      return tape === null ? null : use(tape);
    } finally {
      machine.isFree = true;
    }
  };
}

function readInto(machine: Machine, bytes: Uint8Array, start: number): LineTape | null {
  const { memory, read } = machine;
  const out = (origin + bytes.length + padding + 3) & ~3;
  const limit = out + 2 * bytes.length + 4096;
  const missing = limit - memory.buffer.byteLength;
  try {
    if (missing > 0) memory.grow(Math.ceil(missing / pageSize));
  } catch {
    return null;
  }
  const own = new Uint8Array(memory.buffer, origin, bytes.length + padding);
  own.set(bytes);
  own.fill(0, bytes.length);
  const end = read(origin + start, origin + bytes.length, out, limit, 0);
  if (end === -1) return null;
  return tapeOf(
    machine,
    own.subarray(0, bytes.length),
    new Int32Array(memory.buffer, out, (end - out) >> 2),
  );
}

/** Eight numbers a line: those of a `ScannedLine`, in its order, with addresses for indices. */
const size = 8;

function tapeOf({ hash }: Machine, bytes: Uint8Array, records: Int32Array): LineTape {
  const count = records.length / size;
  return {
    bytes,
    count,
    read(index, into) {
      const at = index * size;
      into.kind = records[at] as number;
      into.indent = records[at + 1] as number;
      into.key = (records[at + 2] as number) - origin;
      into.keyEnd = (records[at + 3] as number) - origin;
      into.hash = records[at + 4] as number;
      into.value = (records[at + 5] as number) - origin;
      into.valueEnd = (records[at + 6] as number) - origin;
      into.start = (records[at + 7] as number) - origin;
    },
    start: (index) =>
      index === count ? bytes.length : (records[index * size + 7] as number) - origin,
    hash: (start, end) => hash(origin + start, origin + end),
  };
}

/** A line's first sign, a value's first sign, and sets of what keys, quoted, plain and block texts and words hold. */
function tablesOf(dialect: LineDialect): Uint8Array {
  const { key, keyStart, plain, plainStart, quote, quoted, rich, text, word } = dialect;
  const tables = new Uint8Array(origin);
  for (let byte = 0; byte < 256; byte += 1) {
    const sign = String.fromCharCode(byte);
    const isQuote = sign === quote;
    tables[byte] = isQuote ? 2 : rich && sign === '-' ? 3 : keyStart.test(sign) ? 1 : 0;
    const opens = rich ? ('{['.includes(sign) ? 3 : '|>'.includes(sign) ? 4 : 0) : 0;
    tables[256 + byte] = isQuote ? 2 : opens === 0 && plainStart.test(sign) ? 1 : opens;
  }
  for (const [index, signs] of [key, quoted, plain, text, word].entries())
    tables.set(setOf(signs), 512 + index * 32);
  return tables;
}

/**
 * A set of bytes in the form that sixteen bytes are looked up in at once: a bit for each high nibble from 2 to 7, and two
 * for those above, of which the one counts for 0xc0 to 0xcf, the other for 0xe0 to 0xef, and either for all else.
 */
function setOf(signs: RegExp): Uint8Array {
  const set = new Uint8Array(32);
  const bits = [0, 0, 1, 2, 4, 8, 16, 32, 192, 192, 192, 192, 64, 192, 128, 192];
  for (let byte = 0x20; byte < 256; byte += 1) {
    if (!signs.test(String.fromCharCode(byte))) continue;
    const bit = bits[byte >> 4] as number;
    set[byte & 15] = (set[byte & 15] as number) | (byte < 0x80 || bit !== 192 ? bit : 0);
    set[16 + (byte >> 4)] = bit;
  }
  return set;
}

/** What of WebAssembly is used here: the types of Node.js do not have it. */
interface Machine {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly read: (at: number, end: number, out: number, limit: number, dialect: number) => number;
  readonly hash: (start: number, end: number) => number;
  isFree: boolean;
}

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

/** Where the file begins in memory, behind the tables of its dialect. */
const origin = 1024;

/** Behind the file, so that sixteen bytes can be looked at wherever it ends. */
const padding = 32;

const pageSize = 65_536;

/** Memory of WebAssembly never shrinks: larger files get one of their own, which goes when they are read. */
const largestKept = 4 * 1024 * 1024;

const largest = 400 * 1024 * 1024;

let code: object | null = null;

function instanceWith(tables: Uint8Array): Machine {
  code ??= new WebAssembly.Module(Buffer.from(lineTapeWasm, 'base64'));
  const { exports } = new WebAssembly.Instance(code);
  const { hash, memory, read } = exports as Omit<Machine, 'isFree'>;
  new Uint8Array(memory.buffer).set(tables);
  return { hash, memory, read, isFree: true };
}
