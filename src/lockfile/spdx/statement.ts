import type { DependencyKind, LockedPackage } from '../types.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { sbomPackage, type SbomFacts, sbomTwin } from '../reading/sbom-package.ts';
import { readPurl } from '../reading/sbom-purl.ts';

/** A package of the file, in the words that both generations of SPDX share. */
export interface SpdxPackage {
  readonly id: string;
  readonly name: string;
  readonly version: string | null;
  readonly purls: readonly string[];
  /** Digests as `sriOf` gives them. */
  readonly digests: readonly string[];
  readonly download: string | null;
  /** What it is for, in lower case, and with `-` for `_`; null where the file does not say. */
  readonly purpose: string | null;
  /** Its place among the objects of the list, in the order of the text. */
  readonly at: number;
}

/** What one package depends on, or contains. */
export interface SpdxRelation {
  readonly from: string;
  readonly to: string;
  readonly kind: DependencyKind;
  /** Whether the one contains the other, which need not ask for it. */
  readonly contains: boolean;
}

/** What a file says, whichever generation it is of. */
export interface SpdxFacts {
  readonly packages: readonly SpdxPackage[];
  readonly relations: readonly SpdxRelation[];
  /** What the document is about. */
  readonly roots: ReadonlySet<string>;
  /** Identifiers of what is no package: files, snippets, the document. */
  readonly others: ReadonlySet<string>;
}

/** Purposes of what no package manager fetches (SPDX 2.3, "Primary package purpose"; SPDX 3, SoftwarePurpose). */
const notFetched: ReadonlySet<string> = new Set([
  'archive',
  'container',
  'data',
  'device',
  'devicedriver',
  'disk-image',
  'diskimage',
  'file',
  'filesystem-image',
  'filesystemimage',
  'firmware',
  'operating-system',
  'operatingsystem',
  'platform',
  'source',
]);

/** What a package states: packages, the first of which stands for it, or what is asked for without a version. */
export interface StatedPackage {
  readonly packages: readonly LockedPackage[];
  readonly requests: readonly { ecosystem: string; name: string; range: string | null }[];
}

/**
 * Reads one package. One without a purl is stated as nothing; that is a problem unless it is what the document is
 * about, or of a kind that is not fetched.
 */
export function statedPackage(
  one: SpdxPackage,
  isRoot: boolean,
  isOwn: boolean,
  problems: Problems,
): StatedPackage {
  const facts: SbomFacts = {
    key: one.id,
    version: one.version,
    digests: one.digests,
    url: one.download,
    commit: null,
    marks: [],
    scope: null,
    own: isOwn,
  };
  const packages: LockedPackage[] = [];
  const requests: { ecosystem: string; name: string; range: string | null }[] = [];
  for (const text of one.purls) {
    const purl = readPurl(text);
    if (purl === null) {
      problems.add('ENTRY_UNREADABLE', `${quoted(text)} of ${quoted(one.name)} is no purl`);
      continue;
    }
    const locked = sbomPackage(purl, facts);
    const twin = sbomTwin(purl, facts);
    if (locked !== null) packages.push(locked);
    else if (!isRoot)
      requests.push({
        ecosystem: purl.ecosystem,
        name: purl.name,
        range: purl.version ?? one.version,
      });
    if (locked !== null && twin !== null) packages.push({ ...locked, version: twin });
  }
  if (one.purls.length === 0 && !isRoot && !notFetched.has(one.purpose ?? ''))
    problems.add(
      'ENTRY_UNREADABLE',
      `the package ${quoted(one.name)} has no purl, so that nothing tells which package it is`,
    );
  return { packages, requests };
}
