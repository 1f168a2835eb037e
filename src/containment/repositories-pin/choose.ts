import semver from 'semver';
import type { Offer } from '../npm/packuments.ts';
import { acceptedBy, type Demand } from './demands.ts';
import type { Offered } from './seen.ts';

/**
 * The highest version below the bad one that everybody who asks accepts, among those that the registry has and no list
 * of the incident names. Prereleases count only where the bad one is one. Null where there is none.
 */
export function chooseReplacement(
  demand: Pick<Demand, 'asks' | 'bad'>,
  offered: Offered,
): Offer | null {
  const early = semver.prerelease(demand.bad) !== null;
  return (
    offered.lower
      .filter(({ version }) => semver.lt(version, demand.bad))
      .filter(({ version }) => early || semver.prerelease(version) === null)
      .filter(({ version }) =>
        demand.asks
          .map((ask) => acceptedBy(ask, demand.bad))
          .every((range) => range === '*' || semver.satisfies(version, range, true)),
      )
      .toSorted((a, b) => semver.rcompare(a.version, b.version))[0] ?? null
  );
}

/** What was looked for in vain, and what there is to choose from. */
export function inVain(demand: Demand, offered: Offered): string {
  const what = `${demand.name}@${demand.bad}`;
  if (!offered.known) return `${what}: the registry has no package of that name`;
  const ranges = [...new Set(demand.asks.map(({ by, spec }) => `${spec} (${by})`))].toSorted();
  const shown = ranges.slice(0, 5).join(', ') + (ranges.length > 5 ? ', …' : '');
  const choices = [...offered.lower.slice(0, 5), ...offered.higher]
    .map(({ deprecated, version }) => (deprecated ? `${version} (deprecated)` : version))
    .join(', ');
  return `${what}: the registry has no version below it that no list names and that ${
    shown === '' ? 'its lockfile' : shown
  } accepts; it has ${choices === '' ? 'no other that no list names' : choices}`;
}
