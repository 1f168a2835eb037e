import type { DominatorTree } from './dominator-tree.ts';

/** A dominator tree made ready for questions, by number. */
export interface Subtrees {
  /** Nodes that hang on it, itself among them. */
  readonly sizes: Int32Array;
  /** Place in an order in which those that hang on a node follow it without a gap. */
  readonly places: Int32Array;
}

/** Sizes and places, without recursion: a tree may be as deep as it has nodes. */
export function subtreesOf({ dominators }: DominatorTree): Subtrees {
  const count = dominators.length;
  const sizes = new Int32Array(count).fill(1);
  for (let at = count - 1; at > 0; at -= 1) {
    const parent = dominators[at] as number;
    sizes[parent] = (sizes[parent] as number) + (sizes[at] as number);
  }
  const places = new Int32Array(count);
  const free = new Int32Array(count);
  free[0] = 1;
  for (let at = 1; at < count; at += 1) {
    const parent = dominators[at] as number;
    places[at] = free[parent] as number;
    free[parent] = (free[parent] as number) + (sizes[at] as number);
    free[at] = (places[at] as number) + 1;
  }
  return { sizes, places };
}

/** The lowest node that all of some hang on; one alone is its own. Gives also the steps that it took. */
export function commonDominator(
  { dominators }: DominatorTree,
  { places, sizes }: Subtrees,
  nodes: readonly number[],
): { node: number; steps: number } {
  let [first] = nodes as [number];
  let last = first;
  for (const node of nodes) {
    if ((places[node] as number) < (places[first] as number)) first = node;
    if ((places[node] as number) > (places[last] as number)) last = node;
  }
  let [at, steps] = [first, nodes.length];
  while ((places[at] as number) + (sizes[at] as number) <= (places[last] as number)) {
    at = dominators[at] as number;
    steps += 1;
  }
  return { node: at, steps };
}
