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
  const { parentStart, parents, tree } = store.rows;
  /** 0 not met, 1 on the way, 2 placed. */
  const state = new Uint8Array(count);
  const placed = new Int32Array(tree.length);
  const missing = new Set<number>();
  /** Commits on the way, and which of its parents each goes to next. */
  const stack: number[] = [];
  const nextParent: number[] = [];
  let size = 0;
  function enter(object: number): void {
    if (object === -1 || !store.has(object)) missing.add(object);
    else if (state[object] === 0) {
      state[object] = 1;
      stack.push(object);
      nextParent.push(parentStart[store.rowOf(object)] as number);
    }
  }
  for (const tip of tips) {
    enter(tip);
    while (stack.length > 0) {
      const top = stack.length - 1;
      const object = stack[top] as number;
      const index = nextParent[top] as number;
      if (index < (parentStart[store.rowOf(object) + 1] as number)) {
        nextParent[top] = index + 1;
        enter(parents.at(index));
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
