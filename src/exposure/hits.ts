import type { LockDocument, LockedPackage, OpenRequest } from '../lockfile/types.ts';
import type { Artefact } from '../sources/types.ts';
import type { Match, ToldApart } from './match.ts';
import type { Matcher } from './matcher.ts';
import type { RequestJudgement } from './request.ts';
import type { Resolution } from './resolve/types.ts';

/** A package of an artefact that answers to the incident. */
export interface Hit {
  readonly document: LockDocument;
  /** Index into the document's packages. */
  readonly index: number;
  readonly locked: LockedPackage;
  readonly match: Match;
}

/** Something asked for that could become, or is, what the incident names. */
export interface RequestHit {
  readonly request: OpenRequest;
  readonly judgement: Extract<RequestJudgement, { kind: 'match' }>;
  /** What it would have become. Absent until that is asked. */
  readonly outcome?: Outcome;
}

/** Whether what is asked for would have become something compromised, and what kept it from that or might have. */
export interface Outcome extends Resolution {
  readonly cooldown: { readonly stated: string; readonly at: string } | null;
}

/** A package that bears what is sought and is something else. */
export interface Aside {
  readonly document: LockDocument;
  readonly index: number;
  readonly locked: LockedPackage;
  readonly told: ToldApart;
}

/** A package, or something asked for, of which nobody can say whether it answers to the incident. */
export interface Unclear {
  readonly name: string;
  /** The end of a sentence that begins with the name. */
  readonly why: string;
  /** 1-based; null where its entry was not found. */
  readonly line: number | null;
}

/** What the incident has to say of an artefact, in the order of the file. */
export interface Sifted {
  readonly hits: readonly Hit[];
  readonly requests: readonly RequestHit[];
  /** Requests that let in what the incident names, and could not have become it. */
  readonly declined?: readonly RequestHit[];
  readonly asides: readonly Aside[];
  readonly unclear: readonly Unclear[];
}

/** Holds every package of an artefact, and all that it asks for, against the incident. */
export function sift(artefact: Artefact, matcher: Matcher): Sifted {
  const sifted = {
    hits: [] as Hit[],
    requests: [] as RequestHit[],
    asides: [] as Aside[],
    unclear: [] as Unclear[],
  };
  for (const document of artefact.reading.documents) {
    for (const request of document.requests ?? []) {
      const judgement = matcher.judgeRequest(request);
      if (judgement?.kind === 'match') sifted.requests.push({ request, judgement });
      if (judgement?.kind === 'unclear')
        sifted.unclear.push({
          name: request.name,
          why: judgement.why,
          line: request.line === 0 ? null : request.line,
        });
    }
    if (!matcher.mayMatch(document)) continue;
    const { packages } = document;
    for (let index = 0; index < packages.length; index += 1) {
      const locked = packages[index] as LockedPackage;
      const judgement = matcher.judge(locked);
      if (judgement === null) continue;
      if (judgement.kind === 'match')
        sifted.hits.push({ document, index, locked, match: judgement.match });
      else if (judgement.kind === 'told-apart')
        sifted.asides.push({ document, index, locked, told: judgement.told });
      else
        sifted.unclear.push({
          name: locked.name,
          why: judgement.why,
          line: document.lines()[index] || null,
        });
    }
  }
  return sifted;
}

/** Every package of an artefact that answers to the incident, in the order of the file. */
export function hitsIn(artefact: Artefact, matcher: Matcher): Hit[] {
  return [...sift(artefact, matcher).hits];
}
