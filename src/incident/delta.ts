import { purlOf } from '../package/purl.ts';
import { byCodeUnit } from './order.ts';
import type { Compromised } from './merge.ts';
import type { Indicator, Sources } from './schema.ts';
import { isRetracted } from './sources.ts';

/** What an import changed. All lists sorted. */
export interface IncidentDelta {
  /** purls with version. */
  readonly pairs: readonly string[];
  /** purls of packages that were not named before. */
  readonly packages: readonly string[];
  readonly ranges: readonly { purl: string; range: string }[];
  /** Commits of packages. */
  readonly references: readonly { purl: string; commit: string }[];
  readonly indicators: readonly { kind: Indicator['kind']; value: string }[];
  /** purls of pairs that some list stated before and none states now; they stay in the incident. */
  readonly retracted: readonly string[];
}

/** What `after` has that `before` had not, and which pairs no list stands behind any more. */
export function delta(before: Compromised, after: Compromised): IncidentDelta {
  const known = pairSources(before);
  const now = pairSources(after);
  const names = new Set(before.packages.map((each) => purlOf(each.ecosystem, each.name, null)));
  const ranges = new Set(before.packages.flatMap(rangesOf).map(rangeKey));
  const references = new Set(before.packages.flatMap(referencesOf).map(referenceKey));
  const indicators = new Set(before.indicators.map(indicatorKey));
  return {
    pairs: [...now.keys()].filter((purl) => !known.has(purl)),
    packages: after.packages
      .map((each) => purlOf(each.ecosystem, each.name, null))
      .filter((purl) => !names.has(purl))
      .toSorted(byCodeUnit),
    ranges: after.packages.flatMap(rangesOf).filter((each) => !ranges.has(rangeKey(each))),
    references: after.packages
      .flatMap(referencesOf)
      .filter((each) => !references.has(referenceKey(each))),
    indicators: after.indicators
      .filter((each) => !indicators.has(indicatorKey(each)))
      .map(({ kind, value }) => ({ kind, value })),
    retracted: [...known]
      .filter(([purl, sources]) => !isRetracted(sources) && isRetracted(now.get(purl) ?? {}))
      .map(([purl]) => purl),
  };
}

function pairSources({ packages }: Compromised): Map<string, Sources> {
  return new Map(
    packages.flatMap(({ ecosystem, name, versions }) =>
      Object.entries(versions).map(
        ([version, sources]) => [purlOf(ecosystem, name, version), sources] as const,
      ),
    ),
  );
}

function rangesOf({
  ecosystem,
  name,
  ranges,
}: Compromised['packages'][number]): { purl: string; range: string }[] {
  return Object.keys(ranges).map((range) => ({ purl: purlOf(ecosystem, name, null), range }));
}

function referencesOf({
  ecosystem,
  name,
  references = {},
}: Compromised['packages'][number]): { purl: string; commit: string }[] {
  return Object.keys(references).map((commit) => ({ purl: purlOf(ecosystem, name, null), commit }));
}

function referenceKey({ commit, purl }: { purl: string; commit: string }): string {
  return `${purl}\0${commit}`;
}

function rangeKey({ purl, range }: { purl: string; range: string }): string {
  return `${purl}\0${range}`;
}

function indicatorKey({ kind, value }: { kind: string; value: string }): string {
  return `${kind}\0${value}`;
}
