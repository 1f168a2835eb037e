import type { Aside } from './hits.ts';
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
