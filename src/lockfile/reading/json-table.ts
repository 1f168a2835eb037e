import type { JsonTape } from './json-tape.ts';

/** Strings of a tape and a number of at least 0 for each. Equal bytes are one string; none may have an escape. */
export interface JsonTable {
  /** Sets the number of a string that has none and gives -1, or gives the one it has. */
  add(node: number, value: number): number;
  /** -1 for a string that is not there. */
  get(node: number): number;
}

/** What both give where it took too long, as in a file made so that it does. */
export const tooSlow = -2;

/** Steps that a string may take on average to find its place. */
const patience = 16;

/** A table for at most so many strings: open addressing over the hashes of their bytes. */
export function createTable(tape: JsonTape, capacity: number): JsonTable {
  const size = 1 << (33 - Math.clz32(Math.max(capacity, 8)));
  /** Two numbers a place: the string, and its own. No string's node is 0, which stands for what is free. */
  const places = new Int32Array(2 * size);
  let left = 1000;
  const find = (node: number): number => {
    let place = tape.mix(node) & (size - 1);
    left += patience;
    for (; ; place = (place + 1) & (size - 1)) {
      const there = places[2 * place] as number;
      if (there === 0 || tape.same(node, there)) return 2 * place;
      left -= 1;
      if (left < 0) return tooSlow;
    }
  };
  return {
    add(node, value) {
      const place = find(node);
      if (place === tooSlow) return tooSlow;
      if (places[place] !== 0) return places[place + 1] as number;
      places[place] = node;
      places[place + 1] = value;
      return -1;
    },
    get(node) {
      const place = find(node);
      if (place === tooSlow) return tooSlow;
      return places[place] === 0 ? -1 : (places[place + 1] as number);
    },
  };
}
