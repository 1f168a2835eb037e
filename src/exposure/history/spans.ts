import type { Chronicle } from './chronicle.ts';
import type { Lives } from './lives.ts';

/** Seconds since 1970; `from` is NaN where its commit states no time, `to` too, and Infinity where it is there still. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where something was, in one go. */
export interface Times {
  /** First and last commit that hold it, by committer time; -1 where none states a time. */
  readonly first: number;
  readonly last: number;
  /** The union of their lives, in order. */
  readonly spans: readonly Span[];
}

/** When it was anywhere at all; `holds` has 1 for each commit that holds it. One pass in order of time. */
export function timesOf({ commits }: Chronicle, { byTime, end }: Lives, holds: Uint8Array): Times {
  const spans: { from: number; to: number }[] = [];
  let [first, last] = [-1, -1];
  for (let at = 0; at < byTime.length; at += 1) {
    const commit = byTime[at] as number;
    if (holds[commit] === 0) continue;
    const from = commits.committedAt[commit] as number;
    if (Number.isNaN(from)) break;
    if (first === -1) first = commit;
    last = commit;
    const to = Math.max(from, end[commit] as number);
    const open = spans.at(-1);
    if (open !== undefined && !(from > open.to)) open.to = Math.max(open.to, to);
    else spans.push({ from, to });
  }
  return { first, last, spans };
}

/** A span of a branch, with the commits at which it begins and ends; -1 where it has not ended. */
export interface LineSpan extends Span {
  readonly by: number;
  readonly until: number;
}

/**
 * When the line of first parents that leads to a tip held it: what a branch's own builds saw. Commits that could not
 * be read are passed over. Linear.
 */
export function lineSpans(
  { commits, unread }: Chronicle,
  holds: Uint8Array,
  tip: number,
): LineSpan[] {
  const line: number[] = [];
  for (let commit = tip; commit >= 0;) {
    if (unread[commit] === 0) line.push(commit);
    const from = commits.parentStart[commit] as number;
    const hasParent = from < (commits.parentStart[commit + 1] as number);
    commit = hasParent ? (commits.parents[from] as number) : -1;
  }
  const spans: LineSpan[] = [];
  let by = -1;
  const close = (to: number, until: number): void => {
    if (by !== -1) spans.push({ from: commits.committedAt[by] as number, to, by, until });
    by = -1;
  };
  for (const commit of line.toReversed()) {
    if (holds[commit] === 1) by = by === -1 ? commit : by;
    else close(commits.committedAt[commit] as number, commit);
  }
  close(Infinity, -1);
  return spans;
}
