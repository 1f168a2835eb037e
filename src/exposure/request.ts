import type { CompromisedPackage } from '../incident/schema.ts';
import type { OpenRequest } from '../lockfile/types.ts';
import { compareVersions, inRange } from '../package/version.ts';
import { admits, asksRegistry, rangesMeet } from './admits.ts';
import type { ByBytes } from './by-bytes.ts';
import { ofRange } from './by-version.ts';
import type { Match } from './match.ts';

/** What is asked for could be, or is, something compromised; or nobody can say. */
export type RequestJudgement =
  | {
      readonly kind: 'match';
      readonly match: Match;
      /** Compromised versions that the range lets in, in their order; none where a range is sought. */
      readonly admits: readonly string[];
    }
  | { readonly kind: 'unclear'; readonly why: string };

/** Holds what is asked for against what is compromised: a commit or an address in it first, then versions and ranges. */
export function judgeRequest(
  request: OpenRequest,
  candidates: readonly CompromisedPackage[],
  bytes: ByBytes,
): RequestJudgement | null {
  const { range } = request;
  const place = range === null ? null : { commit: null, integrity: null, resolved: range };
  const pinned = place !== null && bytes.any ? bytes.match(place) : null;
  if (pinned !== null) return { kind: 'match', match: pinned, admits: [] };
  let unclear: RequestJudgement | null = null;
  for (const candidate of asksRegistry(request) ? candidates : []) {
    const found = byVersions(request, candidate) ?? byRanges(request, candidate);
    if (found?.kind === 'match') return found;
    unclear ??= found;
  }
  return unclear;
}

function byVersions(
  request: OpenRequest,
  { versions }: CompromisedPackage,
): RequestJudgement | null {
  const answers = Object.keys(versions).map((version) => ({
    version,
    admitted: admits(request.ecosystem, request.range, version),
  }));
  const admitted = answers
    .filter((one) => one.admitted)
    .map(({ version }) => version)
    .toSorted(compareVersions);
  const highest = admitted.at(-1);
  if (highest !== undefined) {
    const statedBy = Object.fromEntries(
      admitted.flatMap((version) => Object.entries(versions[version] ?? {})),
    );
    const match = { matchedBy: 'version', kind: 'version', stated: highest } as const;
    return {
      kind: 'match',
      match: { ...match, compared: request.range, statedBy },
      admits: admitted,
    };
  }
  return answers.some((one) => one.admitted === null) ? notJudged(request) : null;
}

function byRanges(
  request: OpenRequest,
  { name, ranges }: CompromisedPackage,
): RequestJudgement | null {
  let unclear: RequestJudgement | null = null;
  for (const [range, statedBy] of Object.entries(ranges)) {
    const meet = range === '*' ? true : rangesMeet(request, range, inRange);
    const match = { ...ofRange(name, range), compared: request.range, statedBy };
    if (meet) return { kind: 'match', match, admits: [] };
    if (meet === null) unclear ??= notJudged(request);
  }
  return unclear;
}

function notJudged({ range }: OpenRequest): RequestJudgement {
  return { kind: 'unclear', why: `is asked for as ${range}, which cannot be judged` };
}
