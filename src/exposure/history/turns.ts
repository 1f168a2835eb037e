import type { Chronicle } from './chronicle.ts';

/** Commits at which something came or went. Numbers ascend. */
export interface Turns {
  /** Those that hold it. */
  readonly count: number;
  /** Hold it, and no parent does. */
  readonly introduced: readonly number[];
  /** Those of `introduced` of which a parent is not there or could not be read: it may have come before. */
  readonly behindGap: ReadonlySet<number>;
  /** Do not hold it, and a parent does. */
  readonly removed: readonly number[];
  /** Merges that hold it, as a parent does that is not the first, and the first does not: it came onto that line. */
  readonly merged: readonly number[];
}

/** Finds where it came and went; `holds` has 1 for each commit that holds it. One pass. */
export function turnsOf({ commits, unread }: Chronicle, holds: Uint8Array): Turns {
  const { count, parents, parentStart } = commits;
  const turns = {
    introduced: [] as number[],
    behindGap: new Set<number>(),
    removed: [] as number[],
    merged: [] as number[],
  };
  let holding = 0;
  for (let commit = Math.max(0, holds.indexOf(1)); commit < count; commit += 1) {
    const from = parentStart[commit] as number;
    const to = parentStart[commit + 1] as number;
    let fromParents = false;
    let gap = false;
    for (let at = from; at < to; at += 1) {
      const parent = parents[at] as number;
      if (parent < 0 || unread[parent] === 1) gap = true;
      else if (holds[parent] === 1) fromParents = true;
    }
    if (holds[commit] === 1) {
      holding += 1;
      if (!fromParents) {
        turns.introduced.push(commit);
        if (gap) turns.behindGap.add(commit);
      } else if (isClean(parents[from] as number, holds, unread)) turns.merged.push(commit);
    } else if (fromParents && unread[commit] === 0) turns.removed.push(commit);
  }
  return { count: holding, ...turns };
}

function isClean(parent: number, holds: Uint8Array, unread: Uint8Array): boolean {
  return parent >= 0 && unread[parent] === 0 && holds[parent] === 0;
}
