import type { RunbookList, RunbookShow } from '../app/runbook-results.ts';
import { labelled, plural, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

type ShownStep = RunbookShow['steps'][number];

const hang = 12;

/** The shipped runbooks, one below the other. */
export function runbookListText({ runbooks, unreadable }: RunbookList): string {
  const lines = [
    ...runbooks.flatMap((one) => [
      ...wrapped(0, `${paint('bold', printable(one.id))}  ${printable(one.version)}`),
      ...wrapped(2, printable(one.title)),
      ...wrapped(2, `${plural(one.steps, 'step')}, ${upkeepText(one)}`),
      ...(one.errors > 0
        ? wrapped(
            2,
            paint('red', `${plural(one.errors, 'error')}: firebreak runbook check ${one.id}`),
          )
        : []),
      '',
    ]),
    ...unreadable.flatMap(({ message }) => wrapped(0, paint('red', printable(message)))),
  ];
  return `${lines.join('\n')}\n`;
}

/** One runbook: what it is for, its steps in order, interlocks, and the control matrix. */
export function runbookText(runbook: RunbookShow): string {
  const { about, controls, id, interlocks, owner, steps, title, version } = runbook;
  const lines = [
    ...wrapped(0, `${paint('bold', printable(title))}  ${id} ${version}`),
    ...wrapped(2, printable(about)),
    ...labelled(2, 'owner', hang, printable(owner)),
    ...labelled(2, 'upkeep', hang, upkeepText(runbook)),
    '',
    paint('bold', 'steps'),
    ...steps.flatMap((step, index) => [...branchLines(step, steps[index - 1]), ...stepLines(step)]),
    '',
    paint('bold', 'interlocks'),
    ...interlocks.flatMap(({ before, require, why }) => [
      ...wrapped(2, `${before.join(', ')} not before ${require.join(', ')}`),
      ...wrapped(4, paint('dim', printable(why))),
    ]),
    '',
    paint('bold', 'controls'),
    ...controls.flatMap((control) => [
      ...wrapped(2, printable(control.control)),
      ...wrapped(4, `within ${durationText(control.respondWithin)}, ${triggerText(control)}`),
      ...wrapped(4, paint('dim', ownersText(control))),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function branchLines({ branch }: ShownStep, before: ShownStep | undefined): string[] {
  if (branch === null || (before?.branch?.of === branch.of && before.branch.id === branch.id))
    return [];
  return [`  ${paint('dim', `at the same time: ${branch.id}`)}`];
}

function stepLines(step: ShownStep): string[] {
  const { approval, ask, branch, id, kind, owner, records, requires, title } = step;
  const indent = branch === null ? 2 : 4;
  const facts = [
    ...(requires.length === 0 ? [] : [`after ${requires.join(', ')}`]),
    ...(approval === 'one' ? ['approved by one'] : []),
    ...(records === null ? [] : [`records ${records}`]),
  ];
  return [
    ...wrapped(indent, `${paint('cyan', id)}  ${printable(title)}`),
    ...wrapped(indent + 2, `${kind}${doneText(step)}; ${owner}`),
    ...(ask === null ? [] : wrapped(indent + 2, printable(ask))),
    ...(facts.length === 0 ? [] : wrapped(indent + 2, paint('dim', facts.join('; ')))),
  ];
}

function doneText({ action, over, undoes, worklist }: ShownStep): string {
  if (undoes !== null) return `: takes back ${undoes}`;
  if (action !== null)
    return `: ${printable(action)}${over === null ? '' : ` over ${printable(over)}`}`;
  return worklist === null ? '' : `: with the worklist ${printable(worklist)}`;
}

function upkeepText({
  exercisedAt,
  reviewedAt,
}: Pick<RunbookShow, 'exercisedAt' | 'reviewedAt'>): string {
  const exercised = exercisedAt === null ? 'never exercised' : `exercised ${exercisedAt}`;
  return `reviewed ${reviewedAt}, ${exercised}`;
}

function triggerText({ trigger }: RunbookShow['controls'][number]): string {
  return trigger.count === 'always'
    ? 'in any case'
    : `once ${trigger.count} is at least ${trigger.atLeast.toLocaleString('en')}`;
}

function ownersText({ escalate, owner }: RunbookShow['controls'][number]): string {
  const levels = escalate.map(({ after, to }) => `after ${durationText(after)} ${to}`);
  return [owner, ...levels].join(', ');
}

/** `P1DT2H30M` as `1 d 2 h 30 min`. */
function durationText(duration: string): string {
  const [date = '', time = ''] = duration.slice(1).split('T');
  const days = date.replace(/(\d+)D/, '$1 d ');
  return `${days}${time.replace(/(\d+)H/, '$1 h ').replace(/(\d+)M/, '$1 min')}`.trim();
}
