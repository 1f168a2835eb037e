import semver from 'semver';
import type { Offer } from '../npm/packuments.ts';
import type { Ask, Demand } from './demands.ts';
import type { Offered } from './seen.ts';

type Wanted = Pick<Demand, 'asks' | 'bad'>;

/**
 * The highest version below the bad one that everybody who asks accepts, among those that the registry has and no list
 * of the incident names. Prereleases count only where the bad one is one. Null where there is none.
 */
export function chooseReplacement(demand: Wanted, offered: Offered): Offer | null {
  return highest(
    demand,
    offered,
    demand.asks.map(({ range }) => range),
  );
}

/**
 * What the rule would choose if manifests that ask for exactly the bad version asked with a caret for an earlier one of
 * its line: a proposal to whoever decides. Null where no manifest does, or nothing fits all the same.
 */
export function ifTheRangeAllowed(demand: Wanted, offered: Offered): Offer | null {
  if (!demand.asks.some((ask) => asksExactly(ask, demand.bad))) return null;
  return highest(
    demand,
    offered,
    demand.asks.map((ask) => (asksExactly(ask, demand.bad) ? lineBelow(demand.bad) : ask.range)),
  );
}

function highest({ bad }: Wanted, { lower }: Offered, ranges: readonly string[]): Offer | null {
  const early = semver.prerelease(bad) !== null;
  return (
    lower
      .filter(({ version }) => semver.lt(version, bad))
      .filter(({ version }) => early || semver.prerelease(version) === null)
      .filter(({ version }) =>
        ranges.every((range) => range === '*' || semver.satisfies(version, range, true)),
      )
      .toSorted((a, b) => semver.rcompare(a.version, b.version))[0] ?? null
  );
}

function asksExactly({ direct, range, spec }: Ask, bad: string): boolean {
  return direct !== null && range === bad && semver.valid(spec.replace(/^.*@/, '')) !== null;
}

/** The same major version, minor where major is 0: the caret's rule. */
function lineBelow(bad: string): string {
  const { major, minor } = new semver.SemVer(bad);
  return major === 0 ? `>=0.${minor}.0-0 <${bad}` : `>=${major}.0.0-0 <${bad}`;
}

/** What was looked for in vain, and what there is to choose from: first what the rule would take if it were allowed to. */
export function inVain(demand: Demand, offered: Offered): string {
  const what = `${demand.name}@${demand.bad}`;
  if (!offered.known) return `${what}: the registry has no package of that name`;
  const ranges = [...new Set(demand.asks.map(({ by, spec }) => `${spec} (${by})`))].toSorted();
  const shown = ranges.slice(0, 5).join(', ') + (ranges.length > 5 ? ', …' : '');
  const first = ifTheRangeAllowed(demand, offered);
  const others = [...offered.lower, ...offered.higher].filter(
    ({ version }) => version !== first?.version,
  );
  const choices = others.slice(0, 5).map(named).join(', ');
  const allowed =
    first === null ? '' : `${named(first)}, which the rule would take if the range allowed it`;
  const all = [allowed, choices].filter((one) => one !== '').join('; also ');
  return `${what}: the registry has no version below it that no list names and that ${
    shown === '' ? 'its lockfile' : shown
  } accepts; it has ${all === '' ? 'no other that no list names' : all}`;
}

function named({ deprecated, version }: Offer): string {
  return deprecated ? `${version} (deprecated)` : version;
}
