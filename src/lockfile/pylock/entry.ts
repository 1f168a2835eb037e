import { markerTruth } from '../../package/pep508-marker.ts';
import type { LockedPackage, Mark, PackageSource, Scope } from '../types.ts';
import { joinPath } from '../reading/path.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { pythonPackage } from '../reading/python-package.ts';
import { archiveCoordinates, locatePython, wholeCommit } from '../reading/python-url.ts';
import { built, membersOf } from '../reading/toml-late.ts';
import { isRecord, own, textOf } from '../reading/value.ts';

export type Table = Record<string, unknown>;

/** The package of one entry, or null with a problem. */
export function pylockPackage(table: Table, problems: Problems): LockedPackage | null {
  const name = textOf(own(table, 'name'));
  if (name === null) {
    problems.add('ENTRY_UNREADABLE', 'an entry has no name');
    return null;
  }
  const origin = originOf(table);
  if (origin === null) {
    problems.add('ENTRY_UNREADABLE', `${quoted(name)} says of no archive where it is taken from`);
  }
  const { commit, resolved, source, version } = origin ?? registry;
  const stated = textOf(own(table, 'version')) ?? version ?? '';
  return pythonPackage(
    {
      key: `${name}@${stated}`,
      name,
      version: stated,
      source,
      resolved: resolved ?? textOf(own(table, 'index')),
      commit,
      ...reasonOf(textOf(own(table, 'marker'))),
      hashes: () => hashesOf(table),
    },
    problems,
  );
}

interface Origin {
  readonly source: PackageSource;
  readonly resolved: string | null;
  readonly commit: string | null;
  /** As the archive's name has it. */
  readonly version: string | null;
}

const registry: Origin = { source: 'registry', resolved: null, commit: null, version: null };

/** `vcs`, `directory` and `archive` exclude one another, and `sdist` and `wheels` (PEP 751, "packages"); null without any. */
function originOf(table: Table): Origin | null {
  const vcs = own(table, 'vcs');
  if (isRecord(vcs)) {
    const commit = wholeCommit(textOf(own(vcs, 'commit-id')));
    return { source: 'git', resolved: placeOf(vcs), commit, version: null };
  }
  const directory = own(table, 'directory');
  if (isRecord(directory)) {
    const path = textOf(own(directory, 'path'));
    const isProject =
      own(directory, 'editable') === true || (path !== null && joinPath('.', path) === '.');
    return {
      source: isProject ? 'workspace' : 'file',
      resolved: path,
      commit: null,
      version: null,
    };
  }
  const archive = built(own(table, 'archive'));
  if (isRecord(archive)) {
    const resolved = placeOf(archive);
    const { commit, source } = locatePython(resolved ?? '');
    const version = resolved === null ? null : (archiveCoordinates(resolved)?.version ?? null);
    return { source, resolved, commit, version };
  }
  return Object.hasOwn(table, 'sdist') || Object.hasOwn(table, 'wheels') ? registry : null;
}

function placeOf(table: Table): string | null {
  return textOf(own(table, 'url')) ?? textOf(own(table, 'path'));
}

/** Tables of hexadecimal digests by algorithm, as `algorithm:digest`. */
function hashesOf(table: Table): readonly string[] {
  const archives = [own(table, 'archive'), own(table, 'sdist')].map(built);
  return [...archives, ...membersOf(own(table, 'wheels'))].flatMap((archive) => {
    const hashes = isRecord(archive) ? own(archive, 'hashes') : undefined;
    if (!isRecord(hashes)) return [];
    return Object.entries(hashes).flatMap(([algorithm, digest]) =>
      typeof digest === 'string' ? [`${algorithm}:${digest}`] : [],
    );
  });
}

/**
 * What no extra and no group asked for is always installed; what is left is asked for by extras or by dependency
 * groups (PyPA specifications, "Dependency specifiers": `extras`, `dependency_groups`).
 */
function reasonOf(marker: string | null): { marks: readonly Mark[]; scope: Scope } {
  const never = (sets: RegExp): boolean =>
    marker !== null &&
    markerTruth(marker, (comparison) => {
      const isSet = sets.test(comparison.replace(/'[^']*'|"[^"]*"/g, ''));
      if (!isSet) return 'either';
      return /\bnot\s+in\b/.test(comparison) ? 'true' : 'false';
    }) === 'false';
  if (!never(/\b(?:extras|dependency_groups)\b/)) return { marks: [], scope: 'prod' };
  return never(/\bdependency_groups\b/)
    ? { marks: ['dev'], scope: 'dev' }
    : { marks: ['optional'], scope: 'optional' };
}
