import { hashStart, hashStep } from '../coordinate-hash.ts';
import type { JsonTape } from './json-tape.ts';

/** Texts of a tape and a number of at least 0 for each. Equal bytes are one text; none may have an escape. */
export interface JsonTable {
  /** Sets the number of a string that has none and gives -1, or gives the one it has. */
  add(node: number, value: number): number;
  /** -1 for a string that is not there. */
  get(node: number): number;
  /** The same for bytes within a string, the end exclusive. */
  addPart(start: number, end: number, value: number): number;
  getPart(start: number, end: number): number;
}

/** What all of them give where it took too long, as in a file made so that it does. */
export const tooSlow = -2;

/** Steps that a text may take on average to find its place. */
const patience = 16;

/** Numbers a place: where the text begins, its length, its own number and its hash. No text begins at 0, which stands for what is free. */
const width = 4;

/** Open addressing over the hashes of their bytes, with room for as many as come. */
export function createTable(tape: JsonTape): JsonTable {
  const { bytes } = tape;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size = 64;
  let places = new Int32Array(width * size);
  let count = 0;
  let left = 1000;

  /** Takes four bytes a step. Its low bits, which choose the place, depend on its high ones. */
  function hashOf(start: number, end: number): number {
    let at = start;
    let hash = hashStart;
    for (; at + 4 <= end; at += 4) {
      hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1);
      hash = (hash << 13) | (hash >>> 19);
    }
    for (; at < end; at += 1) hash = hashStep(hash, view.getUint8(at));
    hash = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
    return hash ^ (hash >>> 16);
  }

  function areSame(a: number, b: number, length: number): boolean {
    let index = 0;
    for (; index + 4 <= length; index += 4)
      if (view.getInt32(a + index, true) !== view.getInt32(b + index, true)) return false;
    for (; index < length; index += 1)
      if (view.getUint8(a + index) !== view.getUint8(b + index)) return false;
    return true;
  }

  function find(start: number, length: number, hash: number): number {
    let place = hash & (size - 1);
    left += patience;
    for (; ; place = (place + 1) & (size - 1)) {
      const at = width * place;
      const there = places[at] as number;
      if (there === 0) return at;
      if (
        places[at + 3] === hash &&
        places[at + 1] === length &&
        (there === start || areSame(there, start, length))
      )
        return at;
      left -= 1;
      if (left < 0) return tooSlow;
    }
  }

  function grow(): void {
    const before = places;
    size *= 4;
    places = new Int32Array(width * size);
    for (let from = 0; from < before.length; from += width) {
      if (before[from] === 0) continue;
      let place = (before[from + 3] as number) & (size - 1);
      while (places[width * place] !== 0) place = (place + 1) & (size - 1);
      for (let index = 0; index < width; index += 1)
        places[width * place + index] = before[from + index] as number;
    }
  }

  function addPart(start: number, end: number, value: number): number {
    const hash = hashOf(start, end);
    const at = find(start, end - start, hash);
    if (at === tooSlow) return tooSlow;
    if (places[at] !== 0) return places[at + 2] as number;
    places[at] = start;
    places[at + 1] = end - start;
    places[at + 2] = value;
    places[at + 3] = hash;
    count += 1;
    if (2 * count > size) grow();
    return -1;
  }

  function getPart(start: number, end: number): number {
    const at = find(start, end - start, hashOf(start, end));
    if (at === tooSlow) return tooSlow;
    return places[at] === 0 ? -1 : (places[at + 2] as number);
  }

  return {
    add: (node, value) => addPart(tape.start(node), tape.end(node), value),
    get: (node) => getPart(tape.start(node), tape.end(node)),
    addPart,
    getPart,
  };
}
