import type { LockDocument } from '../types.ts';

/**
 * Importers and packages as nodes of one graph. Importers come first, by label; package `i` of the
 * document is node `importers.length + i`.
 */
export interface Network {
  /** Labels of the importers. */
  readonly importers: readonly string[];
  /** By node: an importer's label, a package's real name. */
  readonly names: readonly string[];
  /** By node, without doubles, by name and then by index: whatever walks the graph does so in one order. */
  readonly next: readonly (readonly number[])[];
  readonly previous: readonly (readonly number[])[];
}

const built = new WeakMap<LockDocument, Network | null>();

/** The network of a document, built once; null where its importers are unknown. */
export function networkOf(document: LockDocument): Network | null {
  const known = built.get(document);
  if (known !== undefined) return known;
  const network = build(document);
  built.set(document, network);
  return network;
}

function build(document: LockDocument): Network | null {
  const graph = document.graph();
  if (graph.importers === 'unknown') return null;
  const sorted = graph.importers
    .map((importer) => ({ label: importer.name ?? importer.path, importer }))
    .toSorted((a, b) => compare(a.label, b.label) || compare(a.importer.path, b.importer.path));
  const importers = sorted.map(({ label }) => label);
  const names = [...importers, ...document.packages.map(({ name }) => name)];
  const targets = names.map(() => new Set<number>());
  for (const [node, { importer }] of sorted.entries()) {
    for (const { to } of importer.dependencies)
      if (to !== null) targets[node]?.add(importers.length + to);
  }
  for (const { from, to } of graph.edges)
    targets[importers.length + from]?.add(importers.length + to);
  const next = targets.map((set) =>
    [...set].toSorted((a, b) => compare(names[a] ?? '', names[b] ?? '') || a - b),
  );
  const previous: number[][] = names.map(() => []);
  for (const [from, nodes] of next.entries()) for (const to of nodes) previous[to]?.push(from);
  return { importers, names, next, previous };
}

/** Order by code unit, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By node, the least number of steps to `target`; -1 where no way leads there. */
export function distancesTo(network: Network, target: number): readonly number[] {
  const distances = Array.from<number>({ length: network.names.length }).fill(-1);
  distances[target] = 0;
  const open = [target];
  for (const node of open) {
    for (const before of network.previous[node] ?? []) {
      if (distances[before] !== -1) continue;
      distances[before] = (distances[node] ?? 0) + 1;
      open.push(before);
    }
  }
  return distances;
}
