import type { Dependency, Edge, Graph, Importer, LockedPackage } from '../types.ts';
import { requestsOf } from '../reading/manifest.ts';
import { joinPath } from '../reading/path.ts';
import { isRecord, textOf } from '../reading/value.ts';
import { placeOf } from './place.ts';

export interface FlatTree {
  readonly entries: Record<string, unknown>;
  readonly packages: readonly LockedPackage[];
  /** Keys of the linked directories. */
  readonly members: readonly string[];
  /** Keys of the entries that only point at a linked directory. */
  readonly links: readonly string[];
  readonly project: {
    readonly name: string | null;
    readonly manifest: Record<string, unknown>;
  } | null;
  /** Directory of the project, relative to the lockfile's own. */
  readonly base: string;
}

/** npm nests at most as deep as the longest chain of version clashes; hostile paths nest deeper. */
const deepest = 256;

/**
 * Importers and edges of a tree keyed by paths: a package finds a dependency as Node.js does, in the
 * nearest node_modules above it. Linked directories are importers and have no edges as packages.
 */
export function flatGraph(tree: FlatTree): Graph {
  const find = finderOf(tree);
  const edges: Edge[] = [];
  for (const [from, locked] of tree.packages.entries()) {
    const entry = tree.entries[locked.key];
    if (locked.source === 'workspace' || !isRecord(entry)) continue;
    for (const { alias, kind } of requestsOf(entry)) {
      const to = kind === 'dev' ? null : find(placeOf(locked.key) ?? '', alias);
      if (to !== null) edges.push({ from, to, kind });
    }
  }
  return { importers: importersOf(tree, find), edges };
}

type Find = (directory: string, alias: string) => number | null;

function importersOf(tree: FlatTree, find: Find): readonly Importer[] | 'unknown' {
  if (tree.project === null) return 'unknown';
  const { name, manifest } = tree.project;
  const importers = [importer(tree.base, name, manifest, '', find)];
  for (const key of tree.members) {
    const entry = tree.entries[key];
    if (!isRecord(entry)) continue;
    importers.push(
      importer(joinPath(tree.base, key), textOf(entry.name), entry, placeOf(key) ?? '', find),
    );
  }
  return importers;
}

function importer(
  path: string,
  name: string | null,
  manifest: Record<string, unknown>,
  directory: string,
  find: Find,
): Importer {
  const dependencies = requestsOf(manifest).map((request): Dependency => ({
    ...request,
    to: find(directory, request.alias),
  }));
  return { path, name, dependencies };
}

function finderOf(tree: FlatTree): Find {
  const indexes = new Map<string, number>();
  for (const [index, locked] of tree.packages.entries())
    indexes.set(placeOf(locked.key) ?? locked.key, index);
  for (const link of tree.links) {
    const entry = tree.entries[link];
    const target = indexes.get((isRecord(entry) ? textOf(entry.resolved) : null) ?? link);
    if (target !== undefined) indexes.set(placeOf(link) ?? link, target);
  }
  return (directory, alias) => {
    let place: string | null = directory;
    for (let level = 0; place !== null && level < deepest; level += 1) {
      const folder: string = place === '' ? 'node_modules' : `${place}/node_modules`;
      const found = indexes.get(`${folder}/${alias}`);
      if (found !== undefined) return found;
      place = above(place);
    }
    return null;
  };
}

/** The next directory up that may hold a node_modules; null above the project, where npm does not look. */
function above(place: string): string | null {
  if (place === '' || place === '..' || place.endsWith('/..')) return null;
  const folder = place.lastIndexOf('node_modules/');
  if (folder === 0) return '';
  if (folder > 0 && place[folder - 1] === '/') return place.slice(0, folder - 1);
  const slash = place.lastIndexOf('/');
  return slash === -1 ? '' : place.slice(0, slash);
}
