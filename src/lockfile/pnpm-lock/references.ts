import type { ParseContext } from '../reading/format.ts';
import { misfit } from '../reading/json.ts';
import { marksOf } from '../reading/marks.ts';
import { joinPath } from '../reading/path.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, own } from '../reading/value.ts';
import { keysOf } from './dep-path.ts';
import type { PackageSet } from './packages.ts';

export interface Reference {
  /** The name it is asked for under. */
  readonly alias: string;
  readonly version: string;
  /** Directory that a `link:` starts from. */
  readonly directory: string;
  readonly optional: boolean;
}

/**
 * The package that a reference leads to, by index: alias and version together make its key, or the version
 * is a key itself where the dependency is aliased (`is-odd@0.1.2`). A `link:` leads to a directory, which
 * becomes a package. Null, with a problem, where nothing is there; without one where an optional
 * dependency is absent from a record of what was installed, as one for another platform is.
 */
export function follow(
  set: PackageSet,
  { alias, version, directory, optional }: Reference,
  { installed, problems }: ParseContext,
): number | null {
  if (version.startsWith('link:')) return linked(set, alias, version, directory);
  for (const key of keysOf(alias, version, set.keys)) {
    const found = set.indexes.get(key);
    if (found !== undefined) return found;
  }
  if (!installed || !optional) {
    problems.add('REFERENCE_MISSING', `no entry answers ${quoted(`${alias}@${version}`)}`);
  }
  return null;
}

/** The lines of a section of dependencies; none, with a problem, where the section is no mapping. */
export function sectionOf(
  owner: Record<string, unknown>,
  section: string,
  place: string,
  problems: Problems,
): readonly (readonly [alias: string, value: unknown])[] {
  const value = own(owner, section);
  if (value === undefined) return [];
  if (isRecord(value)) return Object.entries(value);
  problems.add('ENTRY_UNREADABLE', misfit(`${place} ${section}`, 'a mapping'));
  return [];
}

/** The directory that a `link:` leads to, as a package: it is stated when it is first asked for. */
export function linked(set: PackageSet, alias: string, version: string, directory: string): number {
  const path = joinPath(directory, version.slice('link:'.length));
  const key = `link:${path}`;
  const known = set.indexes.get(key);
  if (known !== undefined) return known;
  set.indexes.set(key, set.packages.length);
  set.packages.push({
    key: path,
    ecosystem: 'npm',
    // A key that was damaged asks for it without a name.
    name: alias === '' ? path : alias,
    version: '',
    source: 'workspace',
    resolved: version,
    commit: null,
    integrity: null,
    marks: marksOf(0),
    scope: null,
  });
  return set.packages.length - 1;
}
