import { hashStart } from '../coordinate-hash.ts';
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
  const places = new Int32Array(size).fill(-1);
  const values = new Int32Array(size);
  let left = 1000;
  const find = (node: number): number => {
    const hash = tape.hash(hashStart, node);
    let place = (hash ^ (hash >>> 15)) & (size - 1);
    left += patience;
    for (; places[place] !== -1; place = (place + 1) & (size - 1)) {
      if (areEqual(tape, node, places[place] as number)) return place;
      left -= 1;
      if (left < 0) return tooSlow;
    }
    return place;
  };
  return {
    add(node, value) {
      const place = find(node);
      if (place === tooSlow) return tooSlow;
      if (places[place] !== -1) return values[place] as number;
      places[place] = node;
      values[place] = value;
      return -1;
    },
    get(node) {
      const place = find(node);
      if (place === tooSlow) return tooSlow;
      return places[place] === -1 ? -1 : (values[place] as number);
    },
  };
}

/** Whether two strings have the same bytes. */
export function areEqual(tape: JsonTape, a: number, b: number): boolean {
  const length = tape.end(a) - tape.start(a);
  if (tape.end(b) - tape.start(b) !== length) return false;
  const { bytes } = tape;
  const from = tape.start(a);
  const other = tape.start(b);
  for (let index = 0; index < length; index += 1)
    if (bytes[from + index] !== bytes[other + index]) return false;
  return true;
}
