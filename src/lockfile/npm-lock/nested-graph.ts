import type { Dependency, Edge, Graph } from '../types.ts';
import { requestsOf } from '../reading/manifest.ts';
import { isRecord, textOf } from '../reading/value.ts';

/** An entry of a nested tree. `parent` is an index into the nodes, -1 for the project. */
export interface NestedNode {
  readonly parent: number;
  readonly alias: string;
  readonly entry: Record<string, unknown>;
  /** Index into the document's packages, -1 where the entry could not be read. */
  readonly package: number;
}

/**
 * Importers and edges of a nested tree: `requires` names what an entry asks for, and it is found among
 * the entry's own dependencies or those of the nearest ancestor that has it. The project's requests
 * stand in its package.json alone: without it the importers are unknown.
 */
export function nestedGraph(
  nodes: readonly NestedNode[],
  manifest: Record<string, unknown> | null,
  path: string,
): Graph {
  const children = childrenOf(nodes);
  function find(from: number, alias: string): number | null {
    for (let at = from; ; at = nodes[at]?.parent ?? -1) {
      const found = nodes[children.get(at)?.get(alias) ?? -1]?.package ?? -1;
      if (found !== -1) return found;
      if (at === -1) return null;
    }
  }
  const edges: Edge[] = [];
  for (const [index, node] of nodes.entries()) {
    const { requires } = node.entry;
    if (node.package === -1 || !isRecord(requires)) continue;
    for (const alias of Object.keys(requires)) {
      const to = find(index, alias);
      if (to !== null) edges.push({ from: node.package, to, kind: 'prod' });
    }
  }
  if (manifest === null) return { importers: 'unknown', edges };
  const dependencies = requestsOf(manifest).map((request): Dependency => ({
    ...request,
    to: find(-1, request.alias),
  }));
  return { importers: [{ path, name: textOf(manifest.name), dependencies }], edges };
}

/** Indexes of nodes by the index of their parent (-1 for the project) and the name they are asked for under. */
export function childrenOf(nodes: readonly NestedNode[]): Map<number, Map<string, number>> {
  const children = new Map<number, Map<string, number>>();
  for (const [index, { parent, alias }] of nodes.entries()) {
    const siblings = children.get(parent) ?? new Map<string, number>();
    children.set(parent, siblings.set(alias, index));
  }
  return children;
}
