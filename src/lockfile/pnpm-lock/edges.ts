import type { Edge, LockedPackage } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { misfit } from '../reading/json.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { withoutSuffix } from './dep-path.ts';
import type { PackageSet } from './packages.ts';
import { follow, sectionOf } from './references.ts';

/** Edges between snapshots. A dependency that the entry names as a peer is one, however it was resolved. */
export function readEdges(set: PackageSet, context: ParseContext): readonly Edge[] {
  const edges: Edge[] = [];
  for (const [key, snapshot] of set.snapshots) {
    const from = set.indexes.get(key);
    if (from === undefined) continue;
    const peers = peersOf(set, set.packages[from]);
    for (const section of ['dependencies', 'optionalDependencies']) {
      const optional = section === 'optionalDependencies';
      for (const [alias, value] of sectionOf(snapshot, section, key, context.problems)) {
        const version = textOf(value);
        if (version === null) {
          context.problems.add('ENTRY_UNREADABLE', misfit(`${key} ${alias}`, 'a version'));
          continue;
        }
        const to = follow(set, { alias, version, directory: '.', optional }, context);
        const kind = Object.hasOwn(peers, alias) ? 'peer' : optional ? 'optional' : 'prod';
        if (to !== null) edges.push({ from, to, kind });
      }
    }
  }
  return edges;
}

function peersOf(set: PackageSet, locked: LockedPackage | undefined): Record<string, unknown> {
  const key = locked?.key ?? '';
  const entry = set.entries.get(key) ?? set.entries.get(withoutSuffix(key));
  const peers = entry === undefined ? undefined : own(entry, 'peerDependencies');
  return isRecord(peers) ? peers : {};
}
