import { compareVersions } from '../package/version.ts';
import { byCodeUnit, compareIndicators, comparePackages } from './order.ts';
import type { ListReading } from './reading.ts';
import type { CompromisedPackage, Incident, Indicator } from './schema.ts';
import { addSource, retract, settleSources } from './sources.ts';
import type { SourceMap } from './sources.ts';

/** What an incident says is compromised, without the story around it. */
export type Compromised = Pick<Incident, 'packages' | 'indicators'>;

interface OpenPackage {
  readonly ecosystem: string;
  readonly name: string;
  readonly versions: Map<string, SourceMap>;
  readonly ranges: Map<string, SourceMap>;
  readonly references: Map<string, OpenReference>;
}

interface OpenReference {
  readonly versions: Set<string>;
  since: boolean;
  readonly sources: SourceMap;
}

interface OpenIndicator {
  readonly kind: Indicator['kind'];
  readonly value: string;
  context: string | null;
  readonly sources: SourceMap;
}

/**
 * The union of what was known and what the lists say, with who says it: per fact, each list and the
 * vendors that list names itself. Sorted by ecosystem, name and version order.
 *
 * A list that was imported before under the same name is replaced by its new reading. What it states no
 * more loses it as a source; a fact that no list states any more is kept all the same, with the source
 * `<list> (retracted)`: a shrinking list must not make an exposure vanish.
 */
export function mergeLists(existing: Compromised, readings: readonly ListReading[]): Compromised {
  const packages = new Map<string, OpenPackage>();
  const indicators = new Map<string, OpenIndicator>();
  for (const known of existing.packages) openPackage(packages, known.ecosystem, known.name, known);
  for (const known of existing.indicators) {
    indicators.set(identity(known.kind, known.value), {
      ...known,
      sources: new Map(Object.entries(known.sources)),
    });
  }
  for (const list of new Set(readings.map((reading) => reading.name)))
    retractAll(packages, indicators, list);
  for (const reading of readings) {
    for (const { ecosystem, name, version, vendors } of reading.pairs) {
      addSource(
        slot(openPackage(packages, ecosystem, name).versions, version),
        reading.name,
        vendors,
      );
    }
    for (const { ecosystem, name, range, vendors } of reading.ranges) {
      addSource(slot(openPackage(packages, ecosystem, name).ranges, range), reading.name, vendors);
    }
    for (const stated of reading.references)
      addReference(
        openPackage(packages, stated.ecosystem, stated.name).references,
        stated,
        reading.name,
      );
    for (const stated of reading.indicators) addIndicator(indicators, stated, reading.name);
  }
  return {
    packages: [...packages.values()].map(closePackage).toSorted(comparePackages),
    indicators: [...indicators.values()]
      .map(({ sources, ...rest }) => ({ ...rest, sources: settleSources(sources) }))
      .toSorted(compareIndicators),
  };
}

function openPackage(
  into: Map<string, OpenPackage>,
  ecosystem: string,
  name: string,
  known?: CompromisedPackage,
): OpenPackage {
  const key = identity(ecosystem, name);
  const open = into.get(key) ?? {
    ecosystem,
    name,
    versions: openFacts(known?.versions),
    ranges: openFacts(known?.ranges),
    references: new Map(
      Object.entries(known?.references ?? {}).map(([commit, { since, sources, versions }]) => [
        commit,
        { versions: new Set(versions), since, sources: new Map(Object.entries(sources)) },
      ]),
    ),
  };
  into.set(key, open);
  return open;
}

function openFacts(facts: CompromisedPackage['versions'] = {}): Map<string, SourceMap> {
  return new Map(
    Object.entries(facts).map(([fact, sources]) => [fact, new Map(Object.entries(sources))]),
  );
}

function closePackage({
  ecosystem,
  name,
  versions,
  ranges,
  references,
}: OpenPackage): CompromisedPackage {
  return {
    ecosystem,
    name,
    versions: closeFacts(versions, compareVersions),
    ranges: closeFacts(ranges, byCodeUnit),
    ...(references.size === 0 ? {} : { references: closeReferences(references) }),
  };
}

function closeFacts(
  facts: ReadonlyMap<string, SourceMap>,
  order: (a: string, b: string) => number,
): CompromisedPackage['versions'] {
  return Object.fromEntries(
    [...facts]
      .toSorted(([a], [b]) => order(a, b))
      .map(([fact, sources]) => [fact, settleSources(sources)]),
  );
}

function closeReferences(
  references: ReadonlyMap<string, OpenReference>,
): NonNullable<CompromisedPackage['references']> {
  return Object.fromEntries(
    [...references]
      .toSorted(([a], [b]) => byCodeUnit(a, b))
      .map(([commit, { since, sources, versions }]) => [
        commit,
        {
          versions: [...versions].toSorted(compareVersions),
          since,
          sources: settleSources(sources),
        },
      ]),
  );
}

function addReference(
  into: Map<string, OpenReference>,
  { commit, since, vendors, version }: ListReading['references'][number],
  list: string,
): void {
  const open = into.get(commit) ?? { versions: new Set<string>(), since, sources: new Map() };
  if (version !== null) open.versions.add(version);
  open.since ||= since;
  addSource(open.sources, list, vendors);
  into.set(commit, open);
}

function addIndicator(
  into: Map<string, OpenIndicator>,
  stated: ListReading['indicators'][number],
  list: string,
): void {
  const key = identity(stated.kind, stated.value);
  const open = into.get(key) ?? {
    kind: stated.kind,
    value: stated.value,
    context: stated.context,
    sources: new Map(),
  };
  // Which of two contexts stays must not hang on the order of the files.
  if (stated.context !== null && (open.context === null || stated.context < open.context))
    open.context = stated.context;
  addSource(open.sources, list, stated.vendors);
  into.set(key, open);
}

function retractAll(
  packages: ReadonlyMap<string, OpenPackage>,
  indicators: ReadonlyMap<string, OpenIndicator>,
  list: string,
): void {
  for (const { versions, ranges, references } of packages.values()) {
    const all = [...references.values()].map(({ sources }) => sources);
    for (const sources of [...versions.values(), ...ranges.values(), ...all])
      retract(sources, list);
  }
  for (const { sources } of indicators.values()) retract(sources, list);
}

function slot(facts: Map<string, SourceMap>, fact: string): SourceMap {
  const sources = facts.get(fact) ?? new Map<string, readonly string[]>();
  facts.set(fact, sources);
  return sources;
}

function identity(a: string, b: string): string {
  return `${a}\0${b}`;
}
