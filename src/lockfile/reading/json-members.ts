import { areDistinct } from './json-distinct.ts';
import { type JsonTape, valueOf } from './json-tape.ts';

/** Looks members of objects up by their keys. */
export interface MemberScan {
  /** By the order of the words: the value's node, -1 for a member that is not there. Overwritten by the next `look`. */
  readonly found: Int32Array;
  /** False where a key stands twice or has an escape: then what is found says nothing. */
  look(object: number): boolean;
}

/** Objects that tools write have few shapes; in a file with more, each object is looked at by itself. */
const mostKeys = 512;
const mostBeside = 8;
const mostInARow = 64;

/**
 * A scan for these keys. Objects of one list mostly have the same keys in the same order, so that the rows of keys that
 * were met are kept as a tree: a key that stands where it stood before needs one comparison, and is known to differ from
 * all in front of it.
 */
export function createMemberScan(tape: JsonTape, words: readonly Uint8Array[]): MemberScan {
  const found = new Int32Array(words.length);
  /** By the number of a place in the tree; 0 is in front of all keys, and stands for none. */
  const keys: number[] = [0];
  const indexes: number[] = [-1];
  const firstBehind: number[] = [0];
  const beside: number[] = [0];
  const inFront: number[] = [0];

  /** The place of a key behind another place: one that is new where none is there. -1 where it stands twice, -2 where there is no room. */
  function grow(place: number, key: number): number {
    if (tape.hasEscape(key)) return -1;
    let row = 0;
    for (let at = place; at !== 0; at = inFront[at] as number) {
      if (tape.same(keys[at] as number, key)) return -1;
      row += 1;
    }
    let count = 0;
    for (let at = firstBehind[place] as number; at !== 0; at = beside[at] as number) count += 1;
    if (keys.length === mostKeys || count === mostBeside || row === mostInARow) return -2;
    const added = keys.push(key) - 1;
    indexes.push(indexOf(tape, key, words));
    beside.push(firstBehind[place] as number);
    firstBehind.push(0);
    inFront.push(place);
    firstBehind[place] = added;
    return added;
  }

  function lookAlone(object: number): boolean {
    found.fill(-1);
    const all: number[] = [];
    for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key))) {
      all.push(key);
      const index = indexOf(tape, key, words);
      if (index !== -1) found[index] = valueOf(key);
    }
    return areDistinct(tape, all);
  }

  return {
    found,
    look(object) {
      for (let index = 0; index < found.length; index += 1) found[index] = -1;
      const last = tape.last(object);
      let place = 0;
      for (let key = tape.first(object); key < last; key = tape.behind(valueOf(key))) {
        let next = firstBehind[place] as number;
        while (next !== 0 && !tape.same(keys[next] as number, key)) next = beside[next] as number;
        if (next === 0) next = grow(place, key);
        if (next < 0) return next === -2 && lookAlone(object);
        const index = indexes[next] as number;
        if (index !== -1) found[index] = valueOf(key);
        place = next;
      }
      return true;
    },
  };
}

function indexOf(tape: JsonTape, key: number, words: readonly Uint8Array[]): number {
  for (let index = 0; index < words.length; index += 1)
    if (tape.spells(key, words[index] as Uint8Array)) return index;
  return -1;
}
