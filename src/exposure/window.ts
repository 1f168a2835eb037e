import type { Window } from '../incident/schema.ts';
import { strongest } from '../sources/ref-order.ts';
import type { Ref } from '../sources/types.ts';
import type { Exposure } from './schema.ts';

/**
 * When an exposure was there, as far as ref tips tell. A tip's content has been there since its commit
 * at the latest, and is there now; it may have come with an earlier commit, which tips do not show.
 * So `inside` is certain, and a tip younger than the window leaves `unknown`, never `outside`.
 */
export function windowOf(refs: readonly Ref[], incident: Window): Exposure['window'] {
  const times = refs.flatMap((ref) => ref.committedAt ?? []).toSorted();
  const firstSeen = times[0] ?? null;
  const lastSeen = times.at(-1) ?? null;
  const live = strongest(refs);
  return {
    firstSeen,
    lastSeen,
    overlap: overlapOf(firstSeen, incident),
    live: live === null || live === 'other' ? 'none' : live,
  };
}

function overlapOf(firstSeen: string | null, { from, to }: Window): Exposure['window']['overlap'] {
  if (firstSeen === null) return 'unknown';
  const end = to ?? from;
  // As moments: the same one can be written with and without fractions of a second.
  return end !== null && Date.parse(firstSeen) <= Date.parse(end) ? 'inside' : 'unknown';
}
