import type { Window } from '../../incident/schema.ts';
import type { HeldIn } from '../../sources/history.ts';
import { isForgedBot } from '../../sources/sign-people.ts';
import type { Sign } from '../schema.ts';

/** A commit that holds something. */
export interface HoldingCommit {
  readonly oid: string;
  /** Milliseconds since 1970; NaN where it states no time. The committer's clock. */
  readonly at: number;
}

/** The first and the last commit that hold something, in the order of the history, in which parents come first. */
export function heldSpan(held: HeldIn): HoldingCommit[] {
  const { commits, states } = held.history;
  const has = heldBy(held);
  return [states.findIndex(has), states.findLastIndex(has)]
    .filter((commit) => commit !== -1)
    .map((commit) => ({
      oid: commits.oidOf(commit),
      at: 1000 * (commits.committedAt[commit] ?? Number.NaN),
    }));
}

/** When something was there, as tips and commits that hold it tell. */
export function signWindow(
  ofTips: Sign['window'],
  holding: readonly HoldingCommit[],
  { from, to }: Window,
): Sign['window'] {
  const tips = [ofTips.firstSeen, ofTips.lastSeen].flatMap((time) =>
    time === null ? [] : [Date.parse(time)],
  );
  const times = [...holding.map(({ at }) => at), ...tips].filter((at) => Math.abs(at) < 8.64e15);
  if (times.length === 0) return ofTips;
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const end = to ?? from;
  const during =
    from !== null && end !== null && first <= Date.parse(end) && last >= Date.parse(from);
  return {
    ...ofTips,
    firstSeen: new Date(first).toISOString(),
    lastSeen: new Date(last).toISOString(),
    overlap: during ? 'inside' : ofTips.overlap,
  };
}

/**
 * That the first commit which holds a sign says a bot wrote it, while somebody else committed it; null where it does not.
 * Said beside a sign alone: by itself it tells nothing, as whoever rebases a bot's branch makes such commits.
 */
export function forgedBot(held: HeldIn): string | null {
  const { commits, states } = held.history;
  const first = states.findIndex(heldBy(held));
  const author = commits.people[commits.author[first] ?? -1];
  const committer = commits.people[commits.committer[first] ?? -1];
  if (author === undefined || committer === undefined || !isForgedBot(author, committer))
    return null;
  return `the first commit that holds it says that ${author.name} wrote it, and ${committer.name} committed it`;
}

function heldBy({ states }: HeldIn): (state: number) => boolean {
  const wanted = new Set(states);
  return (state) => wanted.has(state);
}
