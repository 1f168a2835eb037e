import type { LockDocument } from '../types.ts';
import { pathCounts } from './count-paths.ts';
import { dominatorsOf } from './dominators.ts';
import { compare, distancesTo, networkOf } from './network.ts';
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
  const found = shortestPaths(network, target, distances, Math.max(limit, 1));
  const [shortest] = found;
  if (shortest === undefined) return nowhere();
  const reaching = [...importers.keys()].filter((node) => distances[node] !== -1);
  const bump = reaching
    .flatMap((node) => next[node] ?? [])
    .filter((node) => distances[node] !== -1)
    .map((node) => names[node] ?? '');
  const paths = found.slice(0, limit).map((path) => path.map((node) => names[node] ?? ''));
  const counted = pathCounts(network)[target] ?? 0n;
  const listed = BigInt(paths.length);
  return {
    importers: sorted(reaching.map((node) => names[node] ?? '')),
    paths: paths.toSorted((a, b) => a.length - b.length || compare(a.join('\0'), b.join('\0'))),
    pathsTotal: counted > listed ? counted : listed,
    dominators: [...dominatorsOf(network, shortest, distances)],
    bump: sorted(bump),
  };
}

function nowhere(): PathsTo {
  return { importers: [], paths: [], pathsTotal: 0n, dominators: [], bump: [] };
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted(compare);
}
