import type { Exposure } from './schema.ts';

type Weighed = Pick<Exposure, 'grade' | 'history' | 'place' | 'window'>;

/** Whether commits of the past alone hold it: nothing does now. */
export function isPast({ history, place }: Pick<Exposure, 'history' | 'place'>): boolean {
  return history !== undefined && place.refs.length === 0;
}

/** Those that count for something: what only came when it could be installed no more, and went again, is none. */
export function countingExposures<T extends Weighed>(exposures: readonly T[]): readonly T[] {
  return exposures.filter((one) => weightOf(one) !== null);
}

/**
 * What one exposure makes of its target; null where it counts for nothing. What is there now counts as its grade says:
 * a pin or an installed tree is `exposed`, a range that lets one in `possibly-exposed`. What is gone from every place
 * counts the same where it was certainly there while it could be installed. Where nobody can say, it is
 * `possibly-exposed`. Where it certainly was not, because it came after the takedown and went again, nothing was ever
 * installed from it: it is listed, with its classes, and does not count.
 */
export function weightOf(exposure: Weighed): 'exposed' | 'possibly-exposed' | null {
  const own = exposure.grade === 'resolvable' ? 'possibly-exposed' : 'exposed';
  if (!isPast(exposure)) return own;
  switch (exposure.window.overlap) {
    case 'inside':
      return own;
    case 'outside':
      return null;
    case 'unknown':
      return 'possibly-exposed';
  }
}
