/**
 * Which node each node hangs on: its immediate dominator, through which every way from the start to it leads. Nodes are
 * numbered in the order in which a depth-first search meets them, so that a node's number is above that of what it hangs on.
 */
export interface DominatorTree {
  /** By number, the node; the start is number 0. */
  readonly nodes: Int32Array;
  /** By node, its number; -1 for one that no way leads to. */
  readonly numbers: Int32Array;
  /** By number, the number of the immediate dominator; the start's is its own. */
  readonly dominators: Int32Array;
}

/** A graph with one start: by node, those that follow it and those before it. */
export interface Flow {
  readonly start: number;
  readonly next: readonly (readonly number[])[];
  readonly previous: readonly (readonly number[])[];
}

/** The dominator tree of a graph, by Lengauer and Tarjan's algorithm (TOPLAS 1979) with simple linking: E log V steps. */
export function dominatorTree({ next, previous, start }: Flow): DominatorTree {
  const { nodes, numbers, parents } = depthFirst(next, start);
  const count = nodes.length;
  const semi = Int32Array.from(nodes.keys());
  const dominators = new Int32Array(count);
  const forest = newForest(count, semi);
  const waiting: number[][] = Array.from({ length: count }, () => []);
  for (let at = count - 1; at > 0; at -= 1) {
    for (const node of previous[nodes[at] as number] ?? []) {
      const before = numbers[node] as number;
      if (before === -1) continue;
      const best = semi[forest.lowest(before)] as number;
      if (best < (semi[at] as number)) semi[at] = best;
    }
    waiting[semi[at] as number]?.push(at);
    const parent = parents[at] as number;
    forest.link(parent, at);
    for (const one of waiting[parent] ?? []) {
      const lowest = forest.lowest(one);
      dominators[one] = (semi[lowest] as number) < (semi[one] as number) ? lowest : parent;
    }
    waiting[parent] = [];
  }
  for (let at = 1; at < count; at += 1)
    if (dominators[at] !== semi[at])
      dominators[at] = dominators[dominators[at] as number] as number;
  return { nodes, numbers, dominators };
}

function depthFirst(
  next: Flow['next'],
  start: number,
): { nodes: Int32Array; numbers: Int32Array; parents: Int32Array } {
  const numbers = new Int32Array(next.length).fill(-1);
  const position = new Int32Array(next.length);
  const nodes = [start];
  const parents = [0];
  const way = [start];
  numbers[start] = 0;
  for (let node = way.at(-1); node !== undefined; node = way.at(-1)) {
    const to = next[node]?.[position[node] as number];
    position[node] = (position[node] as number) + 1;
    if (to === undefined) way.pop();
    else if (numbers[to] === -1) {
      numbers[to] = nodes.length;
      nodes.push(to);
      parents.push(numbers[node] as number);
      way.push(to);
    }
  }
  return { nodes: Int32Array.from(nodes), numbers, parents: Int32Array.from(parents) };
}

/** Trees that grow together, each asked for the node with the lowest semidominator on the way up to its root. */
function newForest(
  count: number,
  semi: Int32Array,
): { link(parent: number, child: number): void; lowest(node: number): number } {
  const above = new Int32Array(count).fill(-1);
  const label = Int32Array.from({ length: count }, (_, index) => index);
  /** Lets every node on the way point at the root. */
  function shorten(node: number): void {
    const way: number[] = [];
    let at = node;
    while (above[above[at] as number] !== -1) {
      way.push(at);
      at = above[at] as number;
    }
    for (let one = way.pop(); one !== undefined; one = way.pop()) {
      const parent = above[one] as number;
      if ((semi[label[parent] as number] as number) < (semi[label[one] as number] as number))
        label[one] = label[parent] as number;
      above[one] = above[parent] as number;
    }
  }
  return {
    link(parent, child) {
      above[child] = parent;
    },
    lowest(node) {
      if (above[node] === -1) return node;
      shorten(node);
      return label[node] as number;
    },
  };
}
