import { hashStart, hashStep } from '../coordinate-hash.ts';
import type { JsonTape } from './json-tape.ts';

/**
 * Whether no two of these strings are equal: keys of one object, of which JSON.parse keeps the last of two. False also
 * where one has an escape, and where telling would take long, as in a file made so that it does.
 */
export function areDistinct(tape: JsonTape, strings: readonly number[]): boolean {
  if (strings.some((node) => tape.hasEscape(node))) return false;
  return strings.length <= few ? areDistinctFew(tape, strings) : areDistinctMany(tape, strings);
}

const few = 8;

function areDistinctFew(tape: JsonTape, strings: readonly number[]): boolean {
  return strings.every((node, index) => {
    for (let other = index + 1; other < strings.length; other += 1)
      if (areEqual(tape, node, strings[other] as number)) return false;
    return true;
  });
}

/** Open addressing: a string lies at the place that its hash names, or at the next that is free. */
function areDistinctMany(tape: JsonTape, strings: readonly number[]): boolean {
  const size = 1 << (33 - Math.clz32(strings.length));
  const table = new Int32Array(size).fill(-1);
  const view = new DataView(tape.bytes.buffer, tape.bytes.byteOffset, tape.bytes.byteLength);
  let steps = 16 * strings.length;
  for (const node of strings) {
    let place = hashOf(tape, view, node) & (size - 1);
    for (; table[place] !== -1; place = (place + 1) & (size - 1)) {
      steps -= 1;
      if (steps === 0 || areEqual(tape, node, table[place] as number)) return false;
    }
    table[place] = node;
  }
  return true;
}

/** Takes four bytes a step. Its low bits, which choose the place, depend on its high ones. */
function hashOf(tape: JsonTape, view: DataView, node: number): number {
  const end = tape.end(node);
  let at = tape.start(node);
  let hash = hashStart;
  for (; at + 4 <= end; at += 4) hash = Math.imul(hash ^ view.getInt32(at), 0x9e3779b1);
  for (; at < end; at += 1) hash = hashStep(hash, view.getUint8(at));
  hash = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
  return hash ^ (hash >>> 16);
}

function areEqual(tape: JsonTape, a: number, b: number): boolean {
  const length = tape.end(a) - tape.start(a);
  if (tape.end(b) - tape.start(b) !== length) return false;
  const from = tape.start(a);
  const other = tape.start(b);
  for (let index = 0; index < length; index += 1)
    if (tape.bytes[from + index] !== tape.bytes[other + index]) return false;
  return true;
}
