import type { LockDocument, LockedPackage } from '../../types.ts';
import type { ParseContext } from '../../reading/format.ts';
import { once } from '../../reading/once.ts';
import { type Twin, withTwins } from '../../reading/twins.ts';
import { splitDescriptor } from '../descriptor.ts';
import { catalogsOf } from './catalogs.ts';
import { edgesOf, finderOf, type Indexed, missingNoter } from './edges.ts';
import type { Entry } from './entry.ts';
import { importerOf, type Workspace } from './importing.ts';
import { createLookup } from './lookup.ts';
import { packageOf } from './packages.ts';
import { manifestsOf, workspacePath } from './project.ts';
import { rewriteBy, rulesOf } from './resolutions.ts';

/**
 * Puts the entries of a yarn.lock in YAML together. Its workspaces have entries; what of theirs is for development only
 * their manifests tell. What is asked for and has no entry is a problem, because the entry may have been cut off.
 */
export function berryDocument(
  entries: readonly Entry[],
  lineOf: () => ReadonlyMap<string, number>,
  context: ParseContext,
): LockDocument {
  const packages: LockedPackage[] = [];
  const twins: Twin[] = [];
  const indexed: Indexed[] = [];
  const members = new Map<string, Indexed>();
  for (const entry of entries) {
    const stated = packageOf(entry, context.problems);
    if (stated === null) continue;
    const { locked, other } = stated;
    const path = locked.source === 'workspace' ? workspacePath(locked.resolved) : null;
    const one = { entry, index: path === '.' ? null : packages.length };
    indexed.push(one);
    if (path !== null) members.set(path, one);
    if (one.index === null) continue;
    if (other !== null) twins.push({ origin: packages.length, locked: other });
    packages.push(locked);
  }
  const manifests = manifestsOf(members.keys(), context);
  const rootManifest = manifests.get('.') ?? null;
  const find = finderOf(indexed);
  const lookup = createLookup({
    find,
    rewrite: rewriteBy(rulesOf(rootManifest)),
    catalogs: catalogsOf(context),
    project: members.get('.')?.entry.resolution ?? null,
    leavesOut: false,
  });
  const workspaces = [...members].map(([path, { entry, index }]): Workspace => ({
    path,
    name: splitDescriptor(entry.resolution).name,
    resolution: entry.resolution,
    needs: entry.needs,
    manifest: manifests.get(path) ?? null,
    index,
  }));
  const finding = { find, lookup, noteMissing: missingNoter(lineOf, context) };
  const edges = edgesOf(indexed, workspaces, finding);
  const importers = workspaces.map((workspace) => importerOf(workspace, finding));
  const isTold = workspaces.every(({ manifest }) => manifest !== null);
  const document: LockDocument = {
    label: 'project',
    packages: isTold ? packages : packages.map((one) => ({ ...one, scope: 'unknown' })),
    covers: workspaces.map(({ path }) => path),
    graph: () => ({ importers, edges }),
    lines: once(() => packages.map(({ key }) => lineOf().get(key) ?? 0)),
  };
  return withTwins(document, twins);
}
