import type { Window } from '../incident/schema.ts';
import { strongest } from '../sources/ref-order.ts';
import type { Ref } from '../sources/types.ts';
import { endsOf } from './history/exposure-history.ts';
import type { Trace } from './history/trace.ts';
import type { Exposure } from './schema.ts';

/**
 * When an exposure was there, as its commits tell; `refs` are the places that hold it now. What a work tree holds may
 * have been there before anybody committed it, so that `outside` is then not known.
 */
export function windowOfTrace(refs: readonly Ref[], trace: Trace): Exposure['window'] {
  const { first, last } = endsOf(trace);
  const uncommitted = refs.some((ref) => ref.class === 'worktree');
  return {
    firstSeen: first?.committedAt ?? null,
    lastSeen: last?.committedAt ?? null,
    overlap: uncommitted && trace.overlap === 'outside' ? 'unknown' : trace.overlap,
    live: liveOf(refs),
  };
}

/**
 * When an exposure was there, as far as ref tips tell. A tip's content has been there since its commit
 * at the latest, and is there now; it may have come with an earlier commit, which tips do not show.
 * So `inside` is certain, and a tip younger than the window leaves `unknown`, never `outside`.
 */
export function windowOf(refs: readonly Ref[], incident: Window): Exposure['window'] {
  const times = refs.flatMap((ref) => ref.committedAt ?? []).toSorted();
  const firstSeen = times[0] ?? null;
  const lastSeen = times.at(-1) ?? null;
  return {
    firstSeen,
    lastSeen,
    overlap: overlapOf(firstSeen, incident),
    live: liveOf(refs),
  };
}

function liveOf(refs: readonly Ref[]): Exposure['window']['live'] {
  const live = strongest(refs);
  return live === null || live === 'other' ? 'none' : live;
}

function overlapOf(firstSeen: string | null, { from, to }: Window): Exposure['window']['overlap'] {
  if (firstSeen === null) return 'unknown';
  const end = to ?? from;
  // As moments: the same one can be written with and without fractions of a second.
  return end !== null && Date.parse(firstSeen) <= Date.parse(end) ? 'inside' : 'unknown';
}
