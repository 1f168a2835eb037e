import { type Checked, type Finding, warning } from './lint.ts';

const day = 24 * 60 * 60 * 1000;
const mostDays = 180;

/** A runbook that was never exercised, or that nobody has reviewed for half a year; one without a report. */
export function upkeep({ now, runbook, steps }: Checked): readonly Finding[] {
  const found: Finding[] = [];
  const days = Math.floor((now - Date.parse(runbook.reviewedAt)) / day);
  if (days > mostDays)
    found.push(warning('REVIEW_OVERDUE', ['reviewedAt'], `last reviewed ${days} days ago`));
  if (runbook.exercisedAt === null)
    found.push(warning('NEVER_EXERCISED', ['exercisedAt'], 'it was never exercised'));
  if (!steps.some(({ step }) => step.kind === 'report'))
    found.push(warning('NO_REPORT', ['steps'], 'no step writes the report'));
  return found;
}
