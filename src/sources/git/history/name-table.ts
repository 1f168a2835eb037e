import { randomBytes } from 'node:crypto';

/** Names of tree entries by number, each with whether it matters. */
export interface NameTable {
  /** The number of the name at `from` to `end`; -1 where `matters` said of it that it does not. */
  numberOf(bytes: Uint8Array, from: number, end: number): number;
  nameOf(number: number): string;
  /** How many names matter. */
  size(): number;
}

const unimportant = -1;

/**
 * A table that asks `matters` once for every distinct name. Bytes that are not UTF-8 become replacement characters, so
 * that names which differ only there share one spelling, not one number.
 */
export function nameTable(matters: (name: string) => boolean): NameTable {
  const seed = randomBytes(4).readInt32LE();
  let arena = new Uint8Array(64 * 1024);
  let used = 0;
  /** By entry: where its bytes begin and end in the arena, and its number. */
  let starts = new Int32Array(1024);
  let ends = new Int32Array(1024);
  let numbers = new Int32Array(1024);
  let entries = 0;
  let slots = new Int32Array(4096).fill(-1);
  const names: string[] = [];

  function hashOf(bytes: Uint8Array, from: number, end: number): number {
    let hash = seed;
    for (let at = from; at < end; at += 1) {
      hash = Math.imul(hash ^ (bytes[at] as number), 0x5bd1e995);
      hash ^= hash >>> 13;
    }
    return hash;
  }

  function isAt(entry: number, bytes: Uint8Array, from: number, end: number): boolean {
    const start = starts[entry] as number;
    if ((ends[entry] as number) - start !== end - from) return false;
    for (let index = 0; index < end - from; index += 1)
      if (arena[start + index] !== bytes[from + index]) return false;
    return true;
  }

  function add(slot: number, bytes: Uint8Array, from: number, end: number): number {
    if (entries === starts.length)
      [starts, ends, numbers] = [wider(starts), wider(ends), wider(numbers)];
    while (used + end - from > arena.length) {
      const larger = new Uint8Array(arena.length * 2);
      larger.set(arena);
      arena = larger;
    }
    arena.set(bytes.subarray(from, end), used);
    const name = Buffer.from(bytes.buffer, bytes.byteOffset + from, end - from).toString('utf8');
    const number = matters(name) ? names.push(name) - 1 : unimportant;
    starts[entries] = used;
    used += end - from;
    ends[entries] = used;
    numbers[entries] = number;
    slots[slot] = entries;
    entries += 1;
    if (entries * 2 > slots.length) rehash();
    return number;
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (let entry = 0; entry < entries; entry += 1) {
      let slot = hashOf(arena, starts[entry] as number, ends[entry] as number) & (slots.length - 1);
      while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = entry;
    }
  }

  return {
    nameOf: (number) => names[number] as string,
    size: () => names.length,
    numberOf(bytes, from, end) {
      let slot = hashOf(bytes, from, end) & (slots.length - 1);
      for (; ; slot = (slot + 1) & (slots.length - 1)) {
        const entry = slots[slot] as number;
        if (entry === -1) return add(slot, bytes, from, end);
        if (isAt(entry, bytes, from, end)) return numbers[entry] as number;
      }
    },
  };
}

function wider(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
