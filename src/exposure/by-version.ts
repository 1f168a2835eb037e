import type { CompromisedPackage, Sources } from '../incident/schema.ts';
import type { LockedPackage } from '../lockfile/types.ts';
import { wildcardPrefix } from '../package/name.ts';
import { checkVersion, inRange } from '../package/version.ts';
import type { Match } from './match.ts';

/** A match, or why nobody can say; null where the version is another. */
export type VersionJudgement = Match | { readonly why: string } | null;

/** Holds the version of a package against those that are compromised: exact ones first, then ranges. */
export function judgeVersion(
  { name, ranges, versions }: CompromisedPackage,
  { ecosystem, source, version: stated }: LockedPackage,
): VersionJudgement {
  const check = checkVersion(ecosystem, stated);
  const version = check.ok ? check.version : stated;
  const exact = Object.hasOwn(versions, version)
    ? versions[version]
    : bySameRelease(ecosystem, version, versions);
  if (exact !== undefined)
    return {
      matchedBy: 'version',
      kind: 'version',
      stated: version,
      compared: null,
      statedBy: exact,
    };
  let unjudged: string | null = null;
  for (const [range, statedBy] of Object.entries(ranges)) {
    const within = inRange(ecosystem, version, range);
    if (within) return { ...ofRange(name, range), compared: null, statedBy };
    if (within === null) unjudged ??= range;
  }
  // What a git source or the workspace holds is no release.
  if (source === 'git' || source === 'workspace') return null;
  if (!check.ok) return { why: 'is stated without a version that could be compared' };
  return unjudged === null
    ? null
    : { why: `its version ${version} cannot be compared with the range ${unjudged}` };
}

/** Python writes one version in many ways, `1.0` and `1.0.0` among them (PEP 440, "Version matching"). */
function bySameRelease(
  ecosystem: string,
  version: string,
  versions: CompromisedPackage['versions'],
): Sources | undefined {
  if (ecosystem !== 'pypi') return undefined;
  return Object.entries(versions).find(([one]) => inRange(ecosystem, version, `==${one}`))?.[1];
}

/** How a range of a package, or of a scope, is said to match. */
export function ofRange(name: string, range: string): Pick<Match, 'matchedBy' | 'kind' | 'stated'> {
  if (wildcardPrefix(name) !== null)
    return {
      matchedBy: 'range',
      kind: 'whole-scope',
      stated: range === '*' ? name : `${name} ${range}`,
    };
  return { matchedBy: 'range', kind: range === '*' ? 'any-version' : 'range', stated: range };
}
