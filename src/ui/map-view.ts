import type { Exposure, ExposureMap, TargetVerdict } from '../exposure/schema.ts';
import { coverageLines, problemLines } from './coverage-view.ts';
import {
  answerText,
  besideWords,
  exposureHeads,
  exposureLines,
  exposureRow,
  requestText,
} from './exposure-view.ts';
import { historyLine } from './history-view.ts';
import { labelled, plural, tableRows, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { signLines } from './sign-view.ts';
import { paint, verdictWord } from './style.ts';
import { toldApartLines } from './told-apart-view.ts';

/**
 * The exposure map as a person reads it: verdict, where, what could not be read, what to do next.
 * With details every exposure is shown whole: its place, all its refs, the way to it.
 */
export function mapText(map: ExposureMap, details: boolean): string {
  const signs = signLines(map, details);
  const isCertain = (map.signs ?? []).some(({ strength }) => strength === 'certain');
  const groups = [
    headline(map),
    // The payload itself comes before what may have brought it.
    ...(isCertain ? [signs, exposed(map, details)] : [exposed(map, details), signs]),
    unknown(map),
    unopened(map),
    clear(map),
    toldApartLines(map, details),
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
  const unopenedCount = map.coverage.targets.requested - targets.length;
  const missing = unopenedCount > 0 ? [`${unopenedCount} could not be opened`] : [];
  if (incident === null) {
    const word = map.coverage.complete
      ? paint('bold', 'READ')
      : paint(['bold', 'yellow'], 'NOT ALL READ');
    const counted = [plural(targets.length, 'target'), ...missing].join(', ');
    return [
      ...wrapped(0, `${word}  ${counted}; no incident was given to look for`),
      ...lookedAt(map),
    ];
  }
  const tally = (wanted: TargetVerdict['verdict']): number =>
    targets.filter((target) => target.verdict === wanted).length;
  const parts = [
    `${tally('exposed')} of ${plural(targets.length, 'target')} exposed`,
    ...(tally('possibly-exposed') > 0 ? [`${tally('possibly-exposed')} possibly`] : []),
    `${tally('unknown')} unknown`,
    `${tally('not-exposed')} not exposed`,
    ...missing,
  ];
  const kept = scan.number === null ? 'not kept' : `${printable(incident.id)}, scan ${scan.number}`;
  const window = windowText(incident.window);
  return [
    ...wrapped(0, `${verdictWord(verdict)}  ${paint('bold', printable(incident.title))}`),
    ...wrapped(0, parts.join(', ')),
    ...wrapped(
      0,
      paint(
        'dim',
        `${kept}: ${statedText(incident)}, ${window === null ? 'no window stated' : `window ${window}`}`,
      ),
    ),
    ...lookedAt(map),
  ];
}

/** `2 compromised versions, 1 range`; what is not there is left out. */
function statedText({ packages, ranges }: NonNullable<ExposureMap['incident']>): string {
  if (ranges === 0) return plural(packages, 'compromised version');
  if (packages === 0) return plural(ranges, 'compromised range');
  return `${plural(packages, 'compromised version')}, ${plural(ranges, 'range')}`;
}

/** What the scan looked at, as it was typed: as many TARGETs as two lines hold, and how many there are besides. */
function lookedAt({ scan }: ExposureMap): string[] {
  const all = scan.arguments.map(printable);
  const refs = { head: ['HEAD alone'], branches: ['branches alone'], all: [] }[scan.refs];
  const history = {
    reachable: ['with all history'],
    all: ['with all history, also what no ref leads to'],
    tips: [],
  }[scan.history ?? 'tips'];
  const how = [...refs, ...history].join(', ');
  const lines = (shown: number): string[] => {
    const more = shown < all.length ? ` and ${all.length - shown} more` : '';
    const text = `looked at ${all.slice(0, shown).join(', ')}${more}${how === '' ? '' : ` (${how})`}`;
    return wrapped(0, text).map((line) => paint('dim', line));
  };
  let shown = Math.min(all.length, 20);
  while (shown > 1 && lines(shown).length > 2) shown -= 1;
  return lines(shown);
}

/** `2026-05-19 01:39 to 04:56 UTC (estimated)`; null where nobody has said. */
export function windowText({
  estimated,
  from,
  to,
}: NonNullable<ExposureMap['incident']>['window']): string | null {
  if (from === null && to === null) return null;
  const sameDay = from !== null && to?.slice(0, 10) === from.slice(0, 10);
  const begins = from === null ? null : minute(from);
  const ends = to === null ? null : sameDay ? minute(to).slice(11) : minute(to);
  const text =
    ends === null
      ? `from ${begins} on`
      : begins === null
        ? `until ${ends}`
        : `${begins} to ${ends}`;
  return `${text} UTC${estimated ? ' (estimated)' : ''}`;
}

function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

/**
 * Exposed targets, those that hold it on a stronger class of place first, and possibly exposed ones last; a row for each
 * exposure, or all of it.
 */
function exposed(map: ExposureMap, details: boolean): string[] {
  const byTarget = [...Map.groupBy(map.exposures, (exposure) => exposure.target)].toSorted(
    ([a, ofA], [b, ofB]) =>
      standing(map, a) - standing(map, b) || liveRank(ofA) - liveRank(ofB) || (a < b ? -1 : 1),
  );
  const window = map.incident?.window;
  const hasWindow = window !== undefined && (window.from !== null || window.to !== null);
  const ordered = byTarget.flatMap(([, exposures]) => exposures);
  const [heads = [], ...rows] = tableRows(2, [exposureHeads, ...ordered.map(exposureRow)]);
  const blocks = new Map(
    ordered.map((exposure, index) => [
      exposure,
      details ? exposureLines(exposure, hasWindow) : (rows[index] ?? []),
    ]),
  );
  const groups = byTarget.flatMap(([name, exposures], index) => {
    const problems = isExposed(map, name)
      ? map.coverage.problems.filter((problem) => problem.target === name)
      : [];
    return [
      ...(details && index > 0 ? [''] : []),
      ...wrapped(0, headOf(name, verdictOn(map, name))),
      ...exposures.flatMap((exposure, place) => [
        ...(details ? [] : fileLine(exposure, exposures, place)),
        ...(blocks.get(exposure) ?? []),
        ...(details ? [] : [...historyLine(exposure), ...requestLine(exposure)]),
      ]),
      ...(problems.length === 0
        ? []
        : [
            `  ${paint('yellow', 'not read whole')}`,
            ...problemLines(4, problems, map.scan.number !== null),
          ]),
    ];
  });
  return details || groups.length === 0
    ? groups
    : [...heads.map((line) => paint('dim', line)), ...groups];
}

/**
 * The file that rows lie in, above the first of them, where a target has several, as their rows look alike, and where
 * another lockfile beside it may be the one that counts.
 */
function fileLine({ place }: Exposure, ofTarget: readonly Exposure[], index: number): string[] {
  const several = ofTarget.some((one) => one.place.path !== place.path);
  const begins = ofTarget[index - 1]?.place.path !== place.path;
  const beside = besideWords(place);
  if (!begins || (!several && beside.length === 0)) return [];
  const notes = beside.length === 0 ? '' : ` (${beside.join(', ')})`;
  return wrapped(2, paint('dim', `in ${printable(place.path)}${notes}`));
}

function verdictOn({ targets }: ExposureMap, target: string): TargetVerdict['verdict'] {
  return targets.find(({ name }) => name === target)?.verdict ?? 'exposed';
}

/** Whether what was found in it counts: what commits held at another time than the window does not. */
function isExposed(map: ExposureMap, target: string): boolean {
  return standing(map, target) < 2;
}

const standings: Record<TargetVerdict['verdict'], number> = {
  exposed: 0,
  'possibly-exposed': 1,
  unknown: 2,
  'not-exposed': 2,
};

function standing(map: ExposureMap, target: string): number {
  return standings[verdictOn(map, target)];
}

function headOf(target: string, verdict: TargetVerdict['verdict']): string {
  switch (verdict) {
    case 'exposed':
      return paint(['bold', 'red'], printable(target));
    case 'possibly-exposed':
      return `${paint(['bold', 'yellow'], printable(target))}  possibly exposed`;
    case 'unknown':
    case 'not-exposed':
      return `${paint('bold', printable(target))}  in the past alone, and not during the window`;
  }
}

function requestLine({ request }: Exposure): string[] {
  return request === undefined
    ? []
    : wrapped(4, paint('dim', `asks for ${requestText(request)}${answerText(request)}`));
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
      ...wrapped(0, `${paint(['bold', 'yellow'], printable(name))}  unknown`),
      ...problemLines(
        2,
        map.coverage.problems.filter((problem) => problem.target === name),
        map.scan.number !== null,
      ),
    ]);
}

/** What the arguments named and no target came of, or where a whole argument held nothing. */
function unopened(map: ExposureMap): string[] {
  const shown = new Set(
    map.targets.filter((target) => target.verdict !== 'not-exposed').map((target) => target.name),
  );
  const byArgument = Map.groupBy(
    map.coverage.problems.filter((problem) => !shown.has(problem.target)),
    (problem) => problem.target,
  );
  return [...byArgument].flatMap(([argument, problems]) => [
    ...wrapped(
      0,
      `${paint(['bold', 'yellow'], printable(argument))}  ${problems.every(({ code }) => code.startsWith('LIST_')) ? 'list not understood whole' : 'not read'}`,
    ),
    ...problemLines(2, problems, map.scan.number !== null),
  ]);
}

function clear(map: ExposureMap): string[] {
  const names = map.targets
    .filter((target) => target.verdict === 'not-exposed')
    .map(({ exposures, name, reason }) =>
      reason === null
        ? printable(name)
        : `${printable(name)} (${exposures > 0 ? 'held at another time alone' : 'nothing that installs packages'})`,
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
