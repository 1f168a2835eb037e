import type { LockDocument, LockedPackage } from '../lockfile/types.ts';
import type { Artefact } from '../sources/types.ts';
import type { Match, Matcher } from './matcher.ts';

/** A package of an artefact that answers to the incident. */
export interface Hit {
  readonly document: LockDocument;
  /** Index into the document's packages. */
  readonly index: number;
  readonly locked: LockedPackage;
  readonly match: Match;
}

/** Every package of an artefact that answers to the incident, in the order of the file. */
export function hitsIn(artefact: Artefact, matcher: Matcher): Hit[] {
  const hits: Hit[] = [];
  for (const document of artefact.reading.documents) {
    if (!matcher.mayMatch(document)) continue;
    const { packages } = document;
    for (let index = 0; index < packages.length; index += 1) {
      const locked = packages[index] as LockedPackage;
      const match = matcher.match(locked);
      if (match !== null) hits.push({ document, index, locked, match });
    }
  }
  return hits;
}

/** A package that may be sought and states no version that could tell. */
export interface Unclear {
  readonly name: string;
  /** 1-based; null where its entry was not found. */
  readonly line: number | null;
}

/** Every package of an artefact of which nobody can say whether it answers to the incident. */
export function unclearIn(artefact: Artefact, matcher: Matcher): Unclear[] {
  const unclear: Unclear[] = [];
  for (const document of artefact.reading.documents) {
    if (!matcher.mayMatch(document)) continue;
    for (const [index, locked] of document.packages.entries()) {
      if (!matcher.isUnclear(locked) || matcher.match(locked) !== null) continue;
      unclear.push({ name: locked.name, line: document.lines()[index] || null });
    }
  }
  return unclear;
}
