import type { CompromisedPackage, Incident, Sources } from '../incident/schema.ts';
import type { LockedPackage } from '../lockfile/types.ts';
import { checkName } from '../package/name.ts';
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
}

/** Builds the look-ups for an incident. The strongest way of matching wins: bytes, commit, version, range. */
export function createMatcher(incident: Incident): Matcher {
  const byEcosystem = new Map<string, Map<string, CompromisedPackage>>();
  for (const compromised of incident.packages) {
    const names = byEcosystem.get(compromised.ecosystem) ?? new Map<string, CompromisedPackage>();
    byEcosystem.set(compromised.ecosystem, names.set(compromised.name, compromised));
  }
  const commits = new Map<string, Sources>();
  const integrities = new Map<string, Sources>();
  for (const { kind, sources, value } of incident.indicators) {
    if (kind === 'commit') commits.set(value.toLowerCase(), sources);
    if (kind === 'integrity') for (const hash of value.split(/\s+/)) integrities.set(hash, sources);
  }

  function byBytes(locked: LockedPackage): Match | null {
    if (locked.integrity !== null && integrities.size > 0) {
      for (const hash of locked.integrity.split(/\s+/)) {
        const statedBy = integrities.get(hash);
        if (statedBy !== undefined) return { matchedBy: 'integrity', statedBy };
      }
    }
    const statedBy = locked.commit === null ? undefined : commits.get(locked.commit.toLowerCase());
    return statedBy === undefined ? null : { matchedBy: 'git-commit', statedBy };
  }

  return {
    match(locked) {
      const bytes = byBytes(locked);
      if (bytes !== null || locked.source === 'workspace') return bytes;
      const names = byEcosystem.get(locked.ecosystem);
      const compromised = names?.get(locked.name) ?? (names && byOtherSpelling(names, locked));
      return compromised === undefined ? null : byVersion(compromised, locked);
    },
  };
}

/** npm compares names as they are written; other ecosystems fold them, so a second look-up is needed. */
function byOtherSpelling(
  names: ReadonlyMap<string, CompromisedPackage>,
  locked: LockedPackage,
): CompromisedPackage | undefined {
  if (locked.ecosystem === 'npm') return undefined;
  const check = checkName(locked.ecosystem, locked.name);
  return check.ok ? names.get(check.name) : undefined;
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
