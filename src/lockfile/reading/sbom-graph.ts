import type { Dependency, DependencyKind, Edge, Graph, Importer } from '../types.ts';

/** Something an SBOM refers to: a package, or what is none (the project, a file of it, an operating system). */
export interface SbomNode {
  /** Index of its package; null for what is none. */
  readonly index: number | null;
  readonly name: string | null;
  /** Whether it is what the SBOM is about, or a part of that. */
  readonly own: boolean;
}

/** `from` and `to` are indexes into the nodes. */
export interface SbomLink {
  readonly from: number;
  readonly to: number;
  readonly kind: DependencyKind;
}

/**
 * Importers and edges. The project is an importer, and so is all else that is no package and depends on one; of
 * packages that the project consists of, what they depend on is what the project asks for.
 */
export function sbomGraph(nodes: readonly SbomNode[], links: readonly SbomLink[]): Graph {
  const edges: Edge[] = [];
  const asked = new Map<number, Dependency[]>();
  for (const { from, kind, to } of links) {
    const asker = nodes[from];
    const target = nodes[to];
    if (asker === undefined || target === undefined) continue;
    if (asker.index !== null && !asker.own) {
      if (target.index !== null) edges.push({ from: asker.index, to: target.index, kind });
      continue;
    }
    const dependencies = asked.get(from) ?? [];
    asked.set(from, dependencies);
    if (target.index === null && !target.own) continue;
    dependencies.push({ alias: target.name ?? '', range: null, kind, to: target.index });
  }
  const importers = [...asked]
    .filter(([, dependencies]) => dependencies.length > 0)
    .map(([node, dependencies]): Importer => ({
      path: '.',
      name: nodes[node]?.name ?? null,
      dependencies,
    }));
  return { importers: importers.length === 0 ? 'unknown' : importers, edges };
}
