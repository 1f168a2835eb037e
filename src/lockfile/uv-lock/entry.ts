import type { PackageSource } from '../types.ts';
import { commitOf } from '../reading/locator.ts';
import { normalName } from '../reading/python-package.ts';
import { built, membersOf } from '../reading/toml-late.ts';
import { isRecord, own, textOf } from '../reading/value.ts';

export type Table = Record<string, unknown>;

/** Where an entry's package is taken from. */
export interface UvSource {
  readonly kind: string;
  readonly source: PackageSource;
  /** URL or path as the file gives it. */
  readonly at: string;
  readonly commit: string | null;
}

const kinds: readonly (readonly [kind: string, source: PackageSource])[] = [
  ['registry', 'registry'],
  ['editable', 'workspace'],
  ['virtual', 'workspace'],
  ['git', 'git'],
  ['url', 'tarball'],
  ['path', 'file'],
  ['directory', 'file'],
];

/** Reads `source = { kind = "…" }`; null where it is none that is known. A repository's URL ends in `#<commit>`. */
export function uvSourceOf(entry: Table): UvSource | null {
  const stated = own(entry, 'source');
  if (!isRecord(stated)) return null;
  for (const [kind, source] of kinds) {
    const at = textOf(own(stated, kind));
    if (at !== null) return { kind, source, at, commit: source === 'git' ? commitOf(at) : null };
  }
  return null;
}

/** Hashes of an entry's archives (`sha256:…`). */
export function uvHashes(entry: Table): readonly unknown[] {
  return [built(own(entry, 'sdist')), ...membersOf(own(entry, 'wheels'))].map((archive) =>
    isRecord(archive) ? own(archive, 'hash') : undefined,
  );
}

/** One package that another, or a member, asks for. */
export interface UvDependency {
  readonly name: string;
  /** Stated where the name alone does not tell. */
  readonly version: string | null;
  /** The kind and place of its source, stated where the version does not tell either. */
  readonly source: UvSource | null;
  readonly extras: readonly string[];
}

/** The dependencies in a list; what is none is null. */
export function uvDependencies(list: unknown): (UvDependency | null)[] {
  return membersOf(list).map((item) => {
    const name = isRecord(item) ? textOf(own(item, 'name')) : null;
    if (!isRecord(item) || name === null) return null;
    const extra = own(item, 'extra');
    return {
      name: normalName(name),
      version: textOf(own(item, 'version')),
      source: uvSourceOf(item),
      extras: Array.isArray(extra) ? extra.filter((one) => typeof one === 'string') : [],
    };
  });
}

/** Lists of a table of lists, with their names (`[package.optional-dependencies]`). */
export function uvGroups(table: unknown): [group: string, list: unknown][] {
  return isRecord(table) ? Object.entries(table) : [];
}
