import type { JsonTape } from './json-tape.ts';

/**
 * Whether no two of these strings are equal: keys of one object, of which JSON.parse keeps the last of two. False also
 * where one has an escape, and where telling would take long, as in a file made so that it does.
 */
export function areDistinct(tape: JsonTape, strings: readonly number[]): boolean {
  for (let index = 0; index < strings.length; index += 1)
    if (tape.hasEscape(strings[index] as number)) return false;
  return strings.length <= few ? areDistinctFew(tape, strings) : areDistinctMany(tape, strings);
}

const few = 12;

function areDistinctFew(tape: JsonTape, strings: readonly number[]): boolean {
  for (let index = 1; index < strings.length; index += 1)
    for (let other = 0; other < index; other += 1)
      if (tape.same(strings[index] as number, strings[other] as number)) return false;
  return true;
}

/** Open addressing: a string lies at the place that its hash names, or at the next that is free. */
function areDistinctMany(tape: JsonTape, strings: readonly number[]): boolean {
  const size = 1 << (33 - Math.clz32(strings.length));
  /** 0 stands for what is free: that is the whole file's node. */
  const table = new Int32Array(size);
  let steps = 16 * strings.length;
  for (const node of strings) {
    let place = tape.mix(node) & (size - 1);
    for (; table[place] !== 0; place = (place + 1) & (size - 1)) {
      steps -= 1;
      if (steps === 0 || tape.same(node, table[place] as number)) return false;
    }
    table[place] = node;
  }
  return true;
}
