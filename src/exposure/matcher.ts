import type { CompromisedPackage, Incident, Sources } from '../incident/schema.ts';
import { nameHash, pairHash } from '../lockfile/coordinate-hash.ts';
import type { LockDocument, LockedPackage } from '../lockfile/types.ts';
import { checkName, wildcardPrefix } from '../package/name.ts';
import { checkVersion, inRange } from '../package/version.ts';
import type { MatchedBy } from './schema.ts';

/** How a package of a lockfile answers to the incident. */
export interface Match {
  readonly matchedBy: MatchedBy;
  readonly statedBy: Sources;
}

/** Answers for one package at a time; most are refused by one look-up. */
export interface Matcher {
  match(locked: LockedPackage): Match | null;
  /**
   * Whether a package bears a sought name and no version that can be compared, so that nobody can say. What a git
   * source holds is no release, and is sought by its commit.
   */
  isUnclear(locked: LockedPackage): boolean;
  /** False only where no package of the document can match: tells so without building them, where the document can. */
  mayMatch(document: LockDocument): boolean;
}

/** What is said of one ecosystem. */
interface Named {
  readonly byName: Map<string, CompromisedPackage>;
  /** Whole scopes (`@antv/`). */
  readonly byPrefix: Map<string, CompromisedPackage>;
}

/** Builds the look-ups for an incident. The strongest way of matching wins: bytes, commit, version, range. */
export function createMatcher(incident: Incident): Matcher {
  const ecosystems = new Map<string, Named>();
  for (const compromised of incident.packages) {
    const named = ecosystems.get(compromised.ecosystem) ?? {
      byName: new Map(),
      byPrefix: new Map(),
    };
    const prefix = wildcardPrefix(compromised.name);
    if (prefix === null) named.byName.set(compromised.name, compromised);
    else named.byPrefix.set(prefix, compromised);
    ecosystems.set(compromised.ecosystem, named);
  }
  const byIndicator = indicatorMatch(incident);
  const sought = soughtHashes(incident);
  return {
    mayMatch({ hashes }) {
      if (sought === null || hashes === undefined) return true;
      return (
        hashes.pairs.some((hash) => sought.pairs.has(hash)) ||
        (sought.names.size > 0 && hashes.names.some((hash) => sought.names.has(hash)))
      );
    },
    isUnclear(locked) {
      const named = ecosystems.get(locked.ecosystem);
      if (named === undefined || locked.source === 'workspace' || locked.source === 'git')
        return false;
      const compromised =
        named.byName.get(locked.name) ?? byOtherSpelling(named, locked) ?? scopeOf(named, locked);
      return compromised !== undefined && !checkVersion(locked.ecosystem, locked.version).ok;
    },
    match(locked) {
      const bytes = byIndicator(locked);
      if (bytes !== null || locked.source === 'workspace') return bytes;
      const named = ecosystems.get(locked.ecosystem);
      if (named === undefined) return null;
      const compromised = named.byName.get(locked.name) ?? byOtherSpelling(named, locked);
      const match = compromised === undefined ? null : byVersion(compromised, locked);
      return match ?? (named.byPrefix.size === 0 ? null : byScope(named, locked));
    },
  };
}

interface SoughtHashes {
  readonly pairs: ReadonlySet<number>;
  /** Of packages of which a range is sought. */
  readonly names: ReadonlySet<number>;
}

/** Hashes of all that is sought; null where coordinates alone cannot tell what is. */
function soughtHashes({ indicators, packages }: Incident): SoughtHashes | null {
  const byBytes = indicators.some(({ kind }) => kind === 'commit' || kind === 'integrity');
  if (byBytes || packages.some(({ name }) => wildcardPrefix(name) !== null)) return null;
  const ranged = packages.filter(({ ranges }) => Object.keys(ranges).length > 0);
  return {
    pairs: new Set(
      packages.flatMap(({ name, versions }) =>
        Object.keys(versions).map((version) => pairHash(name, version)),
      ),
    ),
    names: new Set(ranged.map(({ name }) => nameHash(name))),
  };
}

/** Matching by the bytes themselves: integrity, also under another name, and git commit. */
function indicatorMatch({ indicators }: Incident): Matcher['match'] {
  const commits = new Map<string, Sources>();
  const integrities = new Map<string, Sources>();
  for (const { kind, sources, value } of indicators) {
    if (kind === 'commit') commits.set(value.toLowerCase(), sources);
    if (kind === 'integrity') for (const hash of value.split(/\s+/)) integrities.set(hash, sources);
  }
  return ({ commit, integrity }) => {
    if (integrity !== null && integrities.size > 0) {
      for (const hash of integrity.split(/\s+/)) {
        // What follows a question mark is an option that takes no part (W3C Subresource Integrity, "options").
        const statedBy = integrities.get(hash.replace(/\?.*$/s, ''));
        if (statedBy !== undefined) return { matchedBy: 'integrity', statedBy };
      }
    }
    const statedBy = commit === null ? undefined : commits.get(commit.toLowerCase());
    return statedBy === undefined ? null : { matchedBy: 'git-commit', statedBy };
  };
}

/** npm compares names as they are written; other ecosystems fold them, so a second look-up is needed. */
function byOtherSpelling({ byName }: Named, locked: LockedPackage): CompromisedPackage | undefined {
  if (locked.ecosystem === 'npm') return undefined;
  const check = checkName(locked.ecosystem, locked.name);
  return check.ok ? byName.get(check.name) : undefined;
}

/** A whole scope is compromised: every version of everything in it. */
function byScope(named: Named, locked: LockedPackage): Match | null {
  const compromised = scopeOf(named, locked);
  return compromised === undefined ? null : byVersion(compromised, locked);
}

function scopeOf({ byPrefix }: Named, { name }: LockedPackage): CompromisedPackage | undefined {
  const slash = name.indexOf('/');
  return slash === -1 ? undefined : byPrefix.get(name.slice(0, slash + 1));
}

function byVersion(compromised: CompromisedPackage, locked: LockedPackage): Match | null {
  const check = checkVersion(locked.ecosystem, locked.version);
  const version = check.ok ? check.version : locked.version;
  const exact = Object.hasOwn(compromised.versions, version)
    ? compromised.versions[version]
    : undefined;
  if (exact !== undefined) return { matchedBy: 'version', statedBy: exact };
  for (const [range, statedBy] of Object.entries(compromised.ranges)) {
    if (inRange(locked.ecosystem, version, range)) return { matchedBy: 'range', statedBy };
  }
  return null;
}
