import { randomBytes } from 'node:crypto';

/** Names by number, in the order in which they were met. */
export interface NameTable {
  /** The number of the name at `from` to before `end`. */
  numberOf(bytes: Uint8Array, from: number, end: number): number;
  /**
   * The number of the name at `from` to before the next NUL; -1 where none comes. `previous` is the name before it in
   * its list, -1 for none: versions of one directory mostly hold the same names in the same order.
   */
  numberAfter(previous: number, bytes: Uint8Array, from: number): number;
  /** In bytes. */
  lengthOf(number: number): number;
  nameOf(number: number): string;
  size(): number;
}

/**
 * A table of nothing. Bytes that are not UTF-8 become replacement characters, so that names which differ only there share
 * one spelling, not one number.
 */
export function nameTable(): NameTable {
  const seed = randomBytes(4).readInt32LE();
  /** All names, each with a NUL behind it. */
  let arena = Buffer.alloc(64 * 1024);
  let used = 0;
  let slots = new Int32Array(4096).fill(-1);
  /** By number: where a name begins in the arena; its hash; which name last came after it; its spelling, once asked. */
  const starts: number[] = [];
  const hashes: number[] = [];
  const successors: number[] = [];
  const spellings: (string | null)[] = [];

  function hashOf(bytes: Uint8Array, from: number, end: number): number {
    let hash = seed;
    for (let at = from; at < end; at += 1) {
      hash = Math.imul(hash ^ (bytes[at] as number), 0x5bd1e995);
      hash ^= hash >>> 13;
    }
    return hash;
  }

  function lengthOf(number: number): number {
    return (starts[number + 1] ?? used) - (starts[number] as number) - 1;
  }

  function isAt(number: number, bytes: Uint8Array, from: number, end: number): boolean {
    if (lengthOf(number) !== end - from) return false;
    const start = starts[number] as number;
    for (let index = 0; index < end - from; index += 1)
      if (arena[start + index] !== bytes[from + index]) return false;
    return true;
  }

  /** Whether a name stands there, and its NUL behind it. */
  function endsAt(number: number, bytes: Uint8Array, from: number): boolean {
    let own = starts[number] as number;
    for (let at = from; arena[own] === bytes[at]; at += 1, own += 1)
      if (bytes[at] === 0) return true;
    return false;
  }

  function add(hash: number, bytes: Uint8Array, from: number, end: number): number {
    const room = used + end - from + 1;
    if (room > arena.length) {
      const larger = Buffer.alloc(Math.max(room, arena.length * 2));
      larger.set(arena);
      arena = larger;
    }
    arena.set(bytes.subarray(from, end), used);
    starts.push(used);
    used = room;
    hashes.push(hash);
    successors.push(-1);
    spellings.push(null);
    if (starts.length * 2 > slots.length) rehash();
    return starts.length - 1;
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (const [number, hash] of hashes.entries()) {
      let slot = hash & (slots.length - 1);
      while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number;
    }
  }

  function numberOf(bytes: Uint8Array, from: number, end: number): number {
    const hash = hashOf(bytes, from, end);
    let slot = hash & (slots.length - 1);
    for (; ; slot = (slot + 1) & (slots.length - 1)) {
      const number = slots[slot] as number;
      if (number === -1) {
        slots[slot] = starts.length;
        return add(hash, bytes, from, end);
      }
      if (hashes[number] === hash && isAt(number, bytes, from, end)) return number;
    }
  }

  return {
    numberOf,
    numberAfter(previous, bytes, from) {
      const guess = previous === -1 ? -1 : (successors[previous] as number);
      if (guess !== -1 && endsAt(guess, bytes, from)) return guess;
      const end = bytes.indexOf(0, from);
      if (end === -1) return -1;
      const number = numberOf(bytes, from, end);
      if (previous !== -1) successors[previous] = number;
      return number;
    },
    lengthOf,
    nameOf(number) {
      const start = starts[number] as number;
      return (spellings[number] ??= arena.toString('utf8', start, start + lengthOf(number)));
    },
    size: () => starts.length,
  };
}
