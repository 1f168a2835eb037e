import type { LockedPackage, Mark, PackageSource, Scope } from '../types.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { pythonPackage } from '../reading/python-package.ts';
import { wholeCommit } from '../reading/python-url.ts';
import { membersOf } from '../reading/toml-late.ts';
import { isRecord, own, textOf } from '../reading/value.ts';

type Table = Record<string, unknown>;

const sources: ReadonlyMap<string, PackageSource> = new Map([
  ['directory', 'file'],
  ['file', 'file'],
  ['git', 'git'],
  ['legacy', 'registry'],
  ['url', 'tarball'],
]);

/**
 * The package of one entry, or null with a problem. `oldFiles` is the table in which versions below 2.0 keep the
 * archives of all packages by name.
 */
export function poetryPackage(
  table: Table,
  oldFiles: Table,
  problems: Problems,
): LockedPackage | null {
  const name = textOf(own(table, 'name'));
  if (name === null) {
    problems.add('ENTRY_UNREADABLE', 'an entry has no name');
    return null;
  }
  const version = textOf(own(table, 'version')) ?? '';
  const at = own(table, 'source');
  const from: Table = isRecord(at) ? at : {};
  const type = textOf(own(from, 'type'));
  const source = type === null ? 'registry' : sources.get(type);
  if (source === undefined) {
    problems.add(
      'ENTRY_UNREADABLE',
      `${quoted(name)} comes from a ${quoted(type ?? '')}, which is not known`,
    );
  }
  return pythonPackage(
    {
      key: `${name}@${version}`,
      name,
      version,
      source: source ?? 'registry',
      resolved: textOf(own(from, 'url')),
      commit: source === 'git' ? wholeCommit(textOf(own(from, 'resolved_reference'))) : null,
      ...reasonOf(table),
      hashes: () => hashesOf(own(table, 'files') ?? own(oldFiles, name)),
    },
    problems,
  );
}

function hashesOf(files: unknown): readonly unknown[] {
  return membersOf(files).map((file) => (isRecord(file) ? own(file, 'hash') : undefined));
}

/**
 * `groups` from version 2.1, `category` below 2.0: all but `main` are for development. `optional` is what an extra
 * alone asks for, or a group that is not installed unless asked for. Version 2.0 flags no group.
 */
function reasonOf(table: Table): { marks: readonly Mark[]; scope: Scope | null } {
  const isOptional = own(table, 'optional') === true;
  const groups = own(table, 'groups');
  const category = textOf(own(table, 'category'));
  const optional: readonly Mark[] = isOptional ? ['optional'] : [];
  const named = Array.isArray(groups) ? (groups as unknown[]) : category === null ? [] : [category];
  if (named.length === 0) return { marks: optional, scope: null };
  if (named.includes('main')) return { marks: optional, scope: isOptional ? 'optional' : 'prod' };
  return { marks: ['dev', ...optional], scope: 'dev' };
}
