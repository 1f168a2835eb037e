import { areDistinct } from './json-distinct.ts';
import { type JsonTape, valueOf } from './json-tape.ts';

/** Looks members of objects up by their keys. */
export interface MemberScan {
  /** By the order of the words: the value's node, -1 for a member that is not there. Overwritten by the next `look`. */
  readonly found: Int32Array;
  /** False where a key stands twice or has an escape: then what is found says nothing. */
  look(object: number): boolean;
}

interface Word {
  readonly bytes: Uint8Array;
  readonly index: number;
}

/** A scan for these keys. */
export function createMemberScan(tape: JsonTape, words: readonly Uint8Array[]): MemberScan {
  const found = new Int32Array(words.length);
  const others: number[] = [];
  const longest = Math.max(0, ...words.map(({ length }) => length));
  const byLength: Word[][] = Array.from({ length: longest + 1 }, () => []);
  for (const [index, bytes] of words.entries()) byLength[bytes.length]?.push({ bytes, index });

  /** -1 for another key. */
  function indexOf(key: number): number {
    const candidates = byLength[tape.end(key) - tape.start(key)];
    if (candidates !== undefined)
      for (let at = 0; at < candidates.length; at += 1) {
        const { bytes, index } = candidates[at] as Word;
        if (tape.spells(key, bytes)) return index;
      }
    return -1;
  }

  return {
    found,
    look(object) {
      for (let index = 0; index < found.length; index += 1) found[index] = -1;
      others.length = 0;
      const last = tape.last(object);
      for (let key = tape.first(object); key < last; key = tape.behind(valueOf(key))) {
        const index = indexOf(key);
        if (index === -1) others.push(key);
        else if (found[index] === -1) found[index] = valueOf(key);
        else return false;
      }
      return others.length === 0 || areDistinct(tape, others);
    },
  };
}
