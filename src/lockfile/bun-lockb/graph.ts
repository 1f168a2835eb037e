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

/** By number of a package, where what it asks for stands among the dependencies. */
export type Slices = readonly Slice[];

interface Slice {
  readonly offset: number;
  readonly length: number;
}

const nothing: Slice = { offset: 0, length: 0 };

/**
 * Finds what every package asks for, and notes what is not there. In no file do two packages share an entry: one whose
 * parts overlap is read no further than there are entries.
 */
export function slicesIn(
  file: FileBytes,
  layout: Layout,
  read: ReadString,
  problems: Problems,
): Slices {
  const { columns, count, dependencies, resolutions } = layout;
  const known = Math.min(
    Math.trunc((dependencies.end - dependencies.start) / dependencySize),
    Math.trunc((resolutions.end - resolutions.start) / 4),
  );
  let left = known;
  return Array.from({ length: count }, (_, id) => {
    const offset = file.u32(columns.dependencies + 8 * id);
    const length = file.u32(columns.dependencies + 8 * id + 4);
    if (length === 0) return nothing;
    if (offset + length > known || length > left) {
      const name = quoted(read(columns.name + 8 * id) ?? '');
      problems.add('REFERENCE_MISSING', `what ${name} asks for is not where the file says`);
      return nothing;
    }
    left -= length;
    for (let index = offset; index < offset + length; index += 1) {
      if (!isAnswered(file, layout, index)) {
        const alias = read(dependencies.start + dependencySize * index);
        problems.add('REFERENCE_MISSING', `${quoted(alias ?? '')} is asked for and not there`);
      }
    }
    return { offset, length };
  });
}

/** bun leaves peers and what is optional unanswered, and nothing else; old ones wrote what memory held, not -1. */
function isAnswered(file: FileBytes, layout: Layout, index: number): boolean {
  const to = file.u32(layout.resolutions.start + 4 * index);
  if (to >= 0 && to < layout.count) return true;
  const behavior = file.u8(layout.dependencies.start + dependencySize * index + 16);
  return (behavior & (bits.optional | bits.peer)) !== 0;
}

/** One thing that is asked for. `to`: number of the package that answers. */
interface Asked {
  /** Where its name stands. */
  readonly at: number;
  readonly kind: DependencyKind;
  readonly to: number;
}

function askedIn(file: FileBytes, layout: Layout, { length, offset }: Slice): readonly Asked[] {
  return Array.from({ length }, (_, index) => {
    const at = layout.dependencies.start + dependencySize * (offset + index);
    const kind = kindOf(file.u8(at + 16));
    const to = file.u32(layout.resolutions.start + 4 * (offset + index));
    return kind === null ? [] : [{ at, kind, to }];
  }).flat();
}

/** Importers, which are the project and its members, and edges between all other packages. */
export function graphOf(
  file: FileBytes,
  layout: Layout,
  read: ReadString,
  slices: Slices,
  { indexes, packages }: Entries,
): Graph {
  const edges: Edge[] = [];
  const importers: Importer[] = [];
  const { columns } = layout;
  for (const [id, slice] of slices.entries()) {
    const index = indexes[id] ?? -1;
    const member = id === 0 || isMember(file, columns.resolution + columns.resolutionSize * id);
    if (id !== 0 && index === -1) continue;
    const asked = askedIn(file, layout, slice);
    if (member) {
      const path = id === 0 ? '.' : joinPath('.', packages[index]?.resolved ?? '.');
      const name = read(columns.name + 8 * id) || null;
      importers.push({ path, name, dependencies: asked.map(dependencyOf) });
      continue;
    }
    for (const { kind, to } of asked) {
      const found = indexes[to] ?? -1;
      if (found !== -1) edges.push({ from: index, to: found, kind });
    }
  }
  return { importers, edges };

  function dependencyOf({ at, kind, to }: Asked): Dependency {
    const found = indexes[to] ?? -1;
    const alias = read(at) ?? packages[found]?.name ?? '';
    return { alias, range: read(at + 18) || null, kind, to: found === -1 ? null : found };
  }
}

/** Null for what is only there because it is a member of the project. */
function kindOf(behavior: number): DependencyKind | null {
  if ((behavior & bits.peer) !== 0) return 'peer';
  if ((behavior & bits.optional) !== 0) return 'optional';
  if ((behavior & bits.dev) !== 0) return 'dev';
  return (behavior & bits.prod) !== 0 ? 'prod' : null;
}
