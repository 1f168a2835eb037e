import { itemsOf, member, stringOf } from '../../json-access.ts';
import type { JsonNode } from '../../json.ts';
import { referenceOf, type StatedCommit } from '../../reference.ts';

/** The ranges of an affected item in comparators, and whether it gives git commits and nothing else. */
export interface StatedRanges {
  readonly texts: readonly string[];
  /** Commits with which a GIT range begins. */
  readonly commits: readonly StatedCommit[];
  readonly commitsOnly: boolean;
}

/**
 * Turns OSV's events into ranges: each `introduced` opens one, the next `fixed` (exclusive) or
 * `last_affected` (inclusive) closes it; `introduced: 0` with nothing behind it is every version, `*`
 * (ossf.github.io/osv-schema, "affected[].ranges[].events"). Commits of GIT ranges are no versions: those that
 * introduce are given apart.
 */
export function statedRanges(ecosystem: string, ranges: readonly JsonNode[]): StatedRanges {
  const versioned = ranges.filter((range) => stringOf(member(range, 'type')) !== 'GIT');
  const texts = versioned.flatMap((range) =>
    rangeTexts(ecosystem, itemsOf(member(range, 'events'))),
  );
  const commits = ranges
    .filter((range) => !versioned.includes(range))
    .flatMap((range) => itemsOf(member(range, 'events')))
    .flatMap((event) => {
      const commit = referenceOf(stringOf(member(event, 'introduced')) ?? '');
      return commit === null ? [] : [{ commit, since: true }];
    });
  const commitsOnly = ranges.length > 0 && versioned.length === 0;
  return { texts: [...new Set(texts)], commits, commitsOnly };
}

/** Whether a range is every version: introduced at 0, and no event ends it. */
export function introducesAll(range: JsonNode): boolean {
  const [text, ...more] = rangeTexts('npm', itemsOf(member(range, 'events')));
  return text === '*' && more.length === 0;
}

function rangeTexts(ecosystem: string, events: readonly JsonNode[]): string[] {
  const texts: string[] = [];
  let from: string | null = null;
  for (const event of events) {
    const introduced = stringOf(member(event, 'introduced'));
    const fixed = stringOf(member(event, 'fixed'));
    const last = stringOf(member(event, 'last_affected'));
    if (introduced !== null) {
      if (from !== null) texts.push(comparators(ecosystem, from, null));
      from = introduced;
    }
    const end: string | null = fixed !== null ? `<${fixed}` : last !== null ? `<=${last}` : null;
    if (end !== null) {
      texts.push(comparators(ecosystem, from ?? '0', end));
      from = null;
    }
  }
  if (from !== null) texts.push(comparators(ecosystem, from, null));
  return texts;
}

function comparators(ecosystem: string, from: string, end: string | null): string {
  const parts = [from === '0' ? null : `>=${from}`, end].filter((part) => part !== null);
  return parts.length === 0 ? '*' : parts.join(ecosystem === 'npm' ? ' ' : ',');
}
