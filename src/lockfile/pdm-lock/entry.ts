import type { DependencyKind, LockedPackage, Mark, PackageSource, Scope } from '../types.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { pythonPackage } from '../reading/python-package.ts';
import { wholeCommit } from '../reading/python-url.ts';
import { membersOf } from '../reading/toml-late.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { spelled } from './find.ts';

type Table = Record<string, unknown>;

/**
 * The package of one entry, or null with a problem. `oldFiles` is the table in which versions below 4.4 keep the
 * archives of all packages, by name and version. `kinds` says what the groups are that are known.
 */
export function pdmPackage(
  table: Table,
  oldFiles: unknown,
  kinds: ReadonlyMap<string, DependencyKind>,
  problems: Problems,
): LockedPackage | null {
  const name = textOf(own(table, 'name'));
  if (name === null) {
    problems.add('ENTRY_UNREADABLE', 'an entry has no name');
    return null;
  }
  const version = textOf(own(table, 'version')) ?? '';
  const extras = extrasOf(table);
  const { commit, resolved, source } = originOf(table);
  const files =
    own(table, 'files') ?? (isRecord(oldFiles) ? own(oldFiles, `${name} ${version}`) : undefined);
  if (files !== undefined && source === 'registry' && isEmpty(files))
    problems.add('ENTRY_UNREADABLE', `${quoted(name)} has files that are no list`);
  return pythonPackage(
    {
      key: `${name}${extras === '' ? '' : `[${extras}]`}@${version}`,
      name,
      version,
      source,
      resolved,
      commit,
      ...reasonOf(own(table, 'groups'), kinds),
      hashes: () =>
        membersOf(files).map((file) => (isRecord(file) ? own(file, 'hash') : undefined)),
    },
    problems,
  );
}

/** An entry's extras in one spelling. */
export function extrasOf(table: Table): string {
  return spelled(membersOf(own(table, 'extras')));
}

function isEmpty(files: unknown): boolean {
  return typeof files !== 'object' || files === null;
}

/** `git` or another repository with the `revision` that was taken, a `url`, or a `path`. */
function originOf(table: Table): {
  source: PackageSource;
  resolved: string | null;
  commit: string | null;
} {
  for (const system of ['git', 'hg', 'svn', 'bzr']) {
    const resolved = textOf(own(table, system));
    if (resolved === null) continue;
    return { source: 'git', resolved, commit: wholeCommit(textOf(own(table, 'revision'))) };
  }
  const path = textOf(own(table, 'path'));
  if (path !== null) {
    const source = own(table, 'editable') === true ? 'workspace' : 'file';
    return { source, resolved: path, commit: null };
  }
  const url = textOf(own(table, 'url'));
  return { source: url === null ? 'registry' : 'tarball', resolved: url, commit: null };
}

/** The strongest of the groups an entry is in; null where one that could be stronger is not known, or none is stated. */
function reasonOf(
  groups: unknown,
  kinds: ReadonlyMap<string, DependencyKind>,
): { marks: readonly Mark[]; scope: Scope | null } {
  const named = membersOf(groups).filter((group) => typeof group === 'string');
  const known = named.map((group) => kinds.get(group));
  if (known.includes('prod')) return { marks: [], scope: 'prod' };
  if (known.length === 0 || known.includes(undefined)) return { marks: [], scope: null };
  if (known.includes('optional')) return { marks: ['optional'], scope: 'optional' };
  return { marks: ['dev'], scope: 'dev' };
}
