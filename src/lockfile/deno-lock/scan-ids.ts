import { hashStart, hashStep } from '../coordinate-hash.ts';
import { type HashTable, hashTable } from '../reading/hash-table.ts';
import { hashWithVersion } from '../reading/scan-coordinates.ts';
import { areDistinct } from '../reading/json-distinct.ts';
import { type JsonTape, valueOf } from '../reading/json-tape.ts';

/** Hashes of the packages of one registry. */
export interface ScannedSection {
  /** Of their keys. */
  readonly ids: HashTable;
  /** Of their names, of which one may be there several times. */
  readonly names: ReadonlySet<number>;
  readonly pairs: readonly number[];
}

const at = 0x40;
const underscore = 0x5f;
const plus = 0x2b;

/**
 * Reads the keys of a section; an empty one where the file has none (-1). Null for a key that is not plainly a name, a
 * version and peers, and for one that stands twice.
 */
export function scanSection(tape: JsonTape, section: number): ScannedSection | null {
  const ids = hashTable(section === -1 ? 1 : (tape.last(section) - section) / 4);
  const names = new Set<number>();
  const pairs: number[] = [];
  if (section === -1) return { ids, names, pairs };
  if (!tape.isObject(section)) return null;
  const { bytes } = tape;
  for (let key = tape.first(section); key < tape.last(section); key = tape.behind(valueOf(key))) {
    if (tape.hasEscape(key) || !tape.isObject(valueOf(key))) return null;
    if (!ids.add(tape.hash(hashStart, key))) return null;
    const start = tape.start(key);
    const behind = tape.end(key);
    const parting = indexOf(bytes, at, start + 1, behind);
    if (parting === -1) return null;
    const peers = indexOf(bytes, underscore, parting, behind);
    const end = peers === -1 ? behind : peers;
    // JSR compares builds and leading letters, which the hash leaves out.
    if (!isDigit(bytes[parting + 1]) || indexOf(bytes, plus, parting, end) !== -1) return null;
    const name = hashOf(bytes, start, parting, hashStart);
    const pair = hashWithVersion(bytes, name, parting + 1, end);
    if (pair === null) return null;
    names.add(name);
    pairs.push(pair);
  }
  return { ids, names, pairs };
}

/** The hash with these bytes more. */
export function hashOf(bytes: Uint8Array, start: number, end: number, from: number): number {
  let hash = from;
  for (let index = start; index < end; index += 1) hash = hashStep(hash, bytes[index] as number);
  return hash;
}

/** The place of a byte, -1 where it is not there. */
export function indexOf(bytes: Uint8Array, byte: number, start: number, end: number): number {
  for (let index = start; index < end; index += 1) if (bytes[index] === byte) return index;
  return -1;
}

/** The keys of an object; null where one stands twice, or is written with an escape. */
export function keysOf(tape: JsonTape, object: number): readonly number[] | null {
  if (!tape.isObject(object)) return null;
  const keys: number[] = [];
  for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key)))
    keys.push(key);
  return areDistinct(tape, keys) ? keys : null;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
