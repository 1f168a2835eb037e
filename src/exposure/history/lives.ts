import type { RefClass } from '../../sources/types.ts';
import type { Chronicle } from './chronicle.ts';
import { type Clocks, clocksOf } from './clocks.ts';

/** What every row of a target asks of its commits, worked out once. */
export interface Lives {
  /**
   * When something could last be built from a commit as the newest of its line: the latest committer time of its
   * children, Infinity for the tip of a ref, its own time where nothing that states one follows it.
   */
  readonly end: Float64Array;
  /** 1 for a commit that a ref of a class that CI builds leads to: default branch, branch, pull request, tag. */
  readonly built: Uint8Array;
  /** 1 for the tip of a ref. */
  readonly tip: Uint8Array;
  readonly clocks: Clocks;
  /** Commits by committer time, those without one last; by number where it is the same. */
  readonly byTime: Int32Array;
  /** Commits of which a parent is not there. */
  readonly cut: readonly number[];
}

const builtClasses: ReadonlySet<RefClass> = new Set(['default', 'branch', 'pull', 'tag']);

/** Works out the lives of a chronicle's commits; `now` in seconds since 1970. Linear but for one sort. */
export function livesOf({ commits, refs }: Chronicle, now: number): Lives {
  const { committedAt, count, parents, parentStart } = commits;
  const childLatest = new Float64Array(count).fill(-Infinity);
  const built = new Uint8Array(count);
  const tip = new Uint8Array(count);
  for (const ref of refs) {
    tip[ref.commit] = 1;
    if (builtClasses.has(ref.class)) built[ref.commit] = 1;
  }
  const cut: number[] = [];
  for (let commit = count - 1; commit >= 0; commit -= 1) {
    let isCut = false;
    const time = committedAt[commit] as number;
    for (
      let at = parentStart[commit] as number;
      at < (parentStart[commit + 1] as number);
      at += 1
    ) {
      const parent = parents[at] as number;
      if (parent < 0) {
        isCut = true;
        continue;
      }
      if (built[commit] === 1) built[parent] = 1;
      if (time > (childLatest[parent] as number)) childLatest[parent] = time;
    }
    if (isCut) cut.push(commit);
  }
  const end = childLatest.map((latest, commit) => {
    if (tip[commit] === 1) return Infinity;
    return latest === -Infinity ? (committedAt[commit] as number) : latest;
  });
  return {
    end,
    built,
    tip,
    clocks: clocksOf(commits, childLatest, now),
    byTime: inOrderOfTime(committedAt),
    cut: cut.toReversed(),
  };
}

/** Seconds beyond which times are not told apart, years away from any that is meant: 2 to the power of 33. */
const farthest = 8_589_934_592;

/** As many as fit into a double beside a time. */
const packed = 2 ** 19;

function keyTime(time: number): number {
  return Number.isNaN(time)
    ? farthest + 1
    : Math.floor(Math.min(farthest, Math.max(-farthest, time)));
}

/** Commits by time, those without one last; by number where it is the same. Times are taken to the second. */
function inOrderOfTime(times: Float64Array): Int32Array {
  const width = times.length + 1;
  if (width > packed) {
    const order = Int32Array.from(times.keys());
    const timeOf = (commit: number): number => keyTime(times[commit] as number);
    return order.toSorted((a, b) => timeOf(a) - timeOf(b) || a - b);
  }
  // A time and a number in one: both are exact, and numbers sort without being compared by a function.
  const keys = times.map((time, commit) => keyTime(time) * width + commit);
  return Int32Array.from(keys.toSorted(), (key) => ((key % width) + width) % width);
}
