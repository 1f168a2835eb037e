import type { CoverageAnswer } from '../exposure/answers.ts';
import type { Coverage, CoverageProblem, ExposureMap } from '../exposure/schema.ts';
import { labelled, plural, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint, verdictWord } from './style.ts';

const shownProblems = 5;
const hang = 12;

/** What was looked at, and what could not be read, in a few lines. */
export function coverageLines({ coverage }: Pick<ExposureMap, 'coverage'>): string[] {
  const { artefacts, complete, notLookedFor, outline, targets } = coverage;
  const state = complete
    ? paint(['bold', 'green'], 'complete')
    : paint(['bold', 'yellow'], 'incomplete');
  const missed = [
    ...Object.entries(notLookedFor.packages).map(
      ([ecosystem, number]) => `${plural(number, `${printable(ecosystem)} version`)} (no reader)`,
    ),
    ...Object.entries(notLookedFor.indicators).map(([kind, number]) =>
      plural(number, `${kind} indicator`),
    ),
  ];
  return [
    `${paint('bold', 'Coverage')} ${state}`,
    ...labelled(2, 'targets', hang, countsText(targets)),
    ...labelled(2, 'artefacts', hang, countsText(artefacts)),
    ...(outline === undefined ? [] : labelled(2, 'in outline', hang, outlineText(outline))),
    ...(missed.length === 0 ? [] : labelled(2, 'not sought', hang, missed.join(', '))),
  ];
}

/** Problems with their places, a few of them, and of what kinds the others are. `kept`: whether the scan was. */
export function problemLines(
  indent: number,
  problems: readonly CoverageProblem[],
  kept: boolean,
): string[] {
  const rest = problems.slice(shownProblems);
  const byCode = [...Map.groupBy(rest, ({ code }) => code)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  const kinds = byCode.map(([code, same]) => `${same.length.toLocaleString('en')} ${code}`);
  const more = `and ${plural(rest.length, 'more problem')} (${kinds.join(', ')}): ${kept ? '`firebreak exposure coverage`' : '--json'} names ${rest.length === 1 ? 'it' : 'them'}`;
  return [
    ...problems.slice(0, shownProblems).flatMap((problem) => wrapped(indent, problemText(problem))),
    ...(rest.length > 0 ? wrapped(indent, paint('dim', more)) : []),
  ];
}

/** One problem: where, what, and its code. */
export function problemText({ code, line, message, path, ref }: CoverageProblem): string {
  const place = path === null ? '' : `${printable(path)}${line === null ? '' : `:${line}`}: `;
  const where = ref === null || ref === 'worktree' ? '' : ` (on ${printable(ref)})`;
  return `${place}${printable(message)}${where} ${paint('dim', code)}`;
}

/** What was left out at refs that are very many. */
function outlineText({ notChecked, refs, targets }: NonNullable<Coverage['outline']>): string {
  return `${plural(refs, 'ref')} of ${plural(targets, 'target')}, pull requests and tags above all; not checked there: ${notChecked.map(printable).join('; ')}`;
}

function countsText(counts: Coverage['targets'] | Coverage['artefacts']): string {
  const [first, ...rest] = Object.entries(counts) as [[string, number], ...[string, number][]];
  const others = rest
    .filter(([name, number]) => number > 0 || name === 'read')
    .map(([name, number]) => `${number.toLocaleString('en')} ${name}`);
  return `${first[1].toLocaleString('en')} ${first[0]}: ${others.join(', ')}`;
}

/** Everything a scan could not read, target by target. */
export function coverageText(answer: CoverageAnswer): string {
  const byTarget = Map.groupBy(answer.coverage.problems, (problem) => problem.target);
  const lines = [
    ...wrapped(
      0,
      `${verdictWord(answer.verdict)}  ${paint('bold', printable(answer.incident))}, scan ${answer.scan}`,
    ),
    ...coverageLines(answer),
    ...[...byTarget].flatMap(([target, problems]) => [
      '',
      ...wrapped(0, paint('bold', printable(target))),
      ...problems.flatMap((problem) => wrapped(2, problemText(problem))),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}
