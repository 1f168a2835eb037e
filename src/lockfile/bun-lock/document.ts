import type { LockDocument, LockedPackage } from '../types.ts';
import { misfit, walkKeys } from '../reading/json.ts';
import { reportRepeated } from '../reading/json-walk.ts';
import { once } from '../reading/once.ts';
import { joinPath } from '../reading/path.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, textOf } from '../reading/value.ts';
import { type Entry, entryOf } from './entry.ts';
import { checkReferences, graphOf, workspacesOf, type Tree } from './graph.ts';
import { Places } from './places.ts';

/**
 * Reads the object of a lockfile: `packages`, one entry for each place of a package in the tree, and `workspaces`, the
 * project and its members (bun-types, `BunLockFile`; src/install/lockfile/bun.lock). `text` is the file as JSON.
 */
export function documentOf(
  root: Record<string, unknown>,
  text: string,
  problems: Problems,
): LockDocument {
  const lines = once(() => linesIn(text));
  const lineOf = (key: string): number => lines().get(key) ?? 0;
  reportRepeated<Role>(text, 'file', roleOf, problems);
  const workspaces = workspacesOf(root.workspaces, problems);
  const places = new Places();
  const entries: Entry[] = [];
  for (const [key, items] of entriesIn(root.packages, problems)) {
    const line = (): number | null => lineOf(key) || null;
    const entry = Array.isArray(items) ? entryOf(key, items) : null;
    if (entry === null) {
      problems.add('ENTRY_UNREADABLE', misfit(key, 'a package'), line());
      continue;
    }
    if (!entry.isRegular)
      problems.add('ENTRY_UNREADABLE', `${quoted(key)} has other items than it should`, line());
    if (!places.put(key, entries.length))
      problems.add('ENTRY_UNREADABLE', misfit(key, 'a place in the project'), line());
    entries.push(entry);
  }
  const tree: Tree = { entries, places, workspaces };
  checkReferences(tree, lineOf, problems);
  const packages = entries.map(({ locked }) => withVersion(locked, workspaces));
  return {
    label: 'project',
    packages,
    covers: [...new Set(['.', ...[...(workspaces ?? [])].map(([path]) => joinPath('.', path))])],
    graph: once(() => graphOf(tree)),
    lines: once(() => packages.map(({ key }) => lineOf(key))),
  };
}

function entriesIn(value: unknown, problems: Problems): readonly (readonly [string, unknown])[] {
  if (isRecord(value)) return Object.entries(value);
  // A project that needs nothing has none.
  if (value !== undefined) problems.add('ENTRY_UNREADABLE', misfit('packages', 'an object'));
  return [];
}

/** The version of a member stands among the workspaces. */
function withVersion(locked: LockedPackage, workspaces: Tree['workspaces']): LockedPackage {
  if (locked.source !== 'workspace') return locked;
  const version = textOf(workspaces?.get(locked.resolved ?? '')?.version);
  return version === null ? locked : { ...locked, version };
}

type Role = 'file' | 'packages' | 'workspaces' | 'workspace';

function roleOf(role: Role, key: string): Role | null {
  if (role === 'file' && (key === 'packages' || key === 'workspaces')) return key;
  return role === 'workspaces' ? 'workspace' : null;
}

function linesIn(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  walkKeys<Role>(text, 'file', (role, key, line) => {
    if (role === 'packages') lines.set(key, line);
    return role === 'file' && key === 'packages' ? 'packages' : null;
  });
  return lines;
}
