import { createTable } from './json-table.ts';
import { type JsonTape, valueOf } from './json-tape.ts';

/**
 * Whether no two of these strings are equal: keys of one object, of which JSON.parse keeps the last of two. False also
 * where one has an escape, and where telling would take long, as in a file made so that it does.
 */
export function areDistinct(tape: JsonTape, strings: readonly number[]): boolean {
  for (let index = 0; index < strings.length; index += 1)
    if (tape.hasEscape(strings[index] as number)) return false;
  if (strings.length <= few) return areDistinctFew(tape, strings);
  const table = createTable(tape);
  for (const node of strings) if (table.add(node, 0) !== -1) return false;
  return true;
}

const few = 12;

function areDistinctFew(tape: JsonTape, strings: readonly number[]): boolean {
  for (let index = 1; index < strings.length; index += 1)
    for (let other = 0; other < index; other += 1)
      if (tape.same(strings[index] as number, strings[other] as number)) return false;
  return true;
}

/** The keys of an object; null for what is none, and where one stands twice or is written with an escape. */
export function distinctKeys(tape: JsonTape, object: number): readonly number[] | null {
  if (!tape.isObject(object)) return null;
  const keys: number[] = [];
  for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key)))
    keys.push(key);
  return areDistinct(tape, keys) ? keys : null;
}
