import type { Dependency, Graph, LockDocument, LockedPackage } from '../types.ts';
import { once } from './once.ts';

/** What a file states besides, of a package or of none of its packages. */
export interface Twin {
  readonly locked: LockedPackage;
  /** Index of the package in whose place it would come; null where there is none. */
  readonly origin: number | null;
}

/**
 * The document with twins behind its own packages. All that leads to or from a package leads to or from its
 * twin too. `lines` gives the twins' own lines; without it they stand on those of their origins.
 */
export function withTwins(
  document: LockDocument,
  added: readonly Twin[],
  lines?: () => readonly number[],
): LockDocument {
  if (added.length === 0) return document;
  const count = document.packages.length;
  const twins = new Map<number, number>();
  for (const [index, { origin }] of added.entries()) {
    if (origin !== null) twins.set(origin, count + index);
  }
  return {
    ...document,
    packages: [...document.packages, ...added.map(({ locked }) => locked)],
    graph: once(() => twinned(document.graph(), twins)),
    lines: once(() => {
      const before = document.lines();
      return [...before, ...(lines?.() ?? added.map(({ origin }) => before[origin ?? -1] ?? 0))];
    }),
  };
}

function twinned({ edges, importers }: Graph, twins: ReadonlyMap<number, number>): Graph {
  return {
    edges: edges.flatMap((edge) => {
      const from = twins.get(edge.from);
      const to = twins.get(edge.to);
      const more = [edge];
      if (to !== undefined) more.push({ ...edge, to });
      if (from !== undefined) more.push({ ...edge, from });
      if (from !== undefined && to !== undefined) more.push({ ...edge, from, to });
      return more;
    }),
    importers:
      importers === 'unknown'
        ? importers
        : importers.map((importer) => ({
            ...importer,
            dependencies: importer.dependencies.flatMap((dependency): Dependency[] => {
              const to = dependency.to === null ? undefined : twins.get(dependency.to);
              return to === undefined ? [dependency] : [dependency, { ...dependency, to }];
            }),
          })),
  };
}
