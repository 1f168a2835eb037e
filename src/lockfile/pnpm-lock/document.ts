import type { LockDocument } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { once } from '../reading/once.ts';
import { readEdges } from './edges.ts';
import { readImporters } from './importers.ts';
import { linesByKey } from './lines.ts';
import { readPackages } from './packages.ts';
import type { Yaml } from '../reading/block-yaml-stream.ts';

export interface Place {
  readonly yaml: Yaml;
  /** 0-based position in the stream. */
  readonly index: number;
  readonly environment: boolean;
  readonly context: ParseContext;
}

/**
 * One document of the stream. All references are followed at once, because one that leads nowhere is how
 * a file that was cut off shows.
 */
export function pnpmDocument(document: Record<string, unknown>, place: Place): LockDocument {
  const set = readPackages(document, place.environment, place.context.problems);
  const importers = readImporters(document, set, place.context);
  const edges = readEdges(set, place.context);
  const { packages } = set;
  return {
    label: place.environment ? 'environment' : 'project',
    packages,
    covers: importers.map(({ path }) => path),
    graph: () => ({ importers, edges }),
    lines: once(() => {
      const lineOf = linesByKey(place.yaml.text, place.index);
      return packages.map(({ key }) => lineOf(key));
    }),
  };
}
