import { checkName } from '../../package/name.ts';
import { checkVersion } from '../../package/version.ts';
import type { LockedPackage, Scope } from '../types.ts';
import { misfit } from '../reading/json.ts';
import { markBit, marksOf } from '../reading/marks.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import {
  parseDepPath,
  resolutionOf,
  splitKey,
  versionOf,
  withoutSuffix,
  type KeyStyle,
} from './dep-path.ts';

type Entries = ReadonlyMap<string, Record<string, unknown>>;

/** The packages of one document, and its snapshots by their index. */
export interface PackageSet {
  readonly packages: LockedPackage[];
  /** Index of a package by the key of its snapshot, or of its entry where it has no snapshot. */
  readonly indexes: Map<string, number>;
  readonly keys: KeyStyle;
  readonly entries: Entries;
  readonly snapshots: Entries;
}

/** How a document is written, and what its problems go to. */
export interface PackageContext {
  readonly keys: KeyStyle;
  /** Whether what a package is and how it was resolved stand apart, in `packages` and `snapshots`. */
  readonly joined: boolean;
  /** Whether its packages serve the package manager and its configuration. */
  readonly config: boolean;
  readonly problems: Problems;
}

/** Reads the packages of one document: `packages` alone, or that and `snapshots`. */
export function readPackages(
  document: Record<string, unknown>,
  context: PackageContext,
): PackageSet {
  const entries = entriesOf(document, 'packages', context.problems);
  const snapshots = context.joined ? entriesOf(document, 'snapshots', context.problems) : entries;
  const set: PackageSet = {
    packages: [],
    indexes: new Map(),
    keys: context.keys,
    entries,
    snapshots,
  };
  if (context.joined) addJoined(set, context);
  else for (const [key, entry] of entries) add(set, { key, entry, snapshot: entry }, context);
  return set;
}

/**
 * Joins `packages` (what a package is, by name and version) with `snapshots` (how it was resolved, once
 * per set of peers). pnpm writes both for every package: where one lacks the other, something is cut off,
 * and what is there still counts.
 */
function addJoined(set: PackageSet, context: PackageContext): void {
  const { problems } = context;
  const joined = new Set<string>();
  for (const [key, snapshot] of set.snapshots) {
    const base = set.entries.has(key) ? key : withoutSuffix(key);
    const entry = set.entries.get(base);
    joined.add(base);
    if (entry === undefined) {
      problems.add('REFERENCE_MISSING', `${quoted(key)} is in "snapshots" and not in "packages"`);
    }
    add(set, { key, entry: entry ?? {}, snapshot }, context);
  }
  for (const [key, entry] of set.entries) {
    if (joined.has(key)) continue;
    problems.add('REFERENCE_MISSING', `${quoted(key)} is in "packages" and not in "snapshots"`);
    add(set, { key, entry, snapshot: {} }, context);
  }
}

interface Stated {
  readonly key: string;
  readonly entry: Record<string, unknown>;
  readonly snapshot: Record<string, unknown>;
}

function add(
  set: PackageSet,
  { entry, key, snapshot }: Stated,
  { config, keys, problems }: PackageContext,
): void {
  const identity = identityOf(withoutSuffix(key), entry, keys);
  if (identity === null) {
    problems.add('ENTRY_UNREADABLE', misfit(key, 'a name and a version'));
    return;
  }
  const { name, reference, version } = identity;
  const from = resolutionOf(entry, reference);
  const optional = isTrue(own(snapshot, 'optional'));
  const dev = isTrue(own(snapshot, 'dev'));
  set.indexes.set(key, set.packages.length);
  set.packages.push({
    key,
    ecosystem: 'npm',
    name,
    version,
    source: from.source,
    resolved: from.resolved,
    commit: from.commit,
    integrity: from.integrity,
    marks: marksOf(
      (optional ? markBit.optional : 0) | (dev ? markBit.dev : 0) | (config ? markBit.config : 0),
    ),
    scope: scopeOf(snapshot),
  });
}

/**
 * The scope that versions before 9 flag (pnpm's lockfile spec, 5.2): `dev: true` for what development alone needs,
 * `dev: false` for what it does not, nothing for what both do, and `optional: true` for what only optional dependencies lead to.
 */
function scopeOf(snapshot: Record<string, unknown>): Scope | null {
  const dev = own(snapshot, 'dev');
  if (isTrue(dev)) return 'dev';
  if (dev === undefined) return null;
  return isTrue(own(snapshot, 'optional')) ? 'optional' : 'prod';
}

/** YAML's scalars are read as texts, JSON's as what they are. */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

interface Identity {
  readonly name: string;
  readonly version: string;
  /** What tells where it comes from, where the entry does not. */
  readonly reference: string;
}

/**
 * pnpm takes name and version from the key, and from the entry only what the key does not tell. Files that were made
 * by hand or between two versions have keys of another shape than theirs, which tells it by itself.
 */
function identityOf(base: string, entry: Record<string, unknown>, keys: KeyStyle): Identity | null {
  const isPath = base.startsWith('/') || (keys !== 'at' && !isPlain(base));
  if (isPath) {
    const parts =
      (keys === 'at' ? null : parseDepPath(base, keys)) ??
      parseDepPath(base, 'path-at') ??
      parseDepPath(base, 'path');
    if (parts !== null) return { ...parts, reference: parts.version };
    const name = textOf(own(entry, 'name'));
    if (name === null) return null;
    return { name, version: textOf(own(entry, 'version')) ?? '', reference: base };
  }
  const parts = splitKey(base);
  if (parts === null || parts.name === '') return null;
  const { name, reference } = parts;
  const version = versionOf(reference);
  if (isExact(version)) return { name, version, reference };
  return { name, version: textOf(own(entry, 'version')) ?? version, reference };
}

/** Whether a key is a name and a version, without a registry in front. */
function isPlain(base: string): boolean {
  const parts = splitKey(base);
  return parts !== null && isExact(parts.reference) && checkName('npm', parts.name).ok;
}

function isExact(version: string): boolean {
  return checkVersion('npm', version).ok;
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
