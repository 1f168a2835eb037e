import type { Network } from './network.ts';

/** Names followed side by side, one bit each. */
const together = 32;

/** Edges looked at before the search gives up; only a graph made for it has so many names that come twice. */
const patience = 500_000_000;

/**
 * Those of some names that every path from an importer to a node passes through, over whichever of their entries. Each
 * node bears the names that all ways to it have passed: its own, and what the nodes before it have in common. Bits only
 * ever fall, so that it ends whatever cycles there are.
 */
export function unavoidableNames(
  network: Network,
  target: number,
  distances: readonly number[],
  names: readonly string[],
): { names: ReadonlySet<string>; whole: boolean } {
  const found = new Set<string>();
  let work = 0;
  for (let from = 0; from < names.length; from += together) {
    if (work > patience) return { names: found, whole: false };
    const some = names.slice(from, from + together);
    const { bits, edges } = follow(network, distances, some);
    work += edges;
    for (const [bit, name] of some.entries())
      if (((bits[target] ?? 0) >>> bit) & 1) found.add(name);
  }
  return { names: found, whole: true };
}

/** By node, the bits of the names that every way to it has passed. */
function follow(
  { importers, names, next }: Network,
  distances: readonly number[],
  some: readonly string[],
): { bits: Int32Array; edges: number } {
  const bitOf = new Map(some.map((name, bit) => [name, 1 << bit]));
  const count = importers.length;
  const own = (node: number): number => (node < count ? 0 : (bitOf.get(names[node] ?? '') ?? 0));
  // Nothing is known of a node yet: every name may lie on all ways to it.
  const bits = new Int32Array(names.length).fill(-1);
  const open = [...importers.keys()].filter((node) => distances[node] !== -1);
  for (const node of open) bits[node] = 0;
  const waiting = new Uint8Array(names.length);
  let edges = 0;
  for (let at = 0; at < open.length; at += 1) {
    const node = open[at] as number;
    waiting[node] = 0;
    const passed = bits[node] as number;
    for (const to of next[node] ?? []) {
      edges += 1;
      if (distances[to] === -1) continue;
      const before = bits[to] as number;
      const after = before & (passed | own(to));
      if (after === before || to < count) continue;
      bits[to] = after;
      if (waiting[to] === 1) continue;
      waiting[to] = 1;
      open.push(to);
    }
  }
  return { bits, edges };
}
