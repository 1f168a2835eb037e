import type { Dependency, DependencyKind, Edge, Graph, Importer } from '../types.ts';
import { joinPath } from '../reading/path.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import type { FileBytes } from './bytes.ts';
import { dependencySize, type Layout } from './layout.ts';
import type { Entries } from './packages.ts';
import { isMember } from './resolution.ts';
import type { ReadString } from './strings.ts';

/** Bits that say how something is asked for (`Behavior` of bun's src/install/dependency). */
const bits = { prod: 2, optional: 4, dev: 8, peer: 16, workspace: 32 } as const;

/** One thing that a package asks for. `to`: number of the package that answers. */
interface Asked {
  readonly alias: string | null;
  readonly range: string | null;
  readonly behavior: number;
  readonly to: number;
}

/** What the packages ask for, by their number in the file. */
export type Requests = readonly (readonly Asked[])[];

/**
 * Reads what every package asks for. In no file do two packages share an entry: one whose parts overlap is read no
 * further than there are entries.
 */
export function requestsIn(
  file: FileBytes,
  layout: Layout,
  read: ReadString,
  problems: Problems,
): Requests {
  const { columns, count, dependencies, resolutions } = layout;
  const known = Math.min(
    Math.trunc((dependencies.end - dependencies.start) / dependencySize),
    Math.trunc((resolutions.end - resolutions.start) / 4),
  );
  let left = known;
  return Array.from({ length: count }, (_, id) => {
    const offset = file.u32(columns.dependencies + 8 * id);
    const length = file.u32(columns.dependencies + 8 * id + 4);
    if (length === 0) return [];
    if (offset + length > known || length > left) {
      const name = quoted(read(columns.name + 8 * id) ?? '');
      problems.add('REFERENCE_MISSING', `what ${name} asks for is not where the file says`);
      return [];
    }
    left -= length;
    return Array.from({ length }, (__, index) => {
      const asked = askedAt(file, layout, read, offset + index);
      checkAnswer(asked, layout, problems);
      return asked;
    });
  });
}

function askedAt(file: FileBytes, layout: Layout, read: ReadString, index: number): Asked {
  const at = layout.dependencies.start + dependencySize * index;
  return {
    alias: read(at),
    behavior: file.u8(at + 16),
    range: read(at + 18),
    to: file.u32(layout.resolutions.start + 4 * index),
  };
}

/** bun leaves peers and what is optional unanswered, and nothing else; old ones wrote what memory held, not -1. */
function checkAnswer({ alias, behavior, to }: Asked, { count }: Layout, problems: Problems): void {
  const free = (behavior & (bits.optional | bits.peer)) !== 0;
  if (alias === null) problems.add('ENTRY_UNREADABLE', 'a name that is asked for cannot be read');
  else if (!free && (to === -1 || to >= count))
    problems.add('REFERENCE_MISSING', `${quoted(alias)} is asked for and not there`);
}

/** Importers, which are the project and its members, and edges between all other packages. */
export function graphOf(
  file: FileBytes,
  layout: Layout,
  read: ReadString,
  requests: Requests,
  { indexes, packages }: Entries,
): Graph {
  const edges: Edge[] = [];
  const importers: Importer[] = [];
  const { columns } = layout;
  for (const [id, asked] of requests.entries()) {
    const index = indexes[id] ?? -1;
    const member = id === 0 || isMember(file, columns.resolution + columns.resolutionSize * id);
    if (member && (id === 0 || index !== -1)) {
      const path = id === 0 ? '.' : joinPath('.', packages[index]?.resolved ?? '.');
      const name = read(columns.name + 8 * id);
      importers.push({ path, name: name || null, dependencies: asked.flatMap(dependencyOf) });
    } else if (index !== -1) {
      for (const { behavior, to } of asked) {
        const found = indexes[to] ?? -1;
        const kind = kindOf(behavior);
        if (found !== -1 && kind !== null) edges.push({ from: index, to: found, kind });
      }
    }
  }
  return { importers, edges };

  function dependencyOf({ alias, behavior, range, to }: Asked): Dependency[] {
    const kind = kindOf(behavior);
    const found = indexes[to] ?? -1;
    if (kind === null || alias === null) return [];
    return [{ alias, range: range || null, kind, to: found === -1 ? null : found }];
  }
}

/** Null for what is only there because it is a member of the project. */
function kindOf(behavior: number): DependencyKind | null {
  if ((behavior & bits.peer) !== 0) return 'peer';
  if ((behavior & bits.optional) !== 0) return 'optional';
  if ((behavior & bits.dev) !== 0) return 'dev';
  return (behavior & bits.prod) !== 0 ? 'prod' : null;
}
