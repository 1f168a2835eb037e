import { hashStart, hashStep } from '../coordinate-hash.ts';
import { areSame, indexOf, isDigit } from '../reading/bytes.ts';
import { createTable, type JsonTable, tooSlow } from '../reading/json-table.ts';
import { type JsonTape, valueOf } from '../reading/json-tape.ts';
import { hashWithVersion } from '../reading/scan-coordinates.ts';

/** The packages of one registry, by number. */
export interface ScannedSection {
  /** The first package of each name. */
  readonly byName: JsonTable;
  /** The next one of the same name; -1 for none. */
  readonly next: readonly number[];
  readonly keys: readonly number[];
  /** Where in the file their names end. */
  readonly nameEnds: readonly number[];
  readonly names: readonly number[];
  readonly pairs: readonly number[];
}

const at = 0x40;
const underscore = 0x5f;
const plus = 0x2b;

/** Packages of one name that are told apart here. Real lockfiles have few versions of each. */
const mostVersions = 64;

/**
 * Reads the keys of a section; an empty one where the file has none (-1). Null for a key that is not plainly a name, a
 * version and peers, and for one that stands twice.
 */
export function scanSection(tape: JsonTape, section: number): ScannedSection | null {
  const byName = createTable(tape);
  const next: number[] = [];
  const keys: number[] = [];
  const nameEnds: number[] = [];
  const names: number[] = [];
  const pairs: number[] = [];
  const found: ScannedSection = { byName, next, keys, nameEnds, names, pairs };
  if (section === -1) return found;
  if (!tape.isObject(section)) return null;
  const { bytes } = tape;
  const last = tape.last(section);
  for (let key = tape.first(section); key < last; key = tape.behind(valueOf(key))) {
    if (tape.hasEscape(key) || !tape.isObject(valueOf(key))) return null;
    const name = tape.start(key);
    const end = tape.end(key);
    let nameEnd = name;
    let hash = hashStart;
    for (; nameEnd < end && (bytes[nameEnd] !== at || nameEnd === name); nameEnd += 1)
      hash = hashStep(hash, bytes[nameEnd] as number);
    if (nameEnd === end || !isDigit(bytes[nameEnd + 1])) return null;
    const versionEnd = versionEndOf(bytes, nameEnd, end);
    // JSR compares builds and leading letters, which the hash leaves out.
    if (indexOf(bytes, plus, nameEnd, versionEnd) !== -1) return null;
    const pair = hashWithVersion(bytes, hash, nameEnd + 1, versionEnd);
    const number = keys.length;
    const first = byName.addPart(name, nameEnd, number);
    if (pair === null || first === tooSlow) return null;
    if (first !== -1 && idAmong(tape, found, first, nameEnd + 1, end) !== -1) return null;
    next.push(first === -1 ? -1 : (next[first] as number));
    if (first !== -1) next[first] = number;
    keys.push(key);
    nameEnds.push(nameEnd);
    names.push(hash);
    pairs.push(pair);
  }
  return found;
}

/** Where the version behind a name ends: there, or in front of its peers. */
export function versionEndOf(bytes: Uint8Array, nameEnd: number, end: number): number {
  const peers = indexOf(bytes, underscore, nameEnd, end);
  return peers === -1 ? end : peers;
}

/**
 * The number of the package whose key is a name, `@` and these bytes, by that of the first of this name; -1 where none is,
 * -2 where they are too many to tell.
 */
export function idAmong(
  tape: JsonTape,
  { keys, nameEnds, next }: ScannedSection,
  first: number,
  version: number,
  end: number,
): number {
  let number = first;
  for (let count = 0; number >= 0; count += 1) {
    if (count === mostVersions) return -2;
    const from = (nameEnds[number] as number) + 1;
    const length = tape.end(keys[number] as number) - from;
    if (length === end - version && areSame(tape.bytes, from, version, length)) return number;
    number = next[number] as number;
  }
  return -1;
}

/** The number of the package that these bytes are the name or the key of; below 0 where none is. */
export function packageAt(
  tape: JsonTape,
  section: ScannedSection,
  start: number,
  end: number,
): number {
  const parting = indexOf(tape.bytes, at, start + 1, end);
  if (parting === -1) return section.byName.getPart(start, end);
  const first = section.byName.getPart(start, parting);
  return first < 0 ? first : idAmong(tape, section, first, parting + 1, end);
}

/** The same where a name alone is none. */
export function idAt(tape: JsonTape, section: ScannedSection, start: number, end: number): number {
  return indexOf(tape.bytes, at, start + 1, end) === -1 ? -1 : packageAt(tape, section, start, end);
}
