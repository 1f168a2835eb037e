import type { Incident, Sources } from '../incident/schema.ts';
import type { LockedPackage } from '../lockfile/types.ts';
import { comparableAddress, isArchiveAddress } from './addresses.ts';
import {
  agree,
  type CommitStatement,
  commitStatement,
  isFullHash,
  repositoryPath,
} from './commit-statement.ts';
import type { Match } from './match.ts';

/** Matching by what a package is, whatever it is called. */
export interface ByBytes {
  /** Whether anything is sought in this way. */
  readonly any: boolean;
  match(locked: Pick<LockedPackage, 'commit' | 'integrity' | 'resolved'>): Match | null;
  /** Whether a package names a commit in so few digits that it could be a sought one. */
  isUnclear(locked: Pick<LockedPackage, 'commit' | 'resolved' | 'source'>): boolean;
}

type Indicator = Incident['indicators'][number];

/** Whether an indicator is one that packages are held against. */
export function isSought({ kind, value }: Pick<Indicator, 'kind' | 'value'>): boolean {
  if (kind === 'integrity') return true;
  if (kind === 'url' && isArchiveAddress(value)) return true;
  if (kind !== 'commit' && kind !== 'url') return false;
  const commit = commitStatement(value);
  return commit !== null && (commit.repository !== null || isFullHash(commit.hash));
}

/** Whether an incident seeks something that may be anywhere, under any name. */
export function soughtByBytes({ indicators }: Incident): boolean {
  return indicators.some(isSought);
}

interface SoughtCommit extends CommitStatement {
  readonly statedBy: Sources;
}

/** Builds the look-ups: integrity first, then commit, then the archive's address. */
export function matchByBytes({ indicators, packages }: Incident): ByBytes {
  const integrities = new Map<string, Sources>();
  const addresses = new Map<string, Sources>();
  const full = new Map<string, SoughtCommit>();
  const short: SoughtCommit[] = [];
  const seek = (statement: CommitStatement, statedBy: Sources): void => {
    const known = full.get(statement.hash);
    // Where one list names the repository and another does not, the name says more.
    if (!isFullHash(statement.hash)) short.push({ ...statement, statedBy });
    else if (known?.repository == null) full.set(statement.hash, { ...statement, statedBy });
  };
  for (const { kind, sources, value } of indicators.filter(isSought)) {
    if (kind === 'integrity') {
      for (const hash of value.split(/\s+/)) integrities.set(hash, sources);
      continue;
    }
    const commit = commitStatement(value);
    if (commit !== null) seek(commit, sources);
    else addresses.set(comparableAddress(value) ?? value, sources);
  }
  for (const { references = {} } of packages) {
    for (const [hash, { sources }] of Object.entries(references))
      if (isFullHash(hash)) seek({ repository: null, hash }, sources);
  }
  const commits = [...full.values(), ...short];
  return {
    any: integrities.size + addresses.size + commits.length > 0,
    match: (locked) =>
      byIntegrity(locked.integrity) ?? byCommit(locked) ?? byAddress(locked.resolved),
    isUnclear(locked) {
      if (locked.source !== 'git') return false;
      const own = commitOf(locked);
      return (
        own !== null &&
        !isFullHash(own.hash) &&
        commits.some(({ hash, repository }) => repository === null && hash.startsWith(own.hash))
      );
    },
  };

  function byIntegrity(integrity: string | null): Match | null {
    if (integrity === null || integrities.size === 0) return null;
    for (const hash of integrity.split(/\s+/)) {
      // What follows a question mark is an option that takes no part (W3C Subresource Integrity, "options").
      const bare = hash.replace(/\?.*$/s, '');
      const statedBy = integrities.get(bare);
      if (statedBy !== undefined)
        return { ...bytes, matchedBy: 'integrity', kind: 'integrity', stated: bare, statedBy };
    }
    return null;
  }

  function byCommit(locked: Pick<LockedPackage, 'commit' | 'resolved'>): Match | null {
    if (commits.length === 0) return null;
    const own = commitOf(locked);
    if (own === null) return null;
    const same = full.get(own.hash) ?? shortened(own);
    if (same === undefined) return null;
    const stated = `${same.repository === null ? '' : `${same.repository}#`}${same.hash}`;
    const compared = `${own.repository === null ? '' : `${own.repository}#`}${own.hash}`;
    const { statedBy } = same;
    return { matchedBy: 'git-commit', kind: 'commit', stated, compared, statedBy };
  }

  /** Few digits are many commits: they count only where both sides name one repository. */
  function shortened(own: CommitStatement): SoughtCommit | undefined {
    if (own.repository === null) return undefined;
    return commits.find((one) => one.repository === own.repository && agree(one.hash, own.hash));
  }

  function byAddress(resolved: string | null): Match | null {
    if (resolved === null || addresses.size === 0) return null;
    const own = comparableAddress(resolved);
    const statedBy = own === null ? undefined : addresses.get(own);
    if (own === null || statedBy === undefined) return null;
    return { matchedBy: 'indicator', kind: 'url', stated: own, compared: resolved, statedBy };
  }
}

const bytes = { compared: null } as const;

/** The commit that a package is taken from, with its repository where that is told. */
function commitOf({
  commit,
  resolved,
}: Pick<LockedPackage, 'commit' | 'resolved'>): CommitStatement | null {
  if (commit === null) return resolved?.includes('#') ? gitStatement(resolved) : null;
  const repository = resolved === null ? null : repositoryPath(resolved);
  return { repository, hash: commit.toLowerCase() };
}

/** What follows the sign of an archive's address is a checksum, not a commit. */
function gitStatement(resolved: string): CommitStatement | null {
  return isArchiveAddress(resolved) ? null : commitStatement(resolved);
}
