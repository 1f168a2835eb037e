import { join } from 'node:path';
import { evidencePath } from '../journal/evidence.ts';
import { dataOf, type JournalRecord } from '../journal/record.ts';
import { type Compiled, dutiesOf, interlocksOf, waitingsOf } from '../runbook/machine/index.ts';
import type { RunState, StepState, Waiting } from '../runbook/machine/state.ts';
import type { LeafStep } from '../runbook/schema.ts';
import type { Site } from '../containment/site.ts';
import { dueTimes } from './deadlines.ts';
import type { RunStatus, StepStatus, WaitingFor } from './schema.ts';
import { shellWord } from './shell-word.ts';

/** What a status is made from. */
export interface Told {
  readonly directory: string;
  readonly compiled: Compiled;
  readonly state: RunState;
  readonly records: readonly JournalRecord[];
  readonly site: Site | null;
}

/** Where a run stands: every step, who is waited for, and the one command to type next. Pure. */
export function statusOf(told: Told): RunStatus {
  const { compiled, records, state } = told;
  const [first] = records;
  if (first === undefined) throw new Error('a run without a record');
  const started = dataOf(first, 'run.started');
  const due = dueTimes(compiled, records);
  const waitings = waitingsOf(compiled, state);
  const duties = dutiesOf(compiled, state).length > 0;
  const steps = compiled.steps.map((step) =>
    stepStatus(told, step, due.get(step.control ?? '') ?? null, waitings),
  );
  const interlocks = interlocksOf(compiled, state).map(({ before, id, met, missing, why }) => ({
    id,
    before: [...before],
    met,
    missing: [...missing],
    why,
  }));
  return {
    run: first.run,
    incident: started.incident.id,
    directory: told.directory,
    mode: started.mode,
    runbook: started.runbook,
    state: runStateOf(state, duties, waitings),
    startedAt: first.at,
    steps,
    interlocks,
    facts: Object.entries(state.facts).map(([fact, { actor, seq }]) => ({
      fact,
      by: actor.id,
      seq,
    })),
    records: records.length,
    next: nextCommand(state, duties, steps),
  };
}

/** The exit code of a run: 0 ended or able to go on by itself, 20 waiting for a person, 21 stopped. */
export function exitCodeOfRun(status: Pick<RunStatus, 'state'>): 0 | 20 | 21 {
  if (status.state === 'waiting') return 20;
  return status.state === 'stopped' ? 21 : 0;
}

function runStateOf(
  state: RunState,
  duties: boolean,
  waitings: readonly Waiting[],
): RunStatus['state'] {
  if (state.status !== 'running') return state.status;
  if (duties) return 'ready';
  // One branch that failed does not stop the others: somebody may still be asked.
  const stopped = waitings.every(
    (one) => one.for === 'decision' || one.for === 'fact' || one.for === 'reconciliation',
  );
  return stopped ? 'stopped' : 'waiting';
}

function nextCommand(state: RunState, duties: boolean, steps: readonly StepStatus[]): string {
  if (state.status !== 'running') return '';
  if (duties) return 'firebreak respond continue';
  const order: readonly WaitingFor['for'][] = [
    'reconciliation',
    'decision',
    'approval',
    'targets',
    'answer',
    'fact',
  ];
  const waiting = steps
    .flatMap((step) => step.waitingFor ?? [])
    .toSorted((a, b) => order.indexOf(a.for) - order.indexOf(b.for));
  return waiting[0]?.command ?? '';
}

function stepStatus(
  told: Told,
  step: LeafStep,
  dueAt: string | null,
  waitings: readonly Waiting[],
): StepStatus {
  const at = told.state.steps[step.id] as StepState;
  const own = waitings.filter((one) => one.step === step.id);
  // What an interlock forbids cannot be approved either.
  const waiting = own.find((one) => one.for === 'fact') ?? own[0];
  const open = ['waiting', 'failed', 'unknown', 'in-flight', 'excluded'];
  return {
    id: step.id,
    kind: step.kind,
    title: step.title,
    state: at.state,
    owner: step.owner,
    dueAt: at.ended ? null : dueAt,
    counts: at.counts,
    waitingFor: waiting === undefined ? null : waitingFor(told, at, waiting, waitings),
    note: at.note,
    targets: told.state
      .targetsOf(step.id)
      .filter((target) => open.includes(target.state))
      .map(({ name, note, state }) => ({ name, state, note })),
  };
}

function waitingFor(
  told: Told,
  at: StepState,
  waiting: Waiting,
  all: readonly Waiting[],
): WaitingFor {
  const role = /^role:(.+)$/.exec(waiting.owner)?.[1];
  const person = /^person:(.+)$/.exec(waiting.owner)?.[1];
  const people = role === undefined ? [person ?? ''] : (told.site?.roles[role] ?? []);
  const { detail, for: what, owner } = waiting;
  const worklist = what === 'answer' ? worklistOf(told, at.id) : null;
  return {
    for: what,
    owner,
    people,
    detail,
    worklist,
    command: commandFor(told, at, waiting, all),
  };
}

/** Where the list lies that came with a step's question, the last time it was put. */
function worklistOf({ directory, records }: Told, step: string): string | null {
  const asked = records.findLast((one) => one.type === 'step.asked' && one.step === step);
  const [list] = asked?.evidence ?? [];
  return list === undefined ? null : join(directory, evidencePath(list.sha256));
}

function commandFor(told: Told, at: StepState, waiting: Waiting, all: readonly Waiting[]): string {
  const { state } = told;
  const answer = `firebreak respond answer ${at.id}`;
  switch (waiting.for) {
    case 'approval':
      // The plan's page ends with the command that approves it: a digest alone says nothing.
      return `firebreak respond plan ${at.id}`;
    case 'answer':
      return `${answer} --yes --note "..."`;
    case 'targets':
      return `${answer} --target ${shellWord(firstIn(state, at.id, 'waiting'))} --yes --note "..."`;
    case 'reconciliation':
      return `${answer} --target ${shellWord(firstIn(state, at.id, 'unknown'))} --landed --note "..."`;
    case 'decision':
      return `firebreak respond continue --retry ${at.id} --note "..."`;
    case 'fact': {
      const commands = at.missing.map((fact) => commandForFact(told, at, fact, all));
      return commands.find((one) => one !== nothingYet) ?? nothingYet;
    }
  }
}

const nothingYet = 'firebreak respond status';

/** What brings a fact that a step waits for, or the way past it where nothing brings it any more. */
function commandForFact(told: Told, at: StepState, fact: string, all: readonly Waiting[]): string {
  const recorder = told.compiled.steps.find((step) => step.records === fact);
  const stands = told.state.steps[recorder?.id ?? ''];
  if (recorder === undefined || stands === undefined || recorder.id === at.id)
    return `firebreak respond answer --fact ${fact} --note "..."`;
  const its = all.find((one) => one.step === recorder.id && one.for !== 'fact');
  if (its !== undefined) return commandFor(told, stands, its, all);
  if (!stands.ended) return nothingYet;
  return recorder.kind === 'human' || recorder.kind === 'report'
    ? `firebreak respond answer --fact ${fact} --note "..."`
    : `firebreak respond answer ${at.id} --skip --note "..."`;
}

function firstIn(state: RunState, step: string, wanted: string): string {
  return state.targetsOf(step).find((target) => target.state === wanted)?.name ?? '';
}
