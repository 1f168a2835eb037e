import type { CommitStore } from './commit-store.ts';

/** Commits in an order in which parents come before their children. */
export interface Ordered {
  /** Object numbers. */
  readonly objects: Int32Array;
  /** Object numbers of commits that are asked for and not there, ascending; -1 stands for all that have no number. */
  readonly missing: readonly number[];
}

/**
 * The commits that can be reached from some, parents first. What a commit that was not read leads to is not known: it is
 * missing, and what comes after it stands.
 */
export function ancestorsFirst(tips: Iterable<number>, store: CommitStore, count: number): Ordered {
  const { parents } = store.rows;
  /** 0 not met, 1 on the way, 2 placed. */
  const state = new Uint8Array(count);
  const placed = new Int32Array(parents.length);
  const missing = new Set<number>();
  const stack: number[] = [];
  const nextParent: number[] = [];
  let size = 0;
  function enter(object: number): void {
    if (object === -1 || !store.has(object)) missing.add(object);
    else if (state[object] === 0) {
      state[object] = 1;
      stack.push(object);
      nextParent.push(0);
    }
  }
  for (const tip of tips) {
    enter(tip);
    while (stack.length > 0) {
      const object = stack.at(-1) as number;
      const own = parents[store.rowOf(object)] as readonly number[];
      const index = nextParent.at(-1) as number;
      if (index < own.length) {
        nextParent[nextParent.length - 1] = index + 1;
        enter(own[index] as number);
        continue;
      }
      stack.pop();
      nextParent.pop();
      state[object] = 2;
      placed[size++] = object;
    }
  }
  return { objects: placed.subarray(0, size), missing: [...missing].toSorted((a, b) => a - b) };
}
