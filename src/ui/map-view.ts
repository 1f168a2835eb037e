import type { Exposure, ExposureMap, TargetVerdict } from '../exposure/schema.ts';
import { coverageLines, problemLines } from './coverage-view.ts';
import { exposureHeads, exposureLines, exposureRow } from './exposure-view.ts';
import { labelled, plural, tableRows } from './layout.ts';
import { printable } from './printable.ts';
import { paint, verdictWord } from './style.ts';

/**
 * The exposure map as a person reads it: verdict, where, what could not be read, what to do next.
 * With details every exposure is shown whole: its place, all its refs, the way to it.
 */
export function mapText(map: ExposureMap, details: boolean): string {
  const groups = [
    headline(map),
    exposed(map, details),
    unknown(map),
    clear(map),
    coverageLines(map),
    next(map),
  ];
  return `${groups
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headline(map: ExposureMap): string[] {
  const { incident, scan, targets, verdict } = map;
  if (incident === null)
    return [
      `${paint('bold', 'READ')}  ${plural(targets.length, 'target')}, without an incident to look for`,
    ];
  const tally = (wanted: TargetVerdict['verdict']): number =>
    targets.filter((target) => target.verdict === wanted).length;
  const parts = [
    `${tally('exposed')} of ${plural(targets.length, 'target')} exposed`,
    ...(tally('possibly-exposed') > 0 ? [`${tally('possibly-exposed')} possibly`] : []),
    `${tally('unknown')} unknown`,
    `${tally('not-exposed')} not exposed`,
  ];
  const kept = scan.number === null ? '' : `, scan ${scan.number}`;
  return [
    `${verdictWord(verdict)}  ${paint('bold', printable(incident.title))}`,
    ...labelled(0, '', 0, parts.join(', ')),
    ...labelled(
      0,
      '',
      0,
      paint(
        'dim',
        `${printable(incident.id)}${kept}: ${plural(incident.packages, 'compromised version')}, ${windowText(incident.window)}`,
      ),
    ),
  ];
}

/** `window 2026-05-19 01:39 to 04:56 UTC (estimated)`. */
export function windowText(window: NonNullable<ExposureMap['incident']>['window']): string {
  if (window.from === null && window.to === null) return 'no window stated';
  const from = window.from === null ? '…' : minute(window.from);
  const to = window.to === null ? '…' : minute(window.to);
  const sameDay = window.from !== null && window.to?.slice(0, 10) === window.from.slice(0, 10);
  return `window ${from} to ${sameDay ? to.slice(11) : to} UTC${window.estimated ? ' (estimated)' : ''}`;
}

function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

/** Exposed targets, those that hold it on a stronger class of place first; a row for each exposure, or all of it. */
function exposed(map: ExposureMap, details: boolean): string[] {
  const byTarget = [...Map.groupBy(map.exposures, (exposure) => exposure.target)].toSorted(
    ([a, ofA], [b, ofB]) => liveRank(ofA) - liveRank(ofB) || (a < b ? -1 : 1),
  );
  const ordered = byTarget.flatMap(([, exposures]) => exposures);
  const [heads = [], ...rows] = tableRows(2, [exposureHeads, ...ordered.map(exposureRow)]);
  const blocks = new Map(
    ordered.map((exposure, index) => [
      exposure,
      details ? exposureLines(exposure) : (rows[index] ?? []),
    ]),
  );
  const groups = byTarget.flatMap(([name, exposures], index) => {
    const problems = map.coverage.problems.filter((problem) => problem.target === name);
    return [
      ...(details && index > 0 ? [''] : []),
      paint(['bold', 'red'], printable(name)),
      ...exposures.flatMap((exposure) => blocks.get(exposure) ?? []),
      ...(problems.length === 0
        ? []
        : [`  ${paint('yellow', 'not read whole')}`, ...problemLines(4, problems)]),
    ];
  });
  return details || groups.length === 0
    ? groups
    : [...heads.map((line) => paint('dim', line)), ...groups];
}

function liveRank(exposures: readonly Exposure[]): number {
  const order: readonly Exposure['window']['live'][] = [
    'default',
    'branch',
    'worktree',
    'pull',
    'tag',
    'none',
  ];
  return Math.min(...exposures.map((exposure) => order.indexOf(exposure.window.live)));
}

function unknown(map: ExposureMap): string[] {
  return map.targets
    .filter((target) => target.verdict === 'unknown')
    .flatMap(({ name }) => [
      `${paint(['bold', 'yellow'], printable(name))}  unknown`,
      ...problemLines(
        2,
        map.coverage.problems.filter((problem) => problem.target === name),
      ),
    ]);
}

function clear(map: ExposureMap): string[] {
  const names = map.targets
    .filter((target) => target.verdict === 'not-exposed')
    .map(({ name, reason }) =>
      reason === null ? printable(name) : `${printable(name)} (nothing that installs packages)`,
    );
  if (names.length === 0) return [];
  return labelled(
    0,
    paint(['bold', 'green'], map.incident === null ? 'read' : 'not exposed'),
    13,
    names.join(', '),
  );
}

function next({ next: steps }: ExposureMap): string[] {
  if (steps.length === 0) return [];
  return [
    paint('bold', 'Next'),
    ...steps.flatMap((step, index) => labelled(1, `${index + 1}.`, 3, printable(step))),
  ];
}
