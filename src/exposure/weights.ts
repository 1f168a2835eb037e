import type { Weight } from '../inventory/types.ts';
import { search } from '../lockfile/graph/count-paths.ts';
import { type Network, networkOf } from '../lockfile/graph/network.ts';
import type { LockDocument } from '../lockfile/types.ts';
import type { Artefact } from '../sources/types.ts';
import { dominatedGroups } from './weighing/dominated.ts';

/**
 * What hangs on each external package that an artefact's importers reach, by ecosystem and name. None where it says not
 * what asks for what, or tells of an install: that repeats what a lockfile says.
 */
export function weightsOf({ reading }: Artefact): readonly Weight[] {
  if (reading.describes !== 'resolution') return [];
  return sumOfWeights(reading.documents.map(documentWeights));
}

/** Weights of several together, sorted by ecosystem and name. */
export function sumOfWeights(all: readonly (readonly Weight[])[]): readonly Weight[] {
  const sums = new Map<string, Weight>();
  for (const one of all.flat()) {
    const key = keyOf(one);
    const { dominates, paths } = sums.get(key) ?? { dominates: 0, paths: 0 };
    const sum = Math.min(Number.MAX_SAFE_INTEGER, paths + one.paths);
    sums.set(key, { ...one, paths: sum, dominates: dominates + one.dominates });
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, weight]) => weight);
}

function documentWeights(document: LockDocument): Weight[] {
  const network = networkOf(document);
  if (network === null) return [];
  const paths = countedPaths(network);
  const groups = new Map<string, { ecosystem: string; name: string; nodes: number[] }>();
  for (const [index, { ecosystem, name, source }] of document.packages.entries()) {
    const node = network.importers.length + index;
    if (source === 'workspace' || source === 'file' || paths[node] === 0) continue;
    const key = keyOf({ ecosystem, name });
    const group = groups.get(key) ?? { ecosystem, name, nodes: [] };
    group.nodes.push(node);
    groups.set(key, group);
  }
  const all = [...groups.values()];
  const dominated = dominatedGroups(
    network,
    all.map(({ nodes }) => nodes),
  );
  return all.map(({ ecosystem, name, nodes }, index) => ({
    ecosystem,
    name,
    paths: nodes.reduce((sum, node) => added(sum, paths[node] as number), 0),
    dominates: dominated[index] as number,
  }));
}

/**
 * By node, paths from importers, as `pathsTo` counts them, up to 2^53 - 1: there may be more than any number holds that is
 * not as long as the file.
 */
function countedPaths(network: Network): Float64Array {
  const { closing, order } = search(network);
  const counts = new Float64Array(network.names.length);
  counts.fill(1, 0, network.importers.length);
  for (const node of order) {
    const closed = closing.get(node);
    for (const [position, to] of (network.next[node] ?? []).entries())
      if (!closed?.has(position)) counts[to] = added(counts[to] as number, counts[node] as number);
  }
  return counts;
}

function added(a: number, b: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, a + b);
}

function keyOf({ ecosystem, name }: Pick<Weight, 'ecosystem' | 'name'>): string {
  return `${ecosystem}\n${name}`;
}
