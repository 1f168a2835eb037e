import type { Aside, RequestHit } from './hits.ts';
import { purlOfRequest } from './request-variant.ts';
import type { RuledOut } from './schema.ts';
import { purlOfLocked, sortedLines } from './variant.ts';

/** What was told apart at one path, a row for each package and rule. */
export function ruledOutAt(target: string, path: string, asides: readonly Aside[]): RuledOut[] {
  const groups = Map.groupBy(asides, (aside) => `${purlOfLocked(aside)} ${aside.told.rule}`);
  return [...groups.values()].map((same) => {
    const [first] = same as [Aside, ...Aside[]];
    const { name, version } = first.locked;
    return {
      target,
      path,
      lines: sortedLines(same.map(({ document, index }) => document.lines()[index] ?? 0)),
      package: { purl: purlOfLocked(first), name, version },
      rule: first.told.rule,
      why: first.told.why,
      compared: first.told.compared,
    };
  });
}

/** Requests at one path that could not have become what they let in, a row for each package. */
export function declinedAt(
  target: string,
  path: string,
  declined: readonly RequestHit[],
): RuledOut[] {
  const groups = Map.groupBy(declined, ({ request }) => purlOfRequest(request));
  return [...groups.values()].map((same) => {
    const [first] = same as [RequestHit, ...RequestHit[]];
    const ranges = [...new Set(same.map(({ request }) => request.range ?? '*'))].toSorted();
    const admits = [...new Set(same.flatMap(({ judgement }) => judgement.admits))];
    return {
      target,
      path,
      lines: sortedLines(same.map(({ request }) => request.line)),
      package: {
        purl: purlOfRequest(first.request),
        name: first.request.name,
        version: ranges.join(', '),
      },
      rule: 'resolution',
      why: `could not have become it: ${first.outcome?.reason ?? 'nobody says why'}`,
      compared: admits.length === 0 ? first.judgement.match.stated : admits.join(', '),
    };
  });
}
