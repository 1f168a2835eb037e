import { hashStart, hashStep } from '../coordinate-hash.ts';
import { indexOf, isDigit } from '../reading/bytes.ts';
import { type HashTable, hashTable } from '../reading/hash-table.ts';
import { type JsonTape, valueOf } from '../reading/json-tape.ts';
import { hashWithVersion } from '../reading/scan-coordinates.ts';

/** The packages of one registry. */
export interface ScannedSection {
  /** Nodes of their keys, by the hashes of those. */
  readonly ids: HashTable;
  /** Nodes of keys by the hashes of their names, of which one may be there several times. */
  readonly byName: HashTable;
  readonly names: readonly number[];
  readonly pairs: readonly number[];
}

/** Where in the key of a package its name ends. */
export function nameEndOf(tape: JsonTape, id: number): number {
  return indexOf(tape.bytes, at, tape.start(id) + 1, tape.end(id));
}

/** Where in the key of a package its version ends, behind which peers may stand. */
export function versionEndOf(tape: JsonTape, id: number, nameEnd: number): number {
  const end = tape.end(id);
  const peers = indexOf(tape.bytes, underscore, nameEnd, end);
  return peers === -1 ? end : peers;
}

const at = 0x40;
const underscore = 0x5f;
const plus = 0x2b;

/**
 * Reads the keys of a section; an empty one where the file has none (-1). Null for a key that is not plainly a name, a
 * version and peers, and for one that stands twice.
 */
export function scanSection(tape: JsonTape, section: number): ScannedSection | null {
  const most = section === -1 ? 1 : (tape.last(section) - section) / 4 + 1;
  const found = { ids: hashTable(most), byName: hashTable(most) };
  const names: number[] = [];
  const pairs: number[] = [];
  if (section === -1) return { ...found, names, pairs };
  if (!tape.isObject(section)) return null;
  const { bytes } = tape;
  for (let key = tape.first(section); key < tape.last(section); key = tape.behind(valueOf(key))) {
    if (tape.hasEscape(key) || !tape.isObject(valueOf(key))) return null;
    const behind = tape.end(key);
    let hash = hashStart;
    let name = 0;
    let parting = -1;
    let end = behind;
    for (let start = tape.start(key), index = start; index < behind; index += 1) {
      const byte = bytes[index] as number;
      if (byte === at && parting === -1 && index > start) {
        parting = index;
        name = hash;
      } else if (byte === underscore && parting !== -1 && end === behind) end = index;
      // JSR compares builds and leading letters, which the hash leaves out.
      else if (byte === plus && parting !== -1 && end === behind) return null;
      hash = hashStep(hash, byte);
    }
    if (parting === -1 || !isDigit(bytes[parting + 1]) || !found.ids.add(hash, key)) return null;
    const pair = hashWithVersion(bytes, name, parting + 1, end);
    if (pair === null) return null;
    if (found.byName.get(name) === -1) found.byName.add(name, key);
    names.push(name);
    pairs.push(pair);
  }
  return { ...found, names, pairs };
}
