import { checkVersion } from '../../package/version.ts';
import type { LockedPackage, Mark, Scope } from '../types.ts';
import { markBit, marksOf } from './marks.ts';
import { integrityOf } from './sbom-integrity.ts';
import { placeOf, type PurlStatement } from './sbom-purl.ts';

/** What an SBOM says of a package beside its purl. */
export interface SbomFacts {
  /** The identifier by which the file refers to it, or what stands for one. */
  readonly key: string;
  /** As the file states it beside the purl. */
  readonly version: string | null;
  /** Digests as `sriOf` gives them. */
  readonly digests: readonly string[];
  /** Where its archive lies. */
  readonly url: string | null;
  readonly commit: string | null;
  readonly marks: readonly Mark[];
  readonly scope: Scope | null;
  /** Whether it is what the SBOM is about, or a part of that. */
  readonly own: boolean;
}

/**
 * The package of a purl. Null where neither the purl nor what stands beside it has a version: what is asked for then
 * is not told.
 */
export function sbomPackage(purl: PurlStatement, facts: SbomFacts): LockedPackage | null {
  const version = purl.version ?? facts.version;
  if (version === null || isRange(version)) return null;
  const place = purl.resolved === null ? placeOf(purl.ecosystem, facts.url) : purl;
  return {
    key: facts.key,
    ecosystem: purl.ecosystem,
    name: purl.name,
    version,
    source: facts.own ? 'workspace' : place.source,
    resolved: facts.url ?? purl.resolved,
    commit: purl.commit ?? place.commit ?? facts.commit,
    integrity: integrityOf([...facts.digests, ...purl.integrity]),
    marks: marksOf(facts.marks.reduce((bits, mark) => bits | markBit[mark], 0)),
    scope: facts.scope,
  };
}

/** The same package under the version beside the purl, where that is another. */
export function sbomTwin(purl: PurlStatement, { version }: SbomFacts): string | null {
  if (version === null || purl.version === null || !compared.has(purl.ecosystem)) return null;
  if (version === purl.version || isRange(version)) return null;
  return normal(purl.ecosystem, version) === normal(purl.ecosystem, purl.version) ? null : version;
}

/** Those whose purls bear the version as the registry does, so that another spelling is another version. */
const compared: ReadonlySet<string> = new Set(['cargo', 'composer', 'gem', 'npm', 'pypi']);

function normal(ecosystem: string, version: string): string {
  const check = checkVersion(ecosystem, version);
  return check.ok ? check.version : version;
}

/** Whether a text that stands for a version asks for several: GitHub's export has such for manifests without a lockfile. */
export function isRange(version: string): boolean {
  return /^[<>=~^!]|[\s|,*]/.test(version);
}
