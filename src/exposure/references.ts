import type { CompromisedPackage, Incident } from '../incident/schema.ts';
import { isRetracted } from '../incident/sources.ts';
import type { LockedPackage } from '../lockfile/types.ts';
import { agree, commitStatement } from './commit-statement.ts';
import type { Match, ToldApart } from './match.ts';

/** A package that is taken from a commit at which a list says it holds the payload. */
export function matchReference(
  { references }: CompromisedPackage,
  { commit, resolved }: LockedPackage,
): Match | null {
  if (references === undefined) return null;
  const owns = [...(commit === null ? [] : [commit.toLowerCase()]), ...commitsIn(resolved)];
  for (const own of owns) {
    const stated = Object.keys(references).find((hash) => agree(own, hash));
    if (stated === undefined) continue;
    const statedBy = references[stated]?.sources ?? {};
    return { matchedBy: 'git-commit', kind: 'reference', stated, compared: own, statedBy };
  }
  return null;
}

/** Whole commits that an archive's address names: what it leads to is installed, whatever reference stands beside it. */
function commitsIn(resolved: string | null): string[] {
  return resolved?.toLowerCase().match(/(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/g) ?? [];
}

/**
 * A label can be moved to another commit and back, and Packagist serves whatever it points at: where the lists give the
 * attacker's commits of a version, a lockfile that names another one holds another package. Commits that no list ties to
 * a version tell only where there are as many as versions; one that begins a range tells nothing of those behind it.
 */
export function anotherReference(
  candidate: CompromisedPackage,
  { commit, ecosystem, resolved }: LockedPackage,
  version: string,
  indicators: Incident['indicators'],
): ToldApart | null {
  if (ecosystem !== 'composer' || commit === null) return null;
  const stated = Object.entries(candidate.references ?? {})
    .filter(([, { sources }]) => !isRetracted(sources))
    .map(([hash, { since, versions }]) => ({ hash, since, versions }));
  const named = indicators
    .filter((one) => one.kind === 'commit' && !isRetracted(one.sources))
    .filter(({ context }) => namesPackage(context ?? '', candidate.name))
    .flatMap(({ value }) => commitStatement(value)?.hash ?? [])
    .map((hash) => ({ hash, since: false, versions: [] as string[] }));
  const all = [...stated, ...named];
  const tied = all.filter(({ versions }) => versions.includes(version));
  const loose = all.filter(({ versions }) => versions.length === 0);
  if ([...tied, ...loose].some(({ since }) => since)) return null;
  const enough = new Set(loose.map(({ hash }) => hash)).size >= countVersions(candidate);
  const telling = tied.length > 0 ? tied : enough ? loose : [];
  const own = commit.toLowerCase();
  if (telling.length === 0 || telling.some(({ hash }) => agree(own, hash))) return null;
  if (commitsIn(resolved).some((hash) => !agree(own, hash))) return null;
  const hashes = [...new Set(telling.map(({ hash }) => hash))].toSorted();
  return {
    rule: 'reference',
    why: 'bears the label, and is taken from another commit than the compromised package',
    compared: `${own}, not ${hashes.join(' or ')}`,
  };
}

function countVersions({ versions }: CompromisedPackage): number {
  return Math.max(1, Object.keys(versions).length);
}

/** Whether a text speaks of a package by its whole name. */
function namesPackage(text: string, name: string): boolean {
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(name); at !== -1; at = lower.indexOf(name, at + 1)) {
    const [before, after] = [lower[at - 1] ?? ' ', lower[at + name.length] ?? ' '];
    if (!/[\w./-]/.test(before) && !/[\w/-]/.test(after)) return true;
  }
  return false;
}
