import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExposureMap } from '../../../src/exposure/schema.ts';
import type { Program } from '../harness.ts';
import { weighedFirebreak } from '../programs.ts';

/** Whatever a scan finds and cannot read: none of it is a failure of the program. */
export const anyVerdict = [0, 10, 11, 12];

export interface HistoryScan {
  /** Whether history is looked at, or tips alone. */
  readonly history: boolean;
  readonly targets: readonly string[];
  readonly list: string;
  readonly home: string;
  /** Where its answer goes. */
  readonly output: string;
}

/** A scan that goes on from what the data directory holds. */
export function laterScan({ history, home, list, output, targets }: HistoryScan): Program {
  const kept = ['--incident', list, '--data-dir', home, '--json'];
  const args = ['scan', ...targets, ...(history ? ['--history'] : []), ...kept];
  return { ...weighedFirebreak(args, anyVerdict, `${output}.peak`), output };
}

/** The same with nothing remembered. */
export function firstScan(scan: HistoryScan): Program {
  return {
    ...laterScan(scan),
    before: () => rmSync(scan.home, { recursive: true, force: true }),
  };
}

/** The scans of one repository, whose files go to `directory`. */
export function scansOf(
  path: string,
  list: string,
  directory: string,
): { readonly first: HistoryScan; readonly second: HistoryScan } {
  const home = join(directory, 'home');
  const scan = { history: true, targets: [path], list, home };
  return {
    first: { ...scan, output: join(directory, 'first.json') },
    second: { ...scan, output: join(directory, 'second.json') },
  };
}

/** What a scan answered, in the words that a row has room for. */
export function answerIn(output: string): string {
  const { coverage, exposures, signs = [], verdict } = mapIn(output);
  const codes = Map.groupBy(coverage.problems, ({ code }) => code);
  const problems = [...codes]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { length }]) => `${length} ${code}`);
  return [
    verdict,
    `${exposures.length} exposures`,
    ...(signs.length === 0 ? [] : [`${signs.length} signs`]),
    problems.length === 0 ? 'no problems' : `problems: ${problems.join(', ')}`,
  ].join(', ');
}

/** Whether two scans gave the same answer, whenever they did. */
export function answersAlike(one: string, other: string): boolean {
  const [a, b] = [one, other].map((output) => {
    const { coverage, exposures, ruledOut, signs, verdict } = mapIn(output);
    return JSON.stringify({ coverage, exposures, ruledOut, signs, verdict });
  });
  return a === b;
}

function mapIn(output: string): ExposureMap {
  return JSON.parse(readFileSync(output, 'utf8')) as ExposureMap;
}
