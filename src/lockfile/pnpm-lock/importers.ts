import type { Dependency, DependencyKind, Edge, Importer, LockedPackage } from '../types.ts';
import { misfit } from '../reading/json.ts';
import { marksOf } from '../reading/marks.ts';
import { joinPath } from '../reading/path.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { withoutSuffix } from './dep-path.ts';
import type { PackageSet } from './packages.ts';

/** Sections of an importer. The last two stand in an environment document alone. */
const sections: readonly (readonly [section: string, kind: DependencyKind])[] = [
  ['dependencies', 'prod'],
  ['optionalDependencies', 'optional'],
  ['devDependencies', 'dev'],
  ['configDependencies', 'prod'],
  ['packageManagerDependencies', 'prod'],
];

/**
 * Reads `importers`: by directory, what each asks for and what it got. A `link:` leads to a directory,
 * which becomes a package of its own. What leads to an entry that is not there is a problem. pnpm writes
 * an importer for every project, even when it asks for nothing.
 */
export function readImporters(
  document: Record<string, unknown>,
  set: PackageSet,
  base: string,
  problems: Problems,
): readonly Importer[] {
  const stated = own(document, 'importers');
  if (!isRecord(stated)) {
    problems.add('ENTRY_UNREADABLE', misfit('importers', 'a mapping'));
    return [];
  }
  const importers: Importer[] = [];
  for (const path of Object.keys(stated)) {
    const importer = stated[path];
    if (!isRecord(importer)) {
      problems.add('ENTRY_UNREADABLE', misfit(`importers ${path}`, 'a mapping'));
      continue;
    }
    const dependencies: Dependency[] = [];
    for (const [section, kind] of sections) {
      for (const [alias, value] of asked(importer, section, path, problems)) {
        const record = isRecord(value) ? value : {};
        const version = textOf(own(record, 'version'));
        if (version === null) {
          problems.add(
            'ENTRY_UNREADABLE',
            `${quoted(path)} asks for ${quoted(alias)} without a version`,
          );
        }
        const to = version === null ? null : target(set, alias, version, path, problems);
        dependencies.push({ alias, range: textOf(own(record, 'specifier')), kind, to });
      }
    }
    importers.push({ path: joinPath(base, path), name: null, dependencies });
  }
  return importers;
}

/** Edges between snapshots. A dependency that the entry names as a peer is one, however it was resolved. */
export function readEdges(set: PackageSet, problems: Problems): readonly Edge[] {
  const edges: Edge[] = [];
  for (const [key, snapshot] of set.snapshots) {
    const from = set.indexes.get(key);
    if (from === undefined) continue;
    const peers = peersOf(set, set.packages[from]);
    for (const section of ['dependencies', 'optionalDependencies']) {
      for (const [alias, value] of asked(snapshot, section, key, problems)) {
        const version = textOf(value);
        const to = version === null ? null : target(set, alias, version, '.', problems);
        if (version === null)
          problems.add('ENTRY_UNREADABLE', misfit(`${key} ${alias}`, 'a version'));
        const kind = section === 'dependencies' ? 'prod' : 'optional';
        if (to !== null)
          edges.push({ from, to, kind: Object.hasOwn(peers, alias) ? 'peer' : kind });
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

function asked(
  owner: Record<string, unknown>,
  section: string,
  place: string,
  problems: Problems,
): [string, unknown][] {
  const value = own(owner, section);
  if (value === undefined) return [];
  if (isRecord(value)) return Object.entries(value);
  problems.add('ENTRY_UNREADABLE', misfit(`${place} ${section}`, 'a mapping'));
  return [];
}

/**
 * The package that a version leads to: a key of its own where the dependency is aliased
 * (`is-odd@0.1.2`), else the alias and the version together make the key.
 */
function target(
  set: PackageSet,
  alias: string,
  version: string,
  directory: string,
  problems: Problems,
): number | null {
  if (version.startsWith('link:')) return linked(set, alias, version, directory);
  const found = set.indexes.get(`${alias}@${version}`) ?? set.indexes.get(version);
  if (found !== undefined) return found;
  problems.add('REFERENCE_MISSING', `no entry answers ${quoted(`${alias}@${version}`)}`);
  return null;
}

function linked(set: PackageSet, alias: string, version: string, directory: string): number {
  const path = joinPath(directory, version.slice('link:'.length));
  const key = `link:${path}`;
  const known = set.indexes.get(key);
  if (known !== undefined) return known;
  set.indexes.set(key, set.packages.length);
  set.packages.push({
    key: path,
    ecosystem: 'npm',
    name: alias,
    version: '',
    source: 'workspace',
    resolved: version,
    commit: null,
    integrity: null,
    marks: marksOf(0),
    scope: null,
  });
  return set.packages.length - 1;
}
