import type { Network } from './network.ts';
import { unavoidableNames } from './unavoidable-names.ts';

export interface Dominators {
  readonly names: readonly string[];
  /** False where the search was given up: names may be missing. */
  readonly whole: boolean;
}

/**
 * Names that every path from any importer to the last node of `path` passes through, importers and the
 * package's own name excluded, in the order of `path`, which is one of those paths. A name counts also
 * where different entries of it stand on different paths.
 */
export function dominatorsOf(
  network: Network,
  path: readonly number[],
  distances: readonly number[],
): Dominators {
  const own = network.names[path.at(-1) ?? -1] ?? '';
  const unavoidable = unavoidableNodes(network, path, distances);
  const entries = countNames(network, distances);
  const between = path.slice(1, -1).map((node) => ({ node, name: network.names[node] ?? '' }));
  const found = new Set<string>();
  const open = new Set<string>();
  for (const { name, node } of between) {
    if (name === own) continue;
    if (unavoidable.has(node)) found.add(name);
    else if ((entries.get(name) ?? 0) > 1) open.add(name);
  }
  const asked = [...open].filter((name) => !found.has(name));
  const { names, whole } = unavoidableNames(network, path.at(-1) ?? -1, distances, asked);
  const ordered = new Set(
    between.map(({ name }) => name).filter((name) => found.has(name) || names.has(name)),
  );
  return { names: [...ordered], whole };
}

/**
 * Nodes of the path that no other way goes around. Walking along the path, all that hangs on it is
 * explored; a node is unavoidable when nothing explored before it leads beyond it.
 */
function unavoidableNodes(
  network: Network,
  path: readonly number[],
  distances: readonly number[],
): ReadonlySet<number> {
  const places = new Map(path.map((node, place) => [node, place]));
  const seen = new Set<number>();
  const unavoidable = new Set<number>();
  const others = [...network.importers.keys()].filter(
    (node) => distances[node] !== -1 && !places.has(node),
  );
  let farthest = 0;
  for (const [place, start] of path.entries()) {
    if (place > 0 && farthest <= place) unavoidable.add(start);
    if (place === path.length - 1) break;
    const open = place === 0 ? [start, ...others] : [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const to of network.next[node] ?? []) {
        if (distances[to] === -1) continue;
        const at = places.get(to);
        if (at !== undefined) farthest = Math.max(farthest, at);
        else if (!seen.has(to)) {
          seen.add(to);
          open.push(to);
        }
      }
    }
  }
  return unavoidable;
}

function countNames(network: Network, distances: readonly number[]): ReadonlyMap<string, number> {
  const entries = new Map<string, number>();
  for (const [node, name] of network.names.entries()) {
    if (distances[node] !== -1) entries.set(name, (entries.get(name) ?? 0) + 1);
  }
  return entries;
}
