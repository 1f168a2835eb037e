import type { CompromisedPackage, Incident } from '../incident/schema.ts';
import { nameHash, pairHash } from '../lockfile/coordinate-hash.ts';
import type { LockDocument, LockedPackage, OpenRequest } from '../lockfile/types.ts';
import { checkName, wildcardPrefix } from '../package/name.ts';
import { matchByBytes } from './by-bytes.ts';
import { judgeVersion, type VersionJudgement } from './by-version.ts';
import { judgedStatements } from './judged-statements.ts';
import type { Judgement, Match } from './match.ts';
import { judgeRequest, type RequestJudgement } from './request.ts';
import { matchReference } from './references.ts';
import type { RegistryPlace } from './addresses.ts';
import { toldApart } from './told-apart.ts';

/** Answers for one package at a time; most are refused by one look-up. */
export interface Matcher {
  /** Null for a package of which the incident says nothing. */
  judge(locked: LockedPackage): Judgement | null;
  /** The same for what is asked for without a version. */
  judgeRequest(request: OpenRequest): RequestJudgement | null;
  match(locked: LockedPackage): Match | null;
  /**
   * Whether a package bears a sought name and no version that can be compared, so that nobody can say. What a git
   * source holds is no release, and is sought by its commit.
   */
  isUnclear(locked: LockedPackage): boolean;
  /**
   * False only where nothing is to be said of any package of the document: tells so without building them, where the
   * document can. Exact where it numbers its statements. Says nothing of what the document asks for.
   */
  mayMatch(document: LockDocument): boolean;
}

/** What the person who scans knows and no file says. */
export interface MatchRules {
  /** Registries that serve the organisation's own packages under names that others may bear too. */
  readonly privateRegistries: readonly RegistryPlace[];
}

/** What is said of one ecosystem. */
interface Named {
  readonly byName: Map<string, CompromisedPackage>;
  /** Whole scopes (`@antv/`). */
  readonly byPrefix: Map<string, CompromisedPackage>;
}

/** Builds the look-ups for an incident. The strongest way of matching wins: bytes, commit, address, version, range. */
export function createMatcher(incident: Incident, rules?: MatchRules): Matcher {
  const ecosystems = namesOf(incident);
  const bytes = matchByBytes(incident);
  const sought = soughtHashes(incident, bytes.any);
  const privateRegistries = rules?.privateRegistries ?? [];
  const judge = (locked: LockedPackage): Judgement | null => {
    const match = bytes.any ? bytes.match(locked) : null;
    if (match !== null) return { kind: 'match', match };
    const named = ecosystems.get(locked.ecosystem);
    const candidates = named === undefined ? [] : candidatesFor(named, locked);
    let told: Judgement | null = null;
    let unclear: Judgement | null = null;
    for (const candidate of candidates) {
      const found: VersionJudgement =
        matchReference(candidate, locked) ?? judgeVersion(candidate, locked);
      if (found === null) continue;
      if ('why' in found) {
        unclear ??= { kind: 'unclear', why: found.why };
        continue;
      }
      const apart = toldApart(found, { candidate, locked, incident, privateRegistries });
      if (apart === null) return { kind: 'match', match: found };
      told ??= { kind: 'told-apart', told: apart };
    }
    if (told === null && bytes.any && bytes.isUnclear(locked))
      unclear ??= { kind: 'unclear', why: 'is taken from a commit named in too few digits' };
    return told ?? unclear;
  };
  const anyJudged = judgedStatements((locked) => judge(locked) !== null);
  return {
    judge,
    judgeRequest(request) {
      const named = ecosystems.get(request.ecosystem);
      const candidates = named === undefined ? [] : candidatesFor(named, request);
      return judgeRequest(request, candidates, bytes);
    },
    match(locked) {
      const judgement = judge(locked);
      return judgement?.kind === 'match' ? judgement.match : null;
    },
    isUnclear: (locked) => judge(locked)?.kind === 'unclear',
    mayMatch({ hashes, statements }) {
      if (statements !== undefined) return anyJudged(statements);
      if (sought === null || hashes === undefined) return true;
      return (
        hashes.pairs.some((hash) => sought.pairs.has(hash)) ||
        (sought.names.size > 0 && hashes.names.some((hash) => sought.names.has(hash)))
      );
    },
  };
}

function namesOf({ packages }: Incident): Map<string, Named> {
  const ecosystems = new Map<string, Named>();
  for (const compromised of packages) {
    const named = ecosystems.get(compromised.ecosystem) ?? {
      byName: new Map<string, CompromisedPackage>(),
      byPrefix: new Map<string, CompromisedPackage>(),
    };
    const prefix = wildcardPrefix(compromised.name);
    if (prefix === null) named.byName.set(compromised.name, compromised);
    else named.byPrefix.set(prefix, compromised);
    ecosystems.set(compromised.ecosystem, named);
  }
  return ecosystems;
}

const none: readonly CompromisedPackage[] = [];

/** What is said of a name, and of the whole scope it lies in. */
function candidatesFor(
  named: Named,
  { ecosystem, name }: Pick<LockedPackage, 'ecosystem' | 'name'>,
): readonly CompromisedPackage[] {
  const own = named.byName.get(name) ?? byOtherSpelling(named, ecosystem, name);
  const slash = named.byPrefix.size === 0 ? -1 : name.indexOf('/');
  const scope = slash === -1 ? undefined : scopeOf(named, ecosystem, name.slice(0, slash + 1));
  if (own === undefined && scope === undefined) return none;
  return [own, scope].filter((one) => one !== undefined);
}

/** npm compares names as they are written; other ecosystems fold them, so a second look-up is needed. */
function byOtherSpelling(
  { byName }: Named,
  ecosystem: string,
  name: string,
): CompromisedPackage | undefined {
  if (ecosystem === 'npm') return undefined;
  const check = checkName(ecosystem, name);
  return check.ok ? byName.get(check.name) : undefined;
}

function scopeOf(
  { byPrefix }: Named,
  ecosystem: string,
  prefix: string,
): CompromisedPackage | undefined {
  return byPrefix.get(ecosystem === 'composer' ? prefix.toLowerCase() : prefix);
}

interface SoughtHashes {
  readonly pairs: ReadonlySet<number>;
  /** Of packages whose versions must be compared one by one. */
  readonly names: ReadonlySet<number>;
}

/** Hashes of all that is sought; null where coordinates alone cannot tell what is. */
function soughtHashes({ packages }: Incident, byBytes: boolean): SoughtHashes | null {
  const beyond = packages.some(
    ({ name, references }) => wildcardPrefix(name) !== null || references !== undefined,
  );
  if (byBytes || beyond) return null;
  // Python writes one version in many ways, so that its names alone can refuse a document.
  const ranged = packages.filter(
    ({ ecosystem, ranges }) => ecosystem === 'pypi' || Object.keys(ranges).length > 0,
  );
  return {
    pairs: new Set(
      packages.flatMap(({ name, versions }) =>
        Object.keys(versions).map((version) => pairHash(name, version)),
      ),
    ),
    names: new Set(ranged.map(({ name }) => nameHash(name))),
  };
}
