import type { LockDocument } from '../types.ts';
import { pathCounts } from './count-paths.ts';
import { dominatorsOf } from './dominators.ts';
import { compare, distancesTo, type Network, networkOf } from './network.ts';
import { shortestPaths } from './shortest-paths.ts';

export interface PathsTo {
  /** Labels of the importers that reach the package, sorted. */
  readonly importers: string[];
  /** An importer's label, then real package names, the package itself last. Shortest first, then by name. */
  readonly paths: string[][];
  readonly pathsTotal: bigint;
  /** Names that every path passes through, between importer and package, from the importer on. */
  readonly dominators: string[];
  /** Names of the direct dependencies, of any importer, over which the package comes in, sorted. */
  readonly bump: string[];
  /** Names under which importers ask for a dependency of `bump`, where these are not its own; sorted. */
  readonly aliases: { alias: string; name: string }[];
  /** What is not whole: the search for it was given up in a graph that is more intricate than any that people write. */
  readonly cutShort: ('paths' | 'dominators')[];
}

/**
 * How a package of a document is reached. An importer's label is its name, or its path where it has none.
 * `paths` holds at most `limit` paths, the shortest ones, always the same. `pathsTotal` is the exact number
 * of paths in the graph without the edges that close a cycle, as a depth-first search from the importers
 * in order of their labels, and from each node in order of names, finds them; where a listed path uses such
 * an edge it may exceed that number, and then the number of listed paths counts. `importers`, `dominators`
 * and `bump` are those of the whole graph. All is empty where the importers are unknown.
 */
export function pathsTo(document: LockDocument, packageIndex: number, limit: number): PathsTo {
  const network = networkOf(document);
  if (network === null || packageIndex < 0 || packageIndex >= document.packages.length)
    return nowhere();
  const { importers, names, next } = network;
  const target = importers.length + packageIndex;
  const distances = distancesTo(network, target);
  const { paths: found, whole } = shortestPaths(network, target, distances, Math.max(limit, 1));
  const [shortest] = found;
  if (shortest === undefined) return nowhere();
  const reaching = [...importers.keys()].filter((node) => distances[node] !== -1);
  const bump = reaching
    .flatMap((node) => next[node] ?? [])
    .filter((node) => distances[node] !== -1)
    .map((node) => names[node] ?? '');
  const paths = found.slice(0, limit).map((path) => path.map((node) => names[node] ?? ''));
  const unavoidable = dominatorsOf(network, shortest, distances);
  const counted = pathCounts(network)[target] ?? 0n;
  const listed = BigInt(paths.length);
  return {
    importers: sorted(reaching.map((node) => names[node] ?? '')),
    paths: paths.toSorted((a, b) => a.length - b.length || compare(a.join('\0'), b.join('\0'))),
    pathsTotal: counted > listed ? counted : listed,
    dominators: [...unavoidable.names],
    bump: sorted(bump),
    aliases: aliasesOf(document, network, distances),
    cutShort: [
      ...(unavoidable.whole ? [] : (['dominators'] as const)),
      ...(whole ? [] : (['paths'] as const)),
    ],
  };
}

function nowhere(): PathsTo {
  return {
    importers: [],
    paths: [],
    pathsTotal: 0n,
    dominators: [],
    bump: [],
    aliases: [],
    cutShort: [],
  };
}

/** Of the dependencies over which the package comes in. */
function aliasesOf(
  document: LockDocument,
  { importers: labels }: Network,
  distances: readonly number[],
): PathsTo['aliases'] {
  const { importers } = document.graph();
  if (importers === 'unknown') return [];
  const found = new Map<string, PathsTo['aliases'][number]>();
  for (const { dependencies } of importers) {
    for (const { alias, to } of dependencies) {
      const name = to === null ? undefined : document.packages[to]?.name;
      if (to === null || name === undefined || name === alias) continue;
      if (distances[labels.length + to] !== -1) found.set(`${name}\0${alias}`, { alias, name });
    }
  }
  return [...found].toSorted(([a], [b]) => compare(a, b)).map(([, one]) => one);
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted(compare);
}
