import { isoMoment } from '../sources/moment.ts';
import type { RepositoryHistory } from '../sources/history.ts';
import type { FoundCommit, FoundPlace } from './index-results.ts';

/** Commits of states, ready to be asked for. */
export interface HeldStates {
  /** What runs of states come to, each as its first and last; null where no commit has one of them. */
  held(runs: readonly number[]): {
    readonly history: NonNullable<FoundPlace['history']>;
    /** Refs whose own commit has one of them. */
    readonly refs: readonly string[];
  } | null;
}

interface State {
  commits: number;
  first: number;
  last: number;
  readonly refs: number[];
}

/** Goes through all commits once, so that each question is about states alone. */
export function statesOfHistory({ commits, refs, states }: RepositoryHistory): HeldStates {
  const byState = new Map<number, State>();
  const { isBefore, isAfter } = byTime(commits.committedAt);
  for (let commit = 0; commit < commits.count; commit += 1) {
    const state = states[commit] ?? -1;
    if (state < 0) continue;
    const known = byState.get(state);
    if (known === undefined)
      byState.set(state, { commits: 1, first: commit, last: commit, refs: [] });
    else {
      known.commits += 1;
      if (isBefore(commit, known.first)) known.first = commit;
      if (isAfter(commit, known.last)) known.last = commit;
    }
  }
  for (const [index, { commit }] of refs.entries())
    byState.get(states[commit] ?? -1)?.refs.push(index);
  const commitOf = (commit: number): FoundCommit => ({
    commit: commits.oidOf(commit),
    at: isoMoment(commits.committedAt[commit] ?? Number.NaN),
  });
  return {
    held(runs) {
      let all: State | null = null;
      for (const state of statesIn(runs)) {
        const one = byState.get(state);
        if (one === undefined) continue;
        all ??= { commits: 0, first: one.first, last: one.last, refs: [] };
        all.commits += one.commits;
        if (isBefore(one.first, all.first)) all.first = one.first;
        if (isAfter(one.last, all.last)) all.last = one.last;
        for (const ref of one.refs) all.refs.push(ref);
      }
      if (all === null) return null;
      const own = all.refs.toSorted((a, b) => a - b).map((ref) => refs[ref]?.name ?? '');
      return {
        history: {
          commits: all.commits,
          first: commitOf(all.first),
          last: commitOf(all.last),
          tip: own.length > 0,
        },
        refs: own,
      };
    },
  };
}

type Compare = (a: number, b: number) => boolean;

/** By committer time, then parents first. What states no time is neither before nor after what does. */
function byTime(times: Float64Array): { isBefore: Compare; isAfter: Compare } {
  const timeOf = (commit: number): number => times[commit] ?? Number.NaN;
  const hasTime: Compare = (a, b) => !Number.isNaN(timeOf(a)) && Number.isNaN(timeOf(b));
  const isSame: Compare = (a, b) =>
    timeOf(a) === timeOf(b) || (Number.isNaN(timeOf(a)) && Number.isNaN(timeOf(b)));
  return {
    isBefore: (a, b) => hasTime(a, b) || timeOf(a) < timeOf(b) || (isSame(a, b) && a < b),
    isAfter: (a, b) => hasTime(a, b) || timeOf(a) > timeOf(b) || (isSame(a, b) && a > b),
  };
}

/** Each state once: runs of several rows of one path may overlap. */
function* statesIn(runs: readonly number[]): Generator<number> {
  const spans: [number, number][] = [];
  for (let at = 0; at + 1 < runs.length; at += 2)
    spans.push([runs[at] as number, runs[at + 1] as number]);
  let next = 0;
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    for (let state = Math.max(from, next); state <= to; state += 1) yield state;
    next = Math.max(next, to + 1);
  }
}
