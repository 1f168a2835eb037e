import type { Network } from '../../lockfile/graph/network.ts';
import { dominatorTree } from './dominator-tree.ts';
import { commonDominator, subtreesOf } from './subtrees.ts';

/** Steps after which what is left is only estimated; lockfiles that people have take a hundredth. */
const patience = 50_000_000;

/**
 * How many groups of nodes would not be reached without each group: every way from the importers to any of their nodes
 * leads through one of its own. Exact where a group has one node; where it has several, too, unless the graph is so
 * intricate that `patience` runs out: the figure is then a lower bound. Groups that nothing reaches have none.
 */
export function dominatedGroups(
  network: Network,
  groups: readonly (readonly number[])[],
): readonly number[] {
  const start = network.names.length;
  const roots = [...network.importers.keys()];
  const next = [...network.next, roots];
  const previous = network.previous.map((nodes, node) =>
    node < roots.length ? [...nodes, start] : nodes,
  );
  const tree = dominatorTree({ start, next, previous });
  const subtrees = subtreesOf(tree);
  const reached = groups.map((nodes) =>
    nodes.map((node) => tree.numbers[node] as number).filter((number) => number !== -1),
  );
  let steps = 0;
  const held = new Int32Array(tree.nodes.length);
  const meeting = reached.map((numbers) => {
    if (numbers.length === 0 || steps > patience) return -1;
    const found = commonDominator(tree, subtrees, numbers);
    steps += found.steps;
    held[found.node] = (held[found.node] as number) + 1;
    return found.node;
  });
  for (let at = held.length - 1; at > 0; at -= 1) {
    const parent = tree.dominators[at] as number;
    held[parent] = (held[parent] as number) + (held[at] as number);
  }
  const groupOf = groupsByNode(groups, next.length);
  const total = reached.filter((numbers) => numbers.length > 0).length;
  return reached.map((numbers, group) => {
    if (numbers.length === 0) return 0;
    const own = meeting[group] as number;
    const alone = numbers.map(
      (number) => (held[number] as number) - (isBelow(own, number) ? 1 : 0),
    );
    if (numbers.length === 1 || steps > patience)
      return alone.reduce((most, one) => Math.max(most, one), 0);
    if (numbers.every((number) => next[tree.nodes[number] as number]?.length === 0)) return 0;
    const without = reachedWithout(next, start, groupOf, group);
    steps += without.steps;
    return total - 1 - without.groups;
  });

  /** Whether a node hangs on another, or is it. */
  function isBelow(number: number, above: number): boolean {
    const [place, top] = [subtrees.places[number] as number, subtrees.places[above] as number];
    return number !== -1 && place >= top && place < top + (subtrees.sizes[above] as number);
  }
}

function groupsByNode(groups: readonly (readonly number[])[], count: number): Int32Array {
  const groupOf = new Int32Array(count).fill(-1);
  for (const [group, nodes] of groups.entries()) for (const node of nodes) groupOf[node] = group;
  return groupOf;
}

/** How many groups the start reaches around one of them. */
function reachedWithout(
  next: readonly (readonly number[])[],
  start: number,
  groupOf: Int32Array,
  left: number,
): { groups: number; steps: number } {
  const seen = new Uint8Array(next.length);
  const met = new Uint8Array(next.length);
  const open = [start];
  let groups = 0;
  let steps = next.length;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const to of next[node] ?? []) {
      steps += 1;
      const group = groupOf[to] as number;
      if (seen[to] === 1 || group === left) continue;
      seen[to] = 1;
      open.push(to);
      if (group === -1 || met[group] === 1) continue;
      met[group] = 1;
      groups += 1;
    }
  }
  return { groups, steps };
}
