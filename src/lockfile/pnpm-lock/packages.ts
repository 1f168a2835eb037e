import { checkVersion } from '../../package/version.ts';
import type { LockedPackage } from '../types.ts';
import { misfit } from '../reading/json.ts';
import { markBit, marksOf } from '../reading/marks.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { resolutionOf, splitKey, versionOf, withoutSuffix } from './dep-path.ts';

type Entries = ReadonlyMap<string, Record<string, unknown>>;

/** The packages of one document, and its snapshots by their index. */
export interface PackageSet {
  readonly packages: LockedPackage[];
  /** Index of a package by the key of its snapshot, or of its entry where it has no snapshot. */
  readonly indexes: Map<string, number>;
  readonly entries: Entries;
  readonly snapshots: Entries;
}

/**
 * Joins `packages` (what a package is, by name and version) with `snapshots` (how it was resolved, once
 * per set of peers). pnpm writes both for every package: where one lacks the other, something is cut off,
 * and what is there still counts.
 */
export function readPackages(
  document: Record<string, unknown>,
  config: boolean,
  problems: Problems,
): PackageSet {
  const entries = entriesOf(document, 'packages', problems);
  const snapshots = entriesOf(document, 'snapshots', problems);
  const set: PackageSet = { packages: [], indexes: new Map(), entries, snapshots };
  const joined = new Set<string>();
  for (const [key, snapshot] of snapshots) {
    const base = withoutSuffix(key);
    const entry = entries.get(key) ?? entries.get(base);
    joined.add(entries.has(key) ? key : base);
    if (entry === undefined) {
      problems.add('REFERENCE_MISSING', `${quoted(key)} is in "snapshots" and not in "packages"`);
    }
    add(set, key, base, entry ?? {}, own(snapshot, 'optional') === 'true', config, problems);
  }
  for (const [key, entry] of entries) {
    if (joined.has(key)) continue;
    problems.add('REFERENCE_MISSING', `${quoted(key)} is in "packages" and not in "snapshots"`);
    add(set, key, withoutSuffix(key), entry, false, config, problems);
  }
  return set;
}

function add(
  set: PackageSet,
  key: string,
  base: string,
  entry: Record<string, unknown>,
  optional: boolean,
  config: boolean,
  problems: Problems,
): void {
  const parts = splitKey(base);
  // pnpm takes name and version from the key, and from the entry only what the key does not tell.
  const name = parts?.name ?? '';
  const reference = parts?.reference ?? '';
  if (name === '' || reference === '') {
    problems.add('ENTRY_UNREADABLE', misfit(key, 'a name and a version'));
    return;
  }
  const from = resolutionOf(entry, reference);
  set.indexes.set(key, set.packages.length);
  set.packages.push({
    key,
    ecosystem: 'npm',
    name,
    version: stated(entry, reference),
    source: from.source,
    resolved: from.resolved,
    commit: from.commit,
    integrity: from.integrity,
    marks: marksOf((optional ? markBit.optional : 0) | (config ? markBit.config : 0)),
    scope: null,
  });
}

function stated(entry: Record<string, unknown>, reference: string): string {
  const version = versionOf(reference);
  if (checkVersion('npm', version).ok) return version;
  return textOf(own(entry, 'version')) ?? version;
}

function entriesOf(
  document: Record<string, unknown>,
  section: string,
  problems: Problems,
): Entries {
  const value = own(document, section);
  const entries = new Map<string, Record<string, unknown>>();
  if (value === undefined) return entries;
  if (!isRecord(value)) {
    problems.add('ENTRY_UNREADABLE', misfit(section, 'a mapping'));
    return entries;
  }
  for (const key of Object.keys(value)) {
    const entry = value[key];
    if (!isRecord(entry))
      problems.add('ENTRY_UNREADABLE', misfit(`${section} ${key}`, 'a mapping'));
    entries.set(key, isRecord(entry) ? entry : {});
  }
  return entries;
}
