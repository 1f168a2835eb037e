import { targetOf } from './sightings.ts';
import type { Part, Target } from './target.ts';

/**
 * Makes one target of all that are one thing: repositories of one origin, and whatever was reached twice. Gives the
 * joined target of each; in which order they come makes no difference.
 */
export function joinTargets(targets: readonly Target[]): Map<Target, Target> {
  const joined = new Map<Target, Target>();
  for (const same of Map.groupBy(targets, ({ identity }) => identity).values()) {
    const [first, ...others] = same.toSorted(byStanding) as [Target, ...Target[]];
    const parts = distinct(same.flatMap(({ parts: own }) => own));
    const target = others.length === 0 ? first : targetOf({ ...first, parts });
    for (const one of same) joined.set(one, target);
  }
  return joined;
}

function distinct(parts: readonly Part[]): Part[] {
  const byKey = new Map<string, Part>();
  for (const part of parts) {
    const known = byKey.get(part.key);
    if (known === undefined || part.rank < known.rank) byKey.set(part.key, part);
  }
  return [...byKey.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** A repository itself goes before a work tree of it that lies elsewhere; else the shortest place, which says it plainest. */
function byStanding(a: Target, b: Target): number {
  return rankOf(a) - rankOf(b) || a.place.length - b.place.length || (a.place < b.place ? -1 : 1);
}

function rankOf({ parts }: Target): number {
  const ranks = parts.filter(({ kind }) => kind === 'repository').map(({ rank }) => rank);
  return Math.min(1, ...ranks);
}
