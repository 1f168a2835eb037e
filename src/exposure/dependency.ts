import { classify, pathsTo } from '../lockfile/graph.ts';
import type { LockDocument } from '../lockfile/types.ts';
import type { Hit } from './hits.ts';
import type { Exposure } from './schema.ts';

export type Dependency = Exposure['dependency'];

/** Paths kept per exposure; the count of all is exact beside them. */
const keptPaths = 5;

const strength: Record<Dependency['scope'], number> = {
  prod: 0,
  peer: 1,
  optional: 2,
  dev: 3,
  unknown: 4,
};

const found = new WeakMap<Hit, Dependency>();

/** How each hit of one artefact comes to be there, by hit. Graphs are built only for documents that hold one, and once. */
export function dependenciesOf(hits: readonly Hit[]): Pick<WeakMap<Hit, Dependency>, 'get'> {
  const open = hits.filter((hit) => !found.has(hit));
  for (const [document, held] of Map.groupBy(open, (hit) => hit.document)) {
    const classes = classify(document);
    for (const hit of held) found.set(hit, dependencyOf(document, hit.index, classes));
  }
  return found;
}

function dependencyOf(
  document: LockDocument,
  index: number,
  classes: ReturnType<typeof classify>,
): Dependency {
  const { aliases, bump, cutShort, dominators, importers, paths, pathsTotal } = pathsTo(
    document,
    index,
    keptPaths,
  );
  const { direct, scope } = classes[index] as (typeof classes)[number];
  return {
    direct,
    scope,
    importers,
    paths,
    pathsTotal: pathsTotal.toString(),
    dominators,
    bump,
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(cutShort.length === 0 ? {} : { cutShort }),
  };
}

/** Joins what several entries of one file say of one package. */
export function joinEntries(all: readonly Dependency[]): Dependency {
  const total = all.reduce((sum, one) => sum + BigInt(one.pathsTotal), 0n);
  return { ...join(all), pathsTotal: total.toString() };
}

/** Joins what several versions of a file say of one package; the first counts for most, and its number of paths stands. */
export function joinVersions(all: readonly Dependency[]): Dependency {
  return join(all);
}

function join(all: readonly Dependency[]): Dependency {
  const [first, ...rest] = all as [Dependency, ...Dependency[]];
  if (rest.length === 0) return first;
  const paths = new Map(all.flatMap((one) => one.paths).map((path) => [path.join('\0'), path]));
  return {
    direct: all.some((one) => one.direct === true)
      ? true
      : all.some((one) => one.direct === null)
        ? null
        : false,
    scope: all
      .map((one) => one.scope)
      .toSorted((a, b) => strength[a] - strength[b])[0] as Dependency['scope'],
    importers: union(all.map((one) => one.importers)),
    paths: [...paths.values()].toSorted(byLength).slice(0, keptPaths),
    pathsTotal: first.pathsTotal,
    dominators: first.dominators.filter((name) =>
      rest.every((one) => one.dominators.includes(name)),
    ),
    bump: union(all.map((one) => one.bump)),
    ...joinedAliases(all),
    ...joinedCuts(all),
  };
}

function joinedAliases(all: readonly Dependency[]): Pick<Dependency, 'aliases'> {
  const rows = all.flatMap(({ aliases = [] }) => aliases);
  const byKey = new Map(rows.map((one) => [`${one.name}\0${one.alias}`, one]));
  const aliases = [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return aliases.length === 0 ? {} : { aliases };
}

function joinedCuts(all: readonly Dependency[]): Pick<Dependency, 'cutShort'> {
  const cutShort = [...new Set(all.flatMap((one) => one.cutShort ?? []))].toSorted();
  return cutShort.length === 0 ? {} : { cutShort };
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].toSorted();
}

function byLength(a: readonly string[], b: readonly string[]): number {
  return a.length - b.length || (a.join('\0') < b.join('\0') ? -1 : 1);
}
