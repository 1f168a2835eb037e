import { hashStep } from '../coordinate-hash.ts';
import { jsonTapeWasm } from './json-tape-wasm.ts';

/** What a file may have that RFC 8259 does not know. Comments are never read. */
export interface JsonDialect {
  /** Whether a comma may stand behind the last member of an object or an array. */
  readonly trailingCommas: boolean;
}

/**
 * A JSON file as a list of its values in the order of the text, for scans that look at some of them and pass over
 * the rest. A value, and a key too, is a *node*: a number that only this tape understands. The file is known to be
 * JSON throughout, so that nobody who walks it need check that: keys and values take turns in an object, and what a
 * container holds ends where it ends.
 *
 * ```ts
 * for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key))) {
 *   if (tape.spells(key, version)) ...   // the member's value is valueOf(key)
 * }
 * for (let item = tape.first(array); item < tape.last(array); item = tape.behind(item)) ...
 * ```
 *
 * A member may stand there twice, and JSON.parse keeps the last: a scan that looks for one must mind the second.
 */
export class JsonTape {
  /** The file. Gone when the function that was given the tape returns: copy what shall stay. */
  readonly bytes: Uint8Array;
  /**
   * Two numbers a node: where its text begins in `bytes`, and where it ends (exclusive). A string's text has its
   * quotes here, and if it has an escape, the complement of its end stands there; of an object or array, the node behind
   * its last.
   */
  readonly #nodes: Int32Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, nodes: Int32Array) {
    this.bytes = bytes;
    this.#nodes = nodes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  isObject(node: number): boolean {
    return this.sign(node) === 0x7b;
  }

  isArray(node: number): boolean {
    return this.sign(node) === 0x5b;
  }

  isString(node: number): boolean {
    return this.sign(node) === 0x22;
  }

  /** The first byte of a value: `{`, `[`, `"`, `t`, `f`, `n`, `-` or a digit. */
  sign(node: number): number {
    return this.bytes[this.#nodes[node] as number] as number;
  }

  /** The first key of an object, or item of an array. Where there is none, that is `last`. */
  first(container: number): number {
    return container + 2;
  }

  /** The node behind all that an object or an array holds. */
  last(container: number): number {
    return this.#nodes[container + 1] as number;
  }

  /** The node behind a value and all that it holds. */
  behind(node: number): number {
    // { and [ differ in one bit.
    return (this.sign(node) | 0x20) === 0x7b ? (this.#nodes[node + 1] as number) : node + 2;
  }

  /** Index of the first byte of a string, behind its quote, or of another value. */
  start(node: number): number {
    const at = this.#nodes[node] as number;
    return this.bytes[at] === 0x22 ? at + 1 : at;
  }

  /** Index behind the last byte of a string, that of its closing quote, or behind another value that is no container. */
  end(node: number): number {
    const behind = this.#nodes[node + 1] as number;
    if (this.bytes[this.#nodes[node] as number] !== 0x22) return behind;
    return (behind < 0 ? ~behind : behind) - 1;
  }

  /** Whether a string has a backslash: its bytes are not what it says. */
  hasEscape(node: number): boolean {
    return (this.#nodes[node + 1] as number) < 0;
  }

  /** Whether a string without escapes is this word, made by `wordOf`. */
  spells(node: number, word: Uint8Array): boolean {
    const at = this.#nodes[node] as number;
    if (this.#nodes[node + 1] !== at + word.length + 2 || this.bytes[at] !== 0x22) return false;
    for (let index = 0; index < word.length; index += 1)
      if (this.bytes[at + 1 + index] !== word[index]) return false;
    return true;
  }

  /** Whether two strings have the same bytes. False where one has an escape: what it says is not told by its bytes. */
  same(a: number, b: number): boolean {
    const nodes = this.#nodes;
    const view = this.#view;
    const one = nodes[a] as number;
    const other = nodes[b] as number;
    const length = (nodes[a + 1] as number) - one;
    if (length < 0 || (nodes[b + 1] as number) - other !== length) return false;
    // With their quotes they are at least two bytes, and most of them four.
    if (length < 4) return length === 2 || view.getUint8(one + 1) === view.getUint8(other + 1);
    const last = length - 4;
    for (let index = 0; index < last; index += 4)
      if (view.getInt32(one + index, true) !== view.getInt32(other + index, true)) return false;
    return view.getInt32(one + last, true) === view.getInt32(other + last, true);
  }

  /** Goes on from a hash over the bytes of a string without escapes. */
  hash(from: number, node: number): number {
    const end = this.end(node);
    let hash = from;
    for (let at = this.start(node); at < end; at += 1)
      hash = hashStep(hash, this.bytes[at] as number);
    return hash;
  }

  /** What a string says, escapes resolved, or the text of another value that is no container. */
  text(node: number): string {
    const { buffer, byteOffset } = this.bytes;
    const start = this.start(node);
    const raw = Buffer.from(buffer, byteOffset + start, this.end(node) - start).toString('utf8');
    return this.hasEscape(node) ? String(JSON.parse(`"${raw}"`)) : raw;
  }
}

/** A word in the form in which `spells` looks for it. */
export function wordOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The value of a member, by its key. */
export function valueOf(key: number): number {
  return key + 2;
}

/**
 * Reads JSON at more than 1 GB/s and hands over its tape, which is valid until `use` returns. Null, and `use` not
 * called, where the bytes are not JSON in this dialect, and where there is no room for the tape or no WebAssembly.
 * Whether strings are UTF-8 is not looked at. The tape of a lockfile is a third as large as the file, that of a hostile
 * one at most eight times as large.
 */
export function withJsonTape<Result>(
  bytes: Uint8Array,
  dialect: JsonDialect,
  use: (tape: JsonTape) => Result,
): Result | null {
  if (bytes.length > largest || typeof WebAssembly === 'undefined') return null;
  const lent = lend(bytes.length);
  try {
    const nodes = readInto(lent, bytes, dialect);
    if (nodes === null) return null;
    return use(new JsonTape(new Uint8Array(lent.memory.buffer, 0, bytes.length), nodes));
  } finally {
    lent.isFree = true;
  }
}

function readInto(
  { memory, read }: Machine,
  bytes: Uint8Array,
  dialect: JsonDialect,
): Int32Array | null {
  const tapeAt = (bytes.length + padding + 7) & ~7;
  for (let size = bytes.length + 64; ; size *= 2) {
    const missing = tapeAt + size - memory.buffer.byteLength;
    try {
      if (missing > 0) memory.grow(Math.ceil(missing / pageSize));
    } catch {
      return null;
    }
    const all = new Uint8Array(memory.buffer);
    all.set(bytes);
    all.fill(0, bytes.length, bytes.length + padding);
    const words = read(bytes.length, tapeAt, tapeAt + size, dialect.trailingCommas ? 1 : 0);
    if (words >= 0) return new Int32Array(memory.buffer, tapeAt, words);
    if (words === notJson) return null;
  }
}

/** What of WebAssembly is used here: the types of Node.js do not have it. */
interface Machine {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly read: (end: number, tape: number, limit: number, trailing: number) => number;
}

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

interface Lent extends Machine {
  isFree: boolean;
}

/** Behind the file, so that sixteen bytes can be looked at wherever it ends. */
const padding = 32;

const pageSize = 65_536;

/** Memory of WebAssembly never shrinks: larger files get one of their own, which goes when they are read. */
const largestKept = 4 * 1024 * 1024;

/** With the largest tape it could have, it stays within what 32 bits can address. */
const largest = 400 * 1024 * 1024;

/** What `read` gives where the bytes are not JSON; anything else below zero is a tape that was too small. */
const notJson = -1;

let code: object | null = null;
let kept: Lent | null = null;

function lend(length: number): Lent {
  if (length > largestKept || kept?.isFree === false) return instance();
  kept ??= instance();
  kept.isFree = false;
  return kept;
}

function instance(): Lent {
  code ??= new WebAssembly.Module(Buffer.from(jsonTapeWasm, 'base64'));
  const { memory, read } = new WebAssembly.Instance(code).exports as Machine;
  return { memory, read, isFree: false };
}
