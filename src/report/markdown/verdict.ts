import type { MapSummary, Report, TargetChange } from '../schema.ts';
import { table } from './table.ts';
import { code, codes, time, plural, record } from './text.ts';

/** Verdict before and after, with what is not known named beside what is. */
export function verdictLines({ verdict }: Report): string[] {
  const { after, afterSeq, before, targets } = verdict;
  const changed = targets.filter(isWorthARow);
  return [
    '## Verdict before and after',
    '',
    ...table(['', 'before', `after (${record(afterSeq)})`], summaryRows(before, after), ''),
    ...(after === null
      ? ['**No rescan is on record: nothing shows what the run achieved.**', '']
      : []),
    ...clearanceLines(verdict),
    ...table(
      ['target', 'before', 'exposures', 'after', 'exposures', 'reason'],
      changed.map(targetRow),
      'No target was exposed, possibly exposed or unknown, before or after.',
    ),
    `${plural(targets.length - changed.length, 'target')} of ${targets.length} not exposed before and after are left out of this table.`,
    '',
    ...historyLines(verdict),
  ];
}

/** What the commits say of each exposure, where history was read. */
function historyLines({ histories = [], historiesTotal = 0 }: Report['verdict']): string[] {
  if (histories.length === 0) return [];
  const left = historiesTotal - histories.length;
  return [
    '### What the commits say',
    '',
    ...histories.flatMap(({ package: what, path, story, target }) => [
      `- ${code(target)}, ${code(path)}, ${code(what)}:`,
      ...story.map((sentence) => `  - ${code(sentence)}`),
    ]),
    ...(left > 0 ? [`- and ${left} more, which the kept scans tell of`] : []),
    '',
  ];
}

function summaryRows(before: MapSummary, after: MapSummary | null): string[][] {
  const row = (name: string, of: (map: MapSummary) => string): string[] => [
    name,
    of(before),
    after === null ? '-' : of(after),
  ];
  return [
    row('verdict', ({ verdict }) => `**${verdict}**`),
    row('scan', ({ at, refs, scan }) => `${scan ?? 'not kept'}, ${time(at)}, refs ${code(refs)}`),
    row('looked for', ({ packages, ranges }) => `${packages} versions, ${ranges} ranges`),
    row('targets exposed', ({ targets }) => `${targets.exposed} of ${targets.total}`),
    row(
      'targets possibly exposed',
      ({ targets }) => `${targets.possiblyExposed} of ${targets.total}`,
    ),
    row('targets **unknown**', ({ targets }) => `${targets.unknown} of ${targets.total}`),
    row('targets not exposed', ({ targets }) => `${targets.notExposed} of ${targets.total}`),
    row('exposures', ({ exposures }) => `${exposures}`),
    row('everything read', ({ complete }) => (complete ? 'yes' : '**no**')),
  ];
}

function clearanceLines({ clearance, exposures, unconfirmed }: Report['verdict']): string[] {
  if (clearance === null || exposures === null) return [];
  const { appeared, gone, listChanged, remaining } = exposures;
  const part = (name: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`- ${name}: ${items.length}: ${codes(items)}`];
  return [
    clearance.clear
      ? 'The rescan is **clear**: nothing live on a default branch, a branch or a work tree, and nothing unread that nobody excluded.'
      : 'The rescan is **not clear**.',
    '',
    `- of ${gone + remaining} exposures ${gone} are gone and ${remaining} remain; ${appeared} appeared`,
    ...(listChanged ? ['- the list of the incident changed in between'] : []),
    ...part('still live', clearance.live),
    ...part('held by pull requests or tags', clearance.open),
    ...part('not read whole', clearance.unknown),
    ...part('gone only because they were not read whole', unconfirmed),
    ...clearance.excluded.map(({ name, reason }) => `- excluded: ${code(name)}: ${code(reason)}`),
    '',
  ];
}

function isWorthARow({ after, before }: TargetChange): boolean {
  return before !== 'not-exposed' || (after !== 'not-exposed' && after !== null);
}

function targetRow(change: TargetChange): string[] {
  const { after, before, exposuresAfter, exposuresBefore, reason, target } = change;
  return [
    code(target),
    before ?? 'not looked at',
    `${exposuresBefore ?? '-'}`,
    after === null ? 'not looked at' : `**${after}**`,
    `${exposuresAfter ?? '-'}`,
    code(reason ?? ''),
  ];
}
