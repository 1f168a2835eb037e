import type { Interval } from './intervals.ts';
import type { Cooldown, Release } from './types.ts';

/** When a client could get a version: for certain, and at most. Null for never. */
export interface Live {
  readonly certain: Interval | null;
  readonly possible: Interval | null;
}

/** A release through the eyes of a client whose cooldown holds back what is new. */
export function liveOf(release: Release, cooldown: Cooldown | null): Live {
  const { publishedAt, removedAt } = release;
  const ends = removedAt === null ? Infinity : removedAt;
  if (cooldown?.before !== null && cooldown?.before !== undefined) {
    // Clients differ in what they make of a version without a time.
    if (publishedAt !== null && publishedAt > cooldown.before)
      return { certain: null, possible: null };
  }
  const age = cooldown?.age ?? 0;
  const possible = intervalOf(
    publishedAt === null ? -Infinity : publishedAt + age,
    ends === 'unknown' ? Infinity : ends,
  );
  if (publishedAt === null || ends === 'unknown') return { certain: null, possible };
  return { certain: possible, possible };
}

function intervalOf(from: number, to: number): Interval | null {
  return from < to ? { from, to } : null;
}
