import { hashStart } from '../coordinate-hash.ts';
import { type JsonTape, valueOf } from '../reading/json-tape.ts';

/** Holds what entries ask for against the folders that entries lie in, by the hashes of their names. */
export interface Answers {
  /** A folder of that name is there. */
  lies(name: number): void;
  /** Takes the names in an object of dependencies; -1 for none. False for a name with an escape. */
  asks(object: number): boolean;
  /** Whether every name that was asked for is that of a folder. */
  areWhole(): boolean;
}

/** Answers for the entries of one file. */
export function createAnswers(tape: JsonTape): Answers {
  const folders = new Set<number>();
  const asked: number[] = [];
  return {
    lies: (name) => void folders.add(name),
    asks(object) {
      if (object === -1 || !tape.isObject(object)) return true;
      const last = tape.last(object);
      for (let key = tape.first(object); key < last; key = tape.behind(valueOf(key))) {
        if (tape.hasEscape(key)) return false;
        asked.push(tape.hash(hashStart, key));
      }
      return true;
    },
    areWhole: () => asked.every((name) => folders.has(name)),
  };
}
