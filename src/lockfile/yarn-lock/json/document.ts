import type { LockDocument, LockedPackage } from '../../types.ts';
import type { ParseContext } from '../../reading/format.ts';
import { once } from '../../reading/once.ts';
import { type Twin, withTwins } from '../../reading/twins.ts';
import { textOf } from '../../reading/value.ts';
import { catalogsOf } from '../berry/catalogs.ts';
import { edgesOf, finderOf, type Indexed, missingNoter } from '../berry/edges.ts';
import type { Entry } from '../berry/entry.ts';
import { importerOf } from '../berry/importing.ts';
import { createLookup, type Lookup } from '../berry/lookup.ts';
import { packageOf } from '../berry/packages.ts';
import { rewriteBy, rulesOf } from '../berry/resolutions.ts';
import { coveredBy, memberPackage, workspacesOf } from '../workspaces.ts';

/**
 * Puts the entries of a yarn.lock in JSON together. yarn 6 writes none for what lies on the disk, workspaces among it:
 * who asks for packages is told by the package.json beside the file alone.
 */
export function zpmDocument(
  entries: readonly Entry[],
  lineOf: () => ReadonlyMap<string, number>,
  context: ParseContext,
): LockDocument {
  const packages: LockedPackage[] = [];
  const twins: Twin[] = [];
  const indexed: Indexed[] = [];
  for (const entry of entries) {
    const stated = packageOf(entry, context.problems);
    if (stated === null) continue;
    const { locked, other } = stated;
    if (other !== null) twins.push({ origin: packages.length, locked: other });
    indexed.push({ entry, index: packages.length });
    packages.push(locked);
  }
  const workspaces = workspacesOf(context);
  const members = new Map<string, number>();
  for (const member of workspaces?.slice(1) ?? []) {
    const locked = memberPackage(member);
    members.set(locked.name, packages.length);
    packages.push(locked);
  }
  const find = finderOf(indexed);
  const lookup = zpmLookup(find, members, workspaces?.[0]?.manifest ?? null, context);
  const finding = { find, lookup, noteMissing: missingNoter(lineOf, context) };
  const edges = edgesOf(indexed, [], finding);
  const importers =
    workspaces?.map(({ manifest, path }) => {
      const name = textOf(manifest.name);
      const workspace = { path, name, resolution: resolutionOf(name, path), needs: [], manifest };
      return importerOf({ ...workspace, index: null }, finding);
    }) ?? 'unknown';
  const document: LockDocument = {
    label: 'project',
    packages,
    covers: coveredBy(workspaces, context),
    graph: () => ({ importers, edges }),
    lines: once(() => packages.map(({ key }) => lineOf().get(key) ?? 0)),
  };
  return withTwins(document, twins);
}

/** What a workspace is called as one that asks. */
export function resolutionOf(name: string | null, path: string): string {
  return `${name ?? ''}@workspace:${path}`;
}

/** Finds entries first, then the members of the project, by their names. */
export function zpmLookup(
  find: (key: string) => number | undefined,
  members: ReadonlyMap<string, number>,
  manifest: Record<string, unknown> | null,
  context: ParseContext,
): Lookup {
  const inFile = createLookup({
    find,
    rewrite: rewriteBy(rulesOf(manifest)),
    catalogs: catalogsOf(context),
    project: null,
    leavesOut: true,
  });
  return (from, alias, range) => {
    const answer = inFile(from, alias, range);
    return typeof answer === 'number' ? answer : (members.get(alias) ?? answer);
  };
}
