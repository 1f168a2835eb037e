import type { Network } from './network.ts';

interface Step {
  readonly node: number;
  readonly before: Step | null;
  readonly length: number;
  /** Whether some step led no nearer to the target: until then no node can come twice. */
  readonly detour: boolean;
}

export interface FoundPaths {
  readonly paths: readonly (readonly number[])[];
  /** False where the search was given up before it had as many as were asked for. */
  readonly whole: boolean;
}

/** Steps looked at before the search gives up; only a graph made for it has so many near misses. */
const patience = 2_000_000;

/**
 * At most `limit` paths from importers to a node, as nodes, shortest first, none twice through one node.
 * Steps wait in a queue by the least length that a path over them can have, so that the first arrivals
 * are the shortest; among equals the network's order decides. Paths that read the same count once.
 */
export function shortestPaths(
  network: Network,
  target: number,
  distances: readonly number[],
  limit: number,
): FoundPaths {
  const queue: Step[][] = [];
  const paths = new Map<string, readonly number[]>();
  let work = 0;
  function wait(step: Step): void {
    const whole = step.length + (distances[step.node] ?? 0);
    (queue[whole] ??= []).push(step);
  }
  for (const node of [...network.importers.keys()].toReversed()) {
    if (distances[node] !== -1) wait({ node, before: null, length: 0, detour: false });
  }
  for (let whole = 0; whole < queue.length; whole += 1) {
    // Last in, first out: among countless paths of one length, one is finished before the next is begun.
    for (let step = queue[whole]?.pop(); step !== undefined; step = queue[whole]?.pop()) {
      if (paths.size >= limit || work > patience)
        return { paths: [...paths.values()], whole: paths.size >= limit };
      work += 1;
      if (step.node === target) {
        const path = nodesOf(step);
        const reads = path.map((node) => network.names[node]).join('\0');
        if (!paths.has(reads)) paths.set(reads, path);
        continue;
      }
      const here = distances[step.node] ?? 0;
      for (const node of (network.next[step.node] ?? []).toReversed()) {
        const there = distances[node] ?? -1;
        if (there === -1) continue;
        const detour = step.detour || there >= here;
        if (detour) work += step.length;
        if (detour && passes(step, node)) continue;
        work += 1;
        wait({ node, before: step, length: step.length + 1, detour });
      }
    }
  }
  return { paths: [...paths.values()], whole: true };
}

function passes(step: Step, node: number): boolean {
  for (let at: Step | null = step; at !== null; at = at.before) if (at.node === node) return true;
  return false;
}

function nodesOf(step: Step): readonly number[] {
  const nodes: number[] = [];
  for (let at: Step | null = step; at !== null; at = at.before) nodes.push(at.node);
  return nodes.toReversed();
}
