import type { Edge, Importer, LockDocument, LockedPackage } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { once } from '../reading/once.ts';
import { readEdges } from './edges.ts';
import { readImporters } from './importers.ts';
import { readPackages } from './packages.ts';
import { shapeOf } from './shape.ts';

/** Where a document stands, and how. */
export interface Place {
  /** Gives the line of an entry by its key: asked for when something wants lines. */
  lineOf(): (key: string) => number;
  readonly environment: boolean;
  /** As the document states it. */
  readonly formatVersion: string;
  readonly context: ParseContext;
}

/**
 * One document of the stream. All references are followed at once, because one that leads nowhere is how
 * a file that was cut off shows.
 */
export function pnpmDocument(document: Record<string, unknown>, place: Place): LockDocument {
  const set = readPackages(document, {
    ...shapeOf(document, place.formatVersion),
    config: place.environment,
    problems: place.context.problems,
  });
  const importers = readImporters(document, set, place.context);
  const edges = readEdges(set, place.context);
  return stateDocument(set.packages, { importers, edges }, place);
}

/** A document from what was read of it. */
export function stateDocument(
  packages: readonly LockedPackage[],
  graph: { readonly importers: readonly Importer[]; readonly edges: readonly Edge[] },
  place: Place,
): LockDocument {
  return {
    label: place.environment ? 'environment' : 'project',
    packages,
    covers: graph.importers.map(({ path }) => path),
    graph: () => graph,
    lines: once(() => {
      const lineOf = place.lineOf();
      return packages.map(({ key }) => lineOf(key));
    }),
  };
}
