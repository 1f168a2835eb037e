import { randomBytes } from 'node:crypto';

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
  /** The number of the object whose id stands in `bytes` at `at`; -1 for none. */
  find(bytes: Uint8Array, at: number): number;
  /** The same for an id in hexadecimal. */
  findHex(oid: string): number;
}

/** A table that is still being filled. */
export interface GrowingObjectTable extends ObjectTable {
  /** Takes an object, once: `hex` holds its id in lower-case hexadecimal at `at`. */
  add(kind: ObjectKind, hex: Uint8Array, at: number): void;
}

/** An empty table for ids of 20 or 32 bytes. */
export function emptyObjectTable(oidBytes: 20 | 32): GrowingObjectTable {
  // An index that lies can hold any ids: nobody may choose where they come to lie.
  const keys = new Int32Array(randomBytes(20).buffer.slice(0, 20));
  let oids = new Uint8Array(oidBytes * 4096);
  let kinds = new Uint8Array(4096);
  let slots = new Int32Array(16_384).fill(-1);
  let count = 0;

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

  function isSame(object: number, bytes: Uint8Array, at: number): boolean {
    const own = object * oidBytes;
    for (let index = 0; index < oidBytes; index += 1)
      if (oids[own + index] !== bytes[at + index]) return false;
    return true;
  }

  function find(bytes: Uint8Array, at: number): number {
    for (let slot = slotOf(bytes, at); ; slot = (slot + 1) & (slots.length - 1)) {
      const object = slots[slot] as number;
      if (object === -1 || isSame(object, bytes, at)) return object;
    }
  }

  function place(object: number): void {
    let slot = slotOf(oids, object * oidBytes);
    while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = object;
  }

  function grow(): void {
    oids = grown(oids);
    kinds = grown(kinds);
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (let object = 0; object < count; object += 1) place(object);
  }

  return {
    get count() {
      return count;
    },
    oidBytes,
    kindOf: (object) => objectKinds[kinds[object] as number] as ObjectKind,
    oidOf: (object) => Buffer.from(oids.buffer, object * oidBytes, oidBytes).toString('hex'),
    find,
    findHex: (oid) => (oid.length === 2 * oidBytes ? find(Buffer.from(oid, 'hex'), 0) : -1),
    add(kind, hex, at) {
      if (count === kinds.length) grow();
      const own = count * oidBytes;
      for (let index = 0; index < oidBytes; index += 1)
        oids[own + index] =
          (digit(hex[at + 2 * index] as number) << 4) | digit(hex[at + 2 * index + 1] as number);
      if (find(oids, own) !== -1) return;
      kinds[count] = objectKinds.indexOf(kind);
      place(count);
      count += 1;
    },
  };
}

function digit(code: number): number {
  return code < 0x3a ? code - 0x30 : code - 0x57;
}

function grown(array: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(array.length * 2);
  larger.set(array);
  return larger;
}
