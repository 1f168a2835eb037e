import type { Dependency, DependencyKind, Edge, Graph, Importer } from '../types.ts';
import { type PythonIndex, pythonIndex } from '../reading/python-index.ts';
import { membersOf } from '../reading/toml-late.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { isMember, pathOf, type UvEntry, type UvLock } from './lock.ts';
import { type Table, uvDependencies, type UvDependency, uvGroups } from './entry.ts';

/** Importers and edges. What an extra of a package asks for stands in its entry only where somebody asks for the extra. */
export function uvGraph(lock: UvLock): Graph {
  const index = pythonIndex(lock.packages);
  const edges: Edge[] = [];
  const importers: Importer[] = [];
  for (const [from, { name, source, table }] of lock.entries.entries()) {
    if (isMember(source)) {
      importers.push({ path: pathOf(source), name, dependencies: asked(table, index, lock) });
      continue;
    }
    const lists = [
      own(table, 'dependencies'),
      ...uvGroups(own(table, 'optional-dependencies')).map(([, list]) => list),
    ];
    for (const dependency of lists.flatMap((list) => uvDependencies(list)))
      for (const to of answers(dependency, index, lock)) edges.push({ from, to, kind: 'prod' });
  }
  const itself = manifestImporter(lock, index);
  return { importers: itself === null ? importers : [...importers, itself], edges };
}

/** Indexes of the entries that a dependency may mean: by version and source where the file states them, else by its name. */
export function answers(
  dependency: UvDependency | null,
  index: PythonIndex,
  { entries, packages }: UvLock,
): readonly number[] {
  if (dependency === null) return [];
  const { name, source, version } = dependency;
  const all = index.find(name, null);
  if (all.length < 2) return all;
  const meant = all.filter((at) => {
    const entry = entries[at];
    if (version !== null && packages[at]?.version !== version) return false;
    return source === null || isSame(entry, source);
  });
  return meant.length === 0 ? all : meant;
}

function isSame(entry: UvEntry | undefined, source: UvEntry['source']): boolean {
  return entry?.source?.kind === source?.kind && entry?.source?.at === source?.at;
}

/** What a member asks for, with the range from its metadata where that names it. */
function asked(table: Table, index: PythonIndex, lock: UvLock): Dependency[] {
  const ranges = rangesOf(table);
  const lists: [DependencyKind, unknown][] = [
    ['prod', own(table, 'dependencies')],
    ...uvGroups(own(table, 'optional-dependencies')).map(([, list]): [DependencyKind, unknown] => [
      'optional',
      list,
    ]),
    ...uvGroups(own(table, 'dev-dependencies')).map(([, list]): [DependencyKind, unknown] => [
      'dev',
      list,
    ]),
  ];
  return lists.flatMap(([kind, list]) => led(list, kind, ranges, index, lock));
}

function led(
  list: unknown,
  kind: DependencyKind,
  ranges: ReadonlyMap<string, string>,
  index: PythonIndex,
  lock: UvLock,
): Dependency[] {
  return uvDependencies(list).flatMap((dependency): Dependency[] => {
    if (dependency === null) return [];
    const base = { alias: dependency.name, range: ranges.get(dependency.name) ?? null, kind };
    const found = answers(dependency, index, lock);
    return found.length === 0 ? [{ ...base, to: null }] : found.map((to) => ({ ...base, to }));
  });
}

function rangesOf(table: Table): ReadonlyMap<string, string> {
  const metadata = own(table, 'metadata');
  if (!isRecord(metadata)) return new Map();
  const lists = [
    own(metadata, 'requires-dist'),
    ...uvGroups(own(metadata, 'requires-dev')).map(([, list]) => list),
  ];
  return specifiers(lists);
}

function specifiers(lists: readonly unknown[]): ReadonlyMap<string, string> {
  const ranges = new Map<string, string>();
  for (const item of lists.flatMap((list) => membersOf(list))) {
    if (!isRecord(item)) continue;
    const [name, range] = [textOf(own(item, 'name')), textOf(own(item, 'specifier'))];
    if (name !== null && range !== null && !ranges.has(name)) ranges.set(name, range);
  }
  return ranges;
}

/** What a script, or a workspace without a project of its own, asks for (`[manifest]`: `requirements`, `dependency-groups`). */
function manifestImporter(lock: UvLock, index: PythonIndex): Importer | null {
  const requirements = own(lock.manifest, 'requirements');
  const groups = uvGroups(own(lock.manifest, 'dependency-groups'));
  if (requirements === undefined && groups.length === 0) return null;
  const ranges = specifiers([requirements, ...groups.map(([, list]) => list)]);
  const dependencies = [
    ...led(requirements, 'prod', ranges, index, lock),
    ...groups.flatMap(([, list]) => led(list, 'dev', ranges, index, lock)),
  ];
  return { path: '.', name: null, dependencies };
}
