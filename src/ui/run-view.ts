import type { RunStatus, StepStatus, WaitingFor } from '../response/schema.ts';
import { commandLines, plural, table, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

const shownTargets = 8;

/** A run for a person: every step, who is waited for, what interlocks miss, and the one command to type next. */
export function statusText(status: RunStatus): string {
  return [
    ...heading(status),
    '',
    ...table(2, [columnNames, ...status.steps.map((step) => stepRow(step, status.startedAt))]),
    ...status.steps.flatMap(targetLines),
    ...waitingLines(status.steps),
    ...interlockLines(status),
    '',
    ...nextLines(status),
  ].join('\n');
}

const columnNames = ['STEP', 'STATE', 'DUE', 'OWNER', 'TARGETS'].map((name) => paint('dim', name));

const stateStyles: Record<RunStatus['state'], Parameters<typeof paint>[0]> = {
  ready: ['bold', 'cyan'],
  waiting: ['bold', 'yellow'],
  stopped: ['bold', 'red'],
  completed: ['bold', 'green'],
  abandoned: ['bold', 'red'],
};

function heading({ incident, mode, records, run, runbook, state }: RunStatus): string[] {
  const drill = mode === 'real' ? '' : ` ${paint(['bold', 'yellow'], mode.toUpperCase())}`;
  return [
    `${paint('bold', `Run ${printable(run)}`)} ${paint(stateStyles[state], state.toUpperCase())}${drill}`,
    ...wrapped(2, `${runbook.id} ${runbook.version} for ${incident}, ${plural(records, 'record')}`),
  ];
}

function stepRow({ counts, dueAt, id, owner, state }: StepStatus, startedAt: string): string[] {
  return [id, paintState(state), dueText(dueAt, startedAt), nameOf(owner), progressText(counts)];
}

/** States that a column should not be made wide for, in words that say what is missing. */
const shortStates: Readonly<Record<string, string>> = {
  'awaiting-approval': 'to approve',
  'awaiting-answer': 'to answer',
};

function paintState(state: string): string {
  if (['done', 'satisfied'].includes(state)) return paint('green', state);
  if (['failed', 'unknown', 'reconciling'].includes(state)) return paint('red', state);
  if (state.startsWith('awaiting')) return paint('yellow', shortStates[state] ?? state);
  return state === 'blocked' ? paint('dim', state) : state;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** `16:34Z`; with the day of the week where that is not the day on which the run began. */
function dueText(dueAt: string | null, startedAt: string): string {
  if (dueAt === null) return '';
  const time = `${dueAt.slice(11, 16)}Z`;
  if (dueAt.slice(0, 10) === startedAt.slice(0, 10)) return time;
  return `${weekdays[new Date(dueAt).getUTCDay()] ?? ''} ${time}`;
}

/** A role or a person without the word that says which of the two it is. */
function nameOf(owner: string): string {
  return printable(owner.replace(/^(?:role|person):/, ''));
}

/** `2/3`: targets that are as they should be, of all. The others are named below, those that were taken out too. */
function progressText({ satisfied, total, verified }: StepStatus['counts']): string {
  return total === 0 ? '' : `${verified + satisfied}/${total}`;
}

/** `3 verified, 1 failed`: what is none is left out. */
export function countsText(counts: StepStatus['counts']): string {
  const { total, ...rest } = counts;
  if (total === 0) return '';
  return Object.entries(rest)
    .filter(([, number]) => number > 0)
    .map(([name, number]) => `${number} ${name === 'inFlight' ? 'in flight' : name}`)
    .join(', ');
}

function targetLines({ id, targets }: StepStatus): string[] {
  if (targets.length === 0) return [];
  const more = targets.length - shownTargets;
  return [
    '',
    paint('bold', `Targets of ${id}`),
    ...targets
      .slice(0, shownTargets)
      .flatMap((one) => [
        ...wrapped(2, `${printable(one.name)} ${paintState(one.state)}`),
        ...(one.note === '' ? [] : wrapped(4, printable(one.note))),
      ]),
    ...(more > 0 ? [`  and ${plural(more, 'more')}: --json names them`] : []),
  ];
}

function waitingLines(steps: readonly StepStatus[]): string[] {
  const waiting = steps.flatMap((step) =>
    step.waitingFor === null ? [] : [{ id: step.id, ...step.waitingFor }],
  );
  if (waiting.length === 0) return [];
  return [
    '',
    paint('bold', 'Waiting'),
    ...waiting.flatMap(({ command, detail, for: what, id, owner, people, worklist }) => {
      const named = people.length === 0 ? '' : ` (${people.map(printable).join(', ')})`;
      return [
        ...wrapped(2, `${paint('bold', id)} waits for ${what} by ${nameOf(owner)}${named}`),
        ...wrapped(4, printable(detail)),
        ...(worklist === null ? [] : ['    the list:', `    ${printable(worklist)}`]),
        ...commandLines(4, printable(command)),
        ...otherwise(what, id).flatMap((line) => wrapped(4, paint('dim', line))),
      ];
    }),
  ];
}

/** What else could be typed: one way alone would read as the only one. */
function otherwise(what: WaitingFor['for'], id: string): string[] {
  switch (what) {
    case 'decision':
      return [
        'or --replan in place of --retry, for a new plan;',
        `or \`firebreak respond answer ${id} --skip\`, to leave the step out`,
      ];
    case 'answer':
      return ['or --no, where it cannot be done'];
    case 'targets':
      return ['or --no, where it cannot be done; or --exclude, to leave it out for a time'];
    case 'reconciliation':
      return ['or --not-landed, where it is not there'];
    case 'approval':
    case 'fact':
      return [];
  }
}

function interlockLines({ interlocks }: RunStatus): string[] {
  const closed = interlocks.filter(({ met }) => !met);
  if (closed.length === 0) return [];
  return [
    '',
    paint('bold', 'Interlocks'),
    ...closed.flatMap(({ before, id, missing, why }) => [
      ...wrapped(2, `${paint('bold', id)}: no ${before.join(', ')} before ${missing.join(', ')}`),
      ...wrapped(4, paint('dim', printable(why))),
    ]),
  ];
}

function nextLines({ next, run, state, steps }: RunStatus): string[] {
  const label = paint('bold', 'Next');
  if (next !== '') return [label, ...commandLines(2, printable(next))];
  if (state === 'completed')
    return [label, ...commandLines(2, `firebreak report ${printable(run)}`)];
  if (state === 'abandoned')
    return [
      `${label} the run was abandoned`,
      ...inForce(steps),
      ...commandLines(2, `firebreak report ${printable(run)}`),
    ];
  return [label, ...wrapped(2, 'nothing can be typed: report this as a bug of firebreak')];
}

/** What an abandoned run changed stays changed: a registry that it froze is frozen. */
function inForce(steps: readonly StepStatus[]): string[] {
  const changed = steps.filter(
    ({ counts, state }) => counts.verified + counts.applied > 0 && state !== 'undone',
  );
  const names = changed.map(({ id }) => id).join(', ');
  return names === '' ? [] : wrapped(2, `What it changed stays as it is: ${names}.`);
}
