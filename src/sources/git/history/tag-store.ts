import type { ObjectTable } from './object-table.ts';

/** What annotated tags point at. A tag is called by its object's number. */
export interface TagStore {
  /** Takes a tag's content; false where it names nothing. */
  take(object: number, bytes: Buffer): boolean;
  /** The object that a tag leads to in the end, itself where it is no tag; -1 where that is not in the repository. */
  peel(object: number): number;
}

/** Git itself follows tags of tags without end; nobody nests more. */
const maxNesting = 64;

/** A store of nothing. */
export function emptyTagStore(objects: ObjectTable): TagStore {
  const targets = new Map<number, number>();
  return {
    take(object, bytes) {
      const target = /^object ([0-9a-f]{40}|[0-9a-f]{64})\n/.exec(
        bytes.toString('latin1', 0, 80),
      )?.[1];
      if (target === undefined) return false;
      targets.set(object, objects.findHex(target));
      return true;
    },
    peel(object) {
      let at = object;
      for (let depth = 0; depth < maxNesting; depth += 1) {
        const next = at === -1 ? undefined : targets.get(at);
        if (next === undefined) return at;
        at = next;
      }
      return -1;
    },
  };
}
