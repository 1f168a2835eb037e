import type { Dependency, Edge, Graph, Importer } from '../types.ts';
import { requestsOf } from '../reading/manifest.ts';
import { joinPath } from '../reading/path.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, textOf } from '../reading/value.ts';
import type { Entry } from './entry.ts';
import type { Place, Places } from './places.ts';

export interface Tree {
  readonly entries: readonly Entry[];
  readonly places: Places;
  /** By path of the member, `''` for the project. Null where the file does not have them. */
  readonly workspaces: ReadonlyMap<string, Record<string, unknown>> | null;
}

/** Notes what is asked for and not there. bun lists peers that nobody brings in `optionalPeers`, and refuses a file that lacks others. */
export function checkReferences(
  tree: Tree,
  lineOf: (key: string) => number,
  problems: Problems,
): void {
  const { entries, places } = tree;
  for (const [path, workspace] of tree.workspaces ?? [])
    checkOne(
      workspace,
      memberPlace(tree, path, workspace),
      path === '' ? 'the project' : path,
      null,
    );
  for (const { info, locked } of entries) {
    if (locked.source !== 'workspace')
      checkOne(info, places.at(locked.key), locked.key, locked.key);
  }

  function checkOne(
    asking: Record<string, unknown>,
    place: Place,
    who: string,
    key: string | null,
  ): void {
    const free = new Set(Array.isArray(asking.optionalPeers) ? asking.optionalPeers : []);
    for (const { alias, kind } of requestsOf(asking)) {
      if (kind === 'optional' || (kind === 'peer' && free.has(alias))) continue;
      if (places.find(place, alias) !== null) continue;
      const line = key === null ? null : lineOf(key) || null;
      problems.add(
        'REFERENCE_MISSING',
        `${quoted(who)} asks for ${quoted(alias)}, which has no entry`,
        line,
      );
    }
  }
}

/** The project and its members are importers, and have no edges as packages. */
export function graphOf(tree: Tree): Graph {
  const { entries, places, workspaces } = tree;
  const edges: Edge[] = [];
  for (const [from, { info, locked }] of entries.entries()) {
    if (locked.source === 'workspace') continue;
    const place = places.at(locked.key);
    for (const { alias, kind } of requestsOf(info)) {
      const to = kind === 'dev' ? null : places.find(place, alias);
      if (to !== null) edges.push({ from, to, kind });
    }
  }
  if (workspaces === null) return { importers: 'unknown', edges };
  const importers = [...workspaces].map(([path, workspace]): Importer => ({
    path: joinPath('.', path),
    name: textOf(workspace.name),
    dependencies: requestsOf(workspace).map((request): Dependency => ({
      ...request,
      to: places.find(memberPlace(tree, path, workspace), request.alias),
    })),
  }));
  return { importers, edges };
}

/** What a member asks for stands under its name where it differs from what the project has. */
function memberPlace({ places }: Tree, path: string, workspace: Record<string, unknown>): Place {
  const name = path === '' ? null : textOf(workspace.name);
  return name === null ? 0 : places.at(name);
}

/** The workspaces of a file, those that are none left out with a problem. */
export function workspacesOf(
  value: unknown,
  problems: Problems,
): ReadonlyMap<string, Record<string, unknown>> | null {
  if (!isRecord(value)) {
    problems.add('ENTRY_UNREADABLE', '"workspaces" is not an object');
    return null;
  }
  const workspaces = new Map<string, Record<string, unknown>>();
  for (const [path, workspace] of Object.entries(value)) {
    if (isRecord(workspace)) workspaces.set(path, workspace);
    else problems.add('ENTRY_UNREADABLE', `workspace ${quoted(path)} is not an object`);
  }
  if (!workspaces.has('')) problems.add('ENTRY_UNREADABLE', 'the project itself is no workspace');
  return workspaces;
}
