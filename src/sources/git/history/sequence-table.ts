import { randomBytes } from 'node:crypto';
import { longArray } from './long-array.ts';

/** Sequences of numbers of 32 bits, each kept once, by number. Equal ones are told by what they hold, not by a hash alone. */
export interface SequenceTable {
  /** Adds to the sequence that is being written. */
  push(value: number): void;
  /** Ends it, and gives the number of the one that is equal to it: `size()` before, where there was none. */
  end(): number;
  size(): number;
}

/** A table of nothing. */
export function sequenceTable(): SequenceTable {
  const seed = randomBytes(4).readInt32LE();
  const held = longArray();
  /** By number: where a sequence begins in what is held, and its hash. */
  const starts: number[] = [];
  const hashes: number[] = [];
  let slots = new Int32Array(1024).fill(-1);
  const open: number[] = [];
  let length = 0;
  let hash = seed;

  function isOpen(number: number): boolean {
    const start = starts[number] as number;
    if ((starts[number + 1] ?? held.length) - start !== length) return false;
    for (let index = 0; index < length; index += 1)
      if (held.at(start + index) !== open[index]) return false;
    return true;
  }

  function add(): number {
    starts.push(held.length);
    for (let index = 0; index < length; index += 1) held.push(open[index] as number);
    const number = hashes.push(hash) - 1;
    if (hashes.length * 2 > slots.length) rehash();
    return number;
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (const [number, own] of hashes.entries()) {
      let slot = own & (slots.length - 1);
      while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number;
    }
  }

  function numberOfOpen(): number {
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const number = slots[slot] as number;
      if (number === -1) {
        slots[slot] = starts.length;
        return add();
      }
      if (hashes[number] === hash && isOpen(number)) return number;
    }
  }

  return {
    push(value) {
      open[length] = value;
      length += 1;
      hash = Math.imul(hash ^ value, 0x9e3779b1);
      hash ^= hash >>> 15;
    },
    end() {
      const number = numberOfOpen();
      length = 0;
      hash = seed;
      return number;
    },
    size: () => starts.length,
  };
}
