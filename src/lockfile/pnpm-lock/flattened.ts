import type { DependencyKind, Edge } from '../types.ts';
import { misfit } from '../reading/json.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import type { Place } from './document.ts';
import { readPackages, type PackageSet } from './packages.ts';
import { follow, sectionOf } from './references.ts';

/** The packages of a document of version 13. */
export interface FlattenedSet extends PackageSet {
  edges(): readonly Edge[];
}

const sections: readonly (readonly [section: string, kind: DependencyKind])[] = [
  ['dependencies', 'prod'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
];

/** Reads `packages` of version 13, in which an entry holds what stood in its `resolution`. */
export function readFlattened(document: Record<string, unknown>, place: Place): FlattenedSet {
  const { context, environment } = place;
  const set = readPackages(document, {
    keys: 'at',
    joined: false,
    config: environment,
    problems: context.problems,
  });
  return { ...set, edges: () => readEdges(set, place) };
}

function readEdges(set: PackageSet, { context }: Place): readonly Edge[] {
  const edges: Edge[] = [];
  for (const [key, entry] of set.entries) {
    const from = set.indexes.get(key);
    if (from === undefined) continue;
    for (const part of [entry, ...resolutionsOf(entry, key, context)])
      for (const [section, kind] of sections)
        for (const [alias, value] of sectionOf(part, section, key, context.problems)) {
          const version = textOf(isRecord(value) ? own(value, 'version') : value);
          // A peer that nothing provides has a range and no version.
          if (kind === 'peer' && (version === null || !isRecord(value))) continue;
          if (version === null) {
            context.problems.add('ENTRY_UNREADABLE', misfit(`${key} ${alias}`, 'a version'));
            continue;
          }
          const optional = kind === 'optional';
          const to = follow(set, { alias, version, directory: '.', optional }, context);
          if (to !== null) edges.push({ from, to, kind });
        }
  }
  return edges;
}

/** What differs from one set of peers to another. */
function resolutionsOf(
  entry: Record<string, unknown>,
  key: string,
  { problems }: Place['context'],
): readonly Record<string, unknown>[] {
  const stated = own(entry, 'snapshots');
  if (stated === undefined) return [];
  if (Array.isArray(stated) && stated.every((one) => isRecord(one))) return stated;
  problems.add('ENTRY_UNREADABLE', misfit(`${key} snapshots`, 'a list of mappings'));
  return [];
}
