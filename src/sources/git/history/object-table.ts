import { randomBytes } from 'node:crypto';
import { hexDigit } from './hex.ts';
import { idList } from './id-list.ts';

/** What git calls the kinds of object, by the codes that the table holds. */
export const objectKinds = ['blob', 'commit', 'tag', 'tree'] as const;
export type ObjectKind = (typeof objectKinds)[number];

/** A repository's objects by number, in the order in which git can read them cheaply. */
export interface ObjectTable {
  readonly count: number;
  /** 20 for SHA-1, 32 for SHA-256. */
  readonly oidBytes: number;
  kindOf(object: number): ObjectKind;
  /** In hexadecimal. */
  oidOf(object: number): string;
  /** Writes an object's id into `target` at `at`. */
  writeOid(object: number, target: Uint8Array, at: number): void;
  /** Whether an object's id stands in `bytes` at `at`. */
  isAt(object: number, bytes: Uint8Array, at: number): boolean;
  /** The number of the object whose id stands in `bytes` at `at`; -1 for none. */
  find(bytes: Uint8Array, at: number): number;
  /** The same for an id in hexadecimal. */
  findHex(oid: string): number;
  /** The same for one that stands in `bytes` from `from` to before `end`. */
  findHexIn(bytes: Uint8Array, from: number, end: number): number;
}

/** A table that is still being filled. */
export interface GrowingObjectTable extends ObjectTable {
  /** Takes an object, once: `hex` holds its id in lower-case hexadecimal at `at`. */
  add(kind: ObjectKind, hex: Uint8Array, at: number): void;
}

/** An empty table for ids of 20 or 32 bytes. What finds objects is made when something is asked, of the right size. */
export function emptyObjectTable(oidBytes: 20 | 32): GrowingObjectTable {
  // An index that lies can hold any ids: nobody may choose where they come to lie.
  const keys = new Int32Array(randomBytes(20).buffer.slice(0, 20));
  const ids = idList(oidBytes);
  /** An id that is looked for. */
  const sought = Buffer.alloc(oidBytes);
  let kinds = new Uint8Array(4096);
  let slots = new Int32Array(64).fill(-1);
  let added = 0;
  /** How many of those that were added can be found. */
  let placed = 0;

  function slotOf(bytes: Uint8Array, at: number): number {
    let hash = 0;
    for (let word = 0; word < 5; word += 1) {
      const from = at + 4 * word;
      const value =
        (bytes[from] as number) |
        ((bytes[from + 1] as number) << 8) |
        ((bytes[from + 2] as number) << 16) |
        ((bytes[from + 3] as number) << 24);
      hash = Math.imul(hash ^ value ^ (keys[word] as number), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash & (slots.length - 1);
  }

  /** The slot of the object whose id stands there, or the empty one in which it would be. */
  function search(bytes: Uint8Array, at: number): number {
    let slot = slotOf(bytes, at);
    for (; slots[slot] !== -1; slot = (slot + 1) & (slots.length - 1))
      if (ids.isAt(slots[slot] as number, bytes, at)) break;
    return slot;
  }

  /** Makes all that were added findable. Of what was added twice the first is kept. */
  function settle(): void {
    const oid = Buffer.alloc(oidBytes);
    let from = placed;
    if (slots.length < 2 * added) {
      slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * added))).fill(-1);
      [from, placed] = [0, 0];
    }
    for (; from < added; from += 1) {
      ids.write(from, oid, 0);
      const slot = search(oid, 0);
      if (slots[slot] !== -1) continue;
      if (from !== placed) ids.copy(from, placed);
      kinds[placed] = kinds[from] as number;
      slots[slot] = placed;
      placed += 1;
    }
    added = placed;
  }

  function find(bytes: Uint8Array, at: number): number {
    if (placed !== added) settle();
    return slots[search(bytes, at)] as number;
  }

  function findHexIn(bytes: Uint8Array, from: number, end: number): number {
    if (end - from !== 2 * oidBytes) return -1;
    for (let index = 0; index < oidBytes; index += 1) {
      const at = from + 2 * index;
      const value = (hexDigit(bytes[at]) << 4) | hexDigit(bytes[at + 1]);
      if (value < 0) return -1;
      sought[index] = value;
    }
    return find(sought, 0);
  }

  return {
    get count() {
      if (placed !== added) settle();
      return placed;
    },
    oidBytes,
    kindOf(object) {
      if (placed !== added) settle();
      return objectKinds[kinds[object] as number] as ObjectKind;
    },
    oidOf(object) {
      if (placed !== added) settle();
      return ids.hexOf(object);
    },
    writeOid(object, target, at) {
      if (placed !== added) settle();
      ids.write(object, target, at);
    },
    isAt: (object, bytes, at) => ids.isAt(object, bytes, at),
    find,
    findHex(oid) {
      const bytes = Buffer.from(oid);
      return findHexIn(bytes, 0, bytes.length);
    },
    findHexIn,
    add(kind, hex, at) {
      if (added === kinds.length) {
        const larger = new Uint8Array(kinds.length * 2);
        larger.set(kinds);
        kinds = larger;
      }
      ids.setHex(added, hex, at);
      kinds[added] = objectKinds.indexOf(kind);
      added += 1;
    },
  };
}
