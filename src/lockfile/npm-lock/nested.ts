import { checkVersion } from '../../package/version.ts';
import type { LockDocument, LockedPackage } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { misfit, walkKeys } from '../reading/json.ts';
import { locate, registryCoordinates } from '../reading/locator.ts';
import { marksOf } from '../reading/marks.ts';
import { once } from '../reading/once.ts';
import { baseName } from '../reading/path.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, textOf } from '../reading/value.ts';
import { manifestBeside } from './beside.ts';
import { flagBits, scopeOf } from './flags.ts';
import { childrenOf, nestedGraph, type NestedNode } from './nested-graph.ts';

/** npm writes chains of a few levels; deeper ones are not followed, and said to be so. */
const deepest = 200;

/**
 * Reads the nested `dependencies` of lockfileVersion 1: each entry's own `dependencies` lie in its
 * node_modules. `version` holds a version, `npm:name@version` for an alias, or a git, URL or file
 * specifier (npm 6 docs, "package-lock.json"). Keys are given as the paths they stand for.
 */
export function nestedDocument(
  dependencies: Record<string, unknown>,
  text: string,
  context: ParseContext,
): LockDocument {
  const { nodes, packages } = nestedPackages(dependencies, '', context.problems);
  const manifest = manifestBeside(context);
  const path = context.installed ? '..' : '.';
  return {
    label: 'project',
    packages,
    covers: [path],
    graph: once(() => nestedGraph(nodes, manifest, path)),
    lines: once(() => linesOfNested(text, nodes, packages.length)),
  };
}

/**
 * The entries of every level with the packages they state; what cannot be read is a problem. `path` is the directory, with
 * a slash behind it, in whose node_modules they lie.
 */
export function nestedPackages(
  dependencies: Record<string, unknown>,
  path: string,
  problems: Problems,
): { readonly nodes: readonly NestedNode[]; readonly packages: readonly LockedPackage[] } {
  const nodes: NestedNode[] = [];
  const packages: LockedPackage[] = [];
  const pending = [{ parent: -1, path, depth: 0, children: dependencies }];
  for (const next of pending) {
    for (const alias of Object.keys(next.children)) {
      const entry = next.children[alias];
      const key = `${next.path}node_modules/${alias}`;
      if (!isRecord(entry)) {
        problems.add('ENTRY_UNREADABLE', misfit(key, 'an object'));
        continue;
      }
      const index = nodes.length;
      nodes.push({ parent: next.parent, alias, entry, package: -1 });
      const locked = lockedPackage(key, alias, entry, problems);
      if (locked !== null) {
        nodes[index] = { parent: next.parent, alias, entry, package: packages.length };
        packages.push(locked);
      }
      if (entry.dependencies === undefined) continue;
      if (!isRecord(entry.dependencies) || next.depth === deepest) {
        const wanted = next.depth === deepest ? `read: nested deeper than ${deepest}` : 'an object';
        problems.add('ENTRY_UNREADABLE', misfit(`${key} dependencies`, wanted));
        continue;
      }
      pending.push({
        parent: index,
        path: `${key}/`,
        depth: next.depth + 1,
        children: entry.dependencies,
      });
    }
  }
  return { nodes, packages };
}

function lockedPackage(
  key: string,
  alias: string,
  entry: Record<string, unknown>,
  problems: Problems,
): LockedPackage | null {
  const resolved = textOf(entry.resolved);
  const own = textOf(entry.version);
  if (own === null || alias === '')
    problems.add('ENTRY_UNREADABLE', `${quoted(key)} has no ${alias === '' ? 'name' : 'version'}`);
  // npm takes it from the URL then (arborist, shrinkwrap.js).
  const stated = own ?? registryCoordinates(resolved ?? '')?.version ?? null;
  if (stated === null || alias === '') return null;
  const alone = aliased(stated);
  const bare = alone === null && isSpecifier(stated);
  const real = bare ? registryCoordinates(stated) : alone;
  const at = bare ? locate(stated) : resolved === null ? null : locate(resolved);
  return {
    key,
    ecosystem: 'npm',
    name: real?.name ?? alias,
    version: real?.version ?? (bare ? versionOfArchive(alias, stated) : stated),
    source: at?.source ?? 'registry',
    resolved: resolved ?? (bare ? stated : null),
    commit: at?.commit ?? null,
    integrity: textOf(entry.integrity),
    marks: marksOf(flagBits(entry)),
    scope: scopeOf(entry),
  };
}

/** What the name of an archive tells, as npm takes it (arborist, version-from-tgz.js): `child-1.2.3.tgz` of `child`; else ''. */
function versionOfArchive(name: string, specifier: string): string {
  const file = baseName(specifier.replace(/^file:/, ''));
  const start = `${baseName(name)}-`;
  if (!file.startsWith(start) || !file.endsWith('.tgz')) return '';
  const check = checkVersion('npm', file.slice(start.length, -'.tgz'.length));
  return check.ok ? check.version : '';
}

function aliased(stated: string): { name: string; version: string } | null {
  if (!stated.startsWith('npm:')) return null;
  const at = stated.lastIndexOf('@');
  if (at <= 'npm:'.length) return null;
  return { name: stated.slice('npm:'.length, at), version: stated.slice(at + 1) };
}

/** A version begins with a digit, a specifier has a scheme or is a path or `user/repository`. */
function isSpecifier(stated: string): boolean {
  return stated.includes(':') || stated.includes('/');
}

type Role = { readonly at: 'entry' | 'dependencies'; readonly node: number };

/** Lines of the packages among these nodes, by package index. */
export function linesOfNested(
  text: string,
  nodes: readonly NestedNode[],
  count: number,
): readonly number[] {
  const children = childrenOf(nodes);
  const lines = Array.from<number>({ length: count }).fill(0);
  walkKeys<Role>(text, { at: 'entry', node: -1 }, (role, key, line) => {
    if (role.at === 'entry') {
      return key === 'dependencies' ? { at: 'dependencies', node: role.node } : null;
    }
    const node = children.get(role.node)?.get(key);
    if (node === undefined) return null;
    const index = nodes[node]?.package ?? -1;
    if (index !== -1) lines[index] = line;
    return { at: 'entry', node };
  });
  return lines;
}
