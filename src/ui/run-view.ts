import type { RunStatus, StepStatus } from '../response/schema.ts';
import { labelled, plural, table, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

const shownTargets = 8;
const hang = 9;

/** A run for a person: every step, who is waited for, what interlocks miss, and the one command to type next. */
export function statusText(status: RunStatus): string {
  return [
    ...heading(status),
    '',
    ...table(2, [columnNames, ...status.steps.map(stepRow)]),
    ...status.steps.flatMap(targetLines),
    ...waitingLines(status.steps),
    ...interlockLines(status),
    '',
    ...labelled(0, paint('bold', 'Next'), hang, nextText(status)),
  ].join('\n');
}

const columnNames = ['STEP', 'STATE', 'TARGETS', 'OWNER', 'DUE'].map((name) => paint('dim', name));

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
    `${paint('bold', `Run ${run}`)} ${paint(stateStyles[state], state.toUpperCase())}${drill}`,
    ...wrapped(2, `${runbook.id} ${runbook.version} for ${incident}, ${plural(records, 'record')}`),
  ];
}

function stepRow({ counts, dueAt, id, owner, state }: StepStatus): string[] {
  const due = dueAt === null ? '' : `${dueAt.slice(11, 16)}Z`;
  return [id, paintState(state), countsText(counts), printable(owner), due];
}

function paintState(state: string): string {
  if (['done', 'satisfied'].includes(state)) return paint('green', state);
  if (['failed', 'unknown', 'reconciling'].includes(state)) return paint('red', state);
  if (state.startsWith('awaiting')) return paint('yellow', state);
  return state === 'blocked' ? paint('dim', state) : state;
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

function targetLines({ id, state, targets }: StepStatus): string[] {
  const open = targets.filter((one) => one.state !== 'excluded' || state !== 'done');
  if (open.length === 0) return [];
  const rows = open
    .slice(0, shownTargets)
    .map((one) => [printable(one.name), one.state, printable(one.note)]);
  const more = open.length - shownTargets;
  return [
    '',
    paint('bold', `Targets of ${id}`),
    ...table(2, rows),
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
    ...waiting.flatMap(({ command, detail, for: what, id, owner, people }) => {
      const who = people.length === 0 ? owner : `${owner} (${people.join(', ')})`;
      return [
        ...wrapped(2, `${id} for ${what} by ${printable(who)}: ${printable(detail)}`),
        ...wrapped(4, paint('cyan', printable(command))),
      ];
    }),
  ];
}

function interlockLines({ interlocks }: RunStatus): string[] {
  const closed = interlocks.filter(({ met }) => !met);
  if (closed.length === 0) return [];
  return [
    '',
    paint('bold', 'Interlocks'),
    ...closed.flatMap(({ before, id, missing, why }) =>
      wrapped(2, `${id}: ${before.join(', ')} not before ${missing.join(', ')}. ${printable(why)}`),
    ),
  ];
}

function nextText({ next, run, state }: RunStatus): string {
  if (next !== '') return paint('cyan', printable(next));
  if (state === 'completed') return paint('cyan', `firebreak report ${run}`);
  return `the run has ended; ${paint('cyan', `firebreak journal show ${run}`)}`;
}
