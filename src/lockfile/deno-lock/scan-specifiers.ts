import { hashStart, hashStep } from '../coordinate-hash.ts';
import { areSame, hashOf, spells } from '../reading/bytes.ts';
import { areDistinct } from '../reading/json-distinct.ts';
import { type HashTable, hashTable } from '../reading/hash-table.ts';
import { type JsonTape, valueOf, wordOf } from '../reading/json-tape.ts';
import type { ScannedSection } from './scan-ids.ts';

/** What is asked for and has an answer. */
export interface Specifiers {
  /** Their nodes, by the hashes of their texts. */
  readonly whole: HashTable;
  /** Nodes of the first of each name, by the hashes of their texts without a range. */
  readonly bare: HashTable;
}

const npmScheme = wordOf('npm:');
const jsrScheme = wordOf('jsr:');
const at = 0x40;
const slash = 0x2f;

/** The specifiers of a file, none where it has none (-1); null where one stands for what is not there. */
export function scanSpecifiers(
  tape: JsonTape,
  section: number,
  formatVersion: string,
  npm: ScannedSection,
  jsr: ScannedSection,
): Specifiers | null {
  const most = section === -1 ? 1 : (tape.last(section) - section) / 4 + 1;
  const found = { whole: hashTable(most), bare: hashTable(most) };
  if (section === -1) return found;
  if (!tape.isObject(section)) return null;
  const { bytes } = tape;
  const isThird = formatVersion === '3';
  for (let key = tape.first(section); key < tape.last(section); key = tape.behind(valueOf(key))) {
    const value = valueOf(key);
    if (tape.hasEscape(key) || !tape.isString(value) || tape.hasEscape(value)) return null;
    const start = tape.start(key);
    const end = tape.end(key);
    const isNpm = spells(bytes, start, npmScheme);
    // Both schemes have four signs.
    const name = start + 4;
    if ((!isNpm && !spells(bytes, start, jsrScheme)) || name >= end || bytes[name] === slash)
      return null;
    const nameEnd = nameEndOf(bytes, name, end);
    const bare = hashOf(bytes, start, nameEnd, hashStart);
    if (!found.whole.add(hashOf(bytes, nameEnd, end, bare), key)) return null;
    if (found.bare.get(bare) === -1) found.bare.add(bare, key);
    const { ids } = isNpm ? npm : jsr;
    const isThere = isThird
      ? spells(bytes, tape.start(value), isNpm ? npmScheme : jsrScheme) &&
        hasId(tape, ids, value, tape.start(value) + 4)
      : hasIdOf(tape, ids, { name, nameEnd }, value);
    if (!isThere) return null;
  }
  return found;
}

/** Where the range begins behind a name, or the end. */
function nameEndOf(bytes: Uint8Array, name: number, end: number): number {
  let index = name + 1;
  while (index < end && bytes[index] !== at) index += 1;
  return Math.min(index, end);
}

/** Whether a string is the key of a package from this index on. */
export function hasId(tape: JsonTape, ids: HashTable, node: number, start: number): boolean {
  const { bytes } = tape;
  const end = tape.end(node);
  const id = ids.get(hashOf(bytes, start, end, hashStart));
  if (id === -1) return false;
  const there = tape.start(id);
  return tape.end(id) - there === end - start && areSame(bytes, there, start, end - start);
}

/** Whether a name, `@` and the text of a value are the key of a package. */
function hasIdOf(
  tape: JsonTape,
  ids: HashTable,
  { name, nameEnd }: { readonly name: number; readonly nameEnd: number },
  value: number,
): boolean {
  const { bytes } = tape;
  const length = nameEnd - name;
  const hash = hashStep(hashOf(bytes, name, nameEnd, hashStart), at);
  const id = ids.get(tape.hash(hash, value));
  if (id === -1) return false;
  const there = tape.start(id);
  const from = tape.start(value);
  const ofValue = tape.end(value) - from;
  return (
    tape.end(id) - there === length + 1 + ofValue &&
    areSame(bytes, there, name, length) &&
    bytes[there + length] === at &&
    areSame(bytes, there + length + 1, from, ofValue)
  );
}

/** Gathers texts of a list that have no answer into `open`; false for what is no list of plain texts, or cannot be told. */
export function gatherOpen(
  tape: JsonTape,
  list: number,
  { bare, whole }: Specifiers,
  open: number[],
): boolean {
  if (!tape.isArray(list)) return false;
  for (let text = tape.first(list); text < tape.last(list); text = tape.behind(text)) {
    if (!tape.isString(text) || tape.hasEscape(text)) return false;
    const hash = tape.hash(hashStart, text);
    const specifier = whole.get(hash);
    const first = specifier === -1 ? bare.get(hash) : -1;
    if (specifier === -1 && first === -1) open.push(text);
    else if (specifier === -1 ? !isBare(tape, first, text) : !tape.same(specifier, text))
      return false;
  }
  return true;
}

/** Whether a text is a specifier without its range. */
function isBare(tape: JsonTape, specifier: number, text: number): boolean {
  const { bytes } = tape;
  const start = tape.start(specifier);
  const end = nameEndOf(bytes, start + 4, tape.end(specifier));
  const from = tape.start(text);
  return tape.end(text) - from === end - start && areSame(bytes, start, from, end - start);
}

/** The keys of an object; null for what is none, and where one stands twice or is written with an escape. */
export function keysOf(tape: JsonTape, object: number): readonly number[] | null {
  if (!tape.isObject(object)) return null;
  const keys: number[] = [];
  for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key)))
    keys.push(key);
  return areDistinct(tape, keys) ? keys : null;
}
