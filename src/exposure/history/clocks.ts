import type { CommitTable } from '../../sources/history.ts';

/** What a commit's clock is wrong by: nothing, its own children, or the time at which it was looked at. */
export type ClockFault =
  | 'none'
  | 'no-time'
  | 'before-its-parents'
  | 'after-its-children'
  | 'in-the-future';

const faults: readonly ClockFault[] = [
  'none',
  'no-time',
  'before-its-parents',
  'after-its-children',
  'in-the-future',
];

export interface Clocks {
  faultOf(commit: number): ClockFault;
  /** 1 for a commit whose time cannot be right. */
  readonly wrong: Uint8Array;
  /**
   * Seconds since 1970 before which a commit was certainly not made: its own time where that can be right, else the
   * latest such time of its parents; -Infinity where nothing tells.
   */
  readonly notBefore: Float64Array;
}

/** Seconds by which the clocks of machines may differ before one of them is called wrong. */
const slack = 600;

/**
 * Which committer times cannot be right. A commit stands alone before its parents when those who come after it agree
 * with them; it is dated after its children when some of those, but not one that stands alone, are older. `now` is the
 * time of the look in seconds since 1970. Linear.
 */
export function clocksOf(commits: CommitTable, childLatest: Float64Array, now: number): Clocks {
  const { committedAt, count, parents, parentStart } = commits;
  const fault = new Uint8Array(count);
  const descendant = new Float64Array(count).fill(Infinity);
  const latestParent = (commit: number): number => {
    let latest = -Infinity;
    for (
      let at = parentStart[commit] as number;
      at < (parentStart[commit + 1] as number);
      at += 1
    ) {
      const parent = parents[at] as number;
      if (parent >= 0 && (committedAt[parent] as number) > latest)
        latest = committedAt[parent] as number;
    }
    return latest;
  };
  for (let commit = count - 1; commit >= 0; commit -= 1) {
    const time = committedAt[commit] as number;
    const latest = latestParent(commit);
    const isLone = time < latest - slack && !((childLatest[commit] as number) < latest - slack);
    if (Number.isNaN(time)) fault[commit] = 1;
    else if (time > now + slack) fault[commit] = 4;
    else if (isLone) fault[commit] = 2;
    else if (time > (descendant[commit] as number) + slack) fault[commit] = 3;
    const counts = !Number.isNaN(time) && !isLone;
    const earliest = counts ? Math.min(time, descendant[commit] as number) : descendant[commit];
    for (
      let at = parentStart[commit] as number;
      at < (parentStart[commit + 1] as number);
      at += 1
    ) {
      const parent = parents[at] as number;
      if (parent >= 0 && (earliest as number) < (descendant[parent] as number))
        descendant[parent] = earliest as number;
    }
  }
  return {
    faultOf: (commit) => faults[fault[commit] as number] ?? 'none',
    wrong: fault.map((one) => Number(one !== 0)),
    notBefore: notBeforeOf(commits, fault),
  };
}

function notBeforeOf(
  { committedAt, count, parents, parentStart }: CommitTable,
  fault: Uint8Array,
): Float64Array {
  const notBefore = new Float64Array(count).fill(-Infinity);
  for (let commit = 0; commit < count; commit += 1) {
    if (fault[commit] === 0) {
      notBefore[commit] = committedAt[commit] as number;
      continue;
    }
    for (
      let at = parentStart[commit] as number;
      at < (parentStart[commit + 1] as number);
      at += 1
    ) {
      const parent = parents[at] as number;
      if (parent >= 0 && (notBefore[parent] as number) > (notBefore[commit] as number))
        notBefore[commit] = notBefore[parent] as number;
    }
  }
  return notBefore;
}
