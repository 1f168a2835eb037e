import type { Network } from './network.ts';

const counted = new WeakMap<Network, readonly bigint[]>();

/**
 * By node, the number of paths from any importer, in the graph without the edges that close a cycle.
 * Which edges those are is settled by one depth-first search from the importers in the network's order.
 */
export function pathCounts(network: Network): readonly bigint[] {
  const known = counted.get(network);
  if (known !== undefined) return known;
  const { order, closing } = search(network);
  const counts: bigint[] = network.names.map((_, node) =>
    node < network.importers.length ? 1n : 0n,
  );
  for (const node of order) {
    for (const [position, to] of (network.next[node] ?? []).entries()) {
      if (closing.get(node)?.has(position)) continue;
      counts[to] = (counts[to] ?? 0n) + (counts[node] ?? 0n);
    }
  }
  counted.set(network, counts);
  return counts;
}

/** One way through a network. */
export interface Search {
  /** Nodes that importers reach, every node before those its remaining edges lead to. */
  readonly order: readonly number[];
  /** Per node the positions, among its edges, of those that close a cycle. */
  readonly closing: ReadonlyMap<number, ReadonlySet<number>>;
}

const unseen = 0;
const onTheWay = 1;
const finished = 2;

/** A depth-first search from the importers in the network's order. */
export function search({ importers, next }: Network): Search {
  const state = new Uint8Array(next.length);
  const position = new Uint32Array(next.length);
  const finishedFirst: number[] = [];
  const closing = new Map<number, Set<number>>();
  for (const root of importers.keys()) {
    const way = [root];
    state[root] = onTheWay;
    for (let node = way.at(-1); node !== undefined; node = way.at(-1)) {
      const at = position[node] ?? 0;
      const to = next[node]?.[at];
      position[node] = at + 1;
      if (to === undefined) {
        finishedFirst.push(node);
        state[node] = finished;
        way.pop();
      } else if (state[to] === unseen) {
        state[to] = onTheWay;
        way.push(to);
      } else if (state[to] === onTheWay) {
        closing.set(node, (closing.get(node) ?? new Set()).add(at));
      }
    }
  }
  return { order: finishedFirst.toReversed(), closing };
}
