import type { RunbookCheck } from '../app/runbook-results.ts';
import { plural, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

/** Errors and warnings of a runbook, each with its place. */
export function runbookCheckText({ errors, runbook, warnings }: RunbookCheck): string {
  const verdict =
    errors.length > 0
      ? paint(['bold', 'red'], plural(errors.length, 'error'))
      : paint(['bold', 'green'], 'no errors');
  const lines = [
    ...wrapped(
      0,
      `${paint('bold', printable(runbook))}  ${verdict}, ${plural(warnings.length, 'warning')}`,
    ),
    ...errors.flatMap((problem) => problemLines(problem, paint('red', 'error'))),
    ...warnings.flatMap((problem) => problemLines(problem, paint('yellow', 'warning'))),
  ];
  return `${lines.join('\n')}\n`;
}

function problemLines(
  { code, line, message, path }: RunbookCheck['errors'][number],
  severity: string,
): string[] {
  const place = line === null ? path : `${path}:${line}`;
  return [
    '',
    ...wrapped(0, `${printable(place)}  ${severity} ${paint('dim', printable(code))}`),
    ...wrapped(2, printable(message)),
  ];
}
