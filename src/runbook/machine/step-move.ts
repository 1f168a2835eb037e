import type { Direction } from '../../journal/vocabulary.ts';
import { type Compiled, isEffect } from './compiled.ts';
import type { HiddenStep, OpenState } from './hidden.ts';
import { directionOf } from './plan-rules.ts';
import { refusal } from './refusals.ts';
import { said, wordsOf } from './said.ts';
import type { PlacedEvent, StepState } from './state.ts';
import { type Signal, stateOf, stepAfter } from './step-chart.ts';
import { stepObjection } from './step-rules.ts';
import { isTargetEvent, targetAfter } from './target-moves.ts';
import { countsOf, reopened, type TargetTable, tableOf } from './target-table.ts';
import { isSame } from './who-may.ts';

/** The state after an event that moves one step, or why the step does not take it. */
export function afterStepEvent(
  compiled: Compiled,
  state: OpenState,
  event: PlacedEvent,
): OpenState | string {
  const step = compiled.byId.get(event.step ?? '');
  const stands = state.steps[step?.id ?? ''];
  const hidden = state.machine.steps.get(step?.id ?? '');
  if (step === undefined || stands === undefined || hidden === undefined)
    return `${event.type} names no step of this runbook`;
  const besides =
    event.type === 'target.excluded' &&
    (hidden.table?.index.has(event.target ?? '') !== true ||
      (stands.state === 'failed' && !hidden.armed));
  const table = besides ? hidden.table : tableAfter(hidden, event);
  const direction =
    event.type === 'plan.made'
      ? directionOf(step, said(event, event.type).direction)
      : stands.direction;
  const snapshot = stepAfter(hidden.snapshot, {
    type: event.type,
    kind: step.kind,
    policy: hidden.policy,
    direction,
    armed: hidden.armed,
    counts: countsOf(typeof table === 'string' ? hidden.table : table),
    answer: event.type === 'step.answered' ? said(event, event.type).answer : null,
    besides,
  });
  if (snapshot === null) return refusal(stands, event.type);
  if (typeof table === 'string') return `step ${step.id}: ${table}`;
  const objection =
    besides && event.target === null
      ? 'no target is named'
      : stepObjection(compiled, stands, event);
  if (objection !== null) return objection;
  const moved = { ...hidden, snapshot, table };
  const next = withStep(
    state,
    shownAfter(stands, moved, event, direction),
    hiddenAfter(moved, event),
  );
  const back = isEffect(step) && stateOf(snapshot) === 'done' ? (step.undoes ?? null) : null;
  return back === null ? next : takenBack(compiled, next, back, event);
}

function withStep(state: OpenState, shown: StepState, hidden: HiddenStep): OpenState {
  return {
    ...state,
    steps: { ...state.steps, [shown.id]: shown },
    machine: {
      ...state.machine,
      steps: new Map(state.machine.steps).set(shown.id, hidden),
    },
  };
}

function tableAfter(hidden: HiddenStep, event: PlacedEvent): TargetTable | string | null {
  if (isTargetEvent(event.type)) return targetAfter(hidden.table, event, wordsOf(event));
  if (event.type === 'plan.made') return tableOf(said(event, event.type).targets, event.seq);
  if (event.type === 'plan.stale') return null;
  if (event.type !== 'step.retried') return hidden.table;
  return hidden.armed && hidden.table !== null
    ? reopened(hidden.table, event.seq, wordsOf(event))
    : null;
}

function hiddenAfter(hidden: HiddenStep, event: PlacedEvent): HiddenStep {
  const { actor, seq, target, type } = event;
  if (type === 'plan.made') return { ...hidden, armed: false, policy: said(event, type).policy };
  if (type === 'plan.stale') return { ...hidden, armed: false };
  if (type === 'step.armed') return { ...hidden, armed: true };
  if (type !== 'target.excluded') return hidden;
  const exclusion = { ...said(event, type), seq, actor };
  return { ...hidden, exclusions: { name: target ?? '', exclusion, before: hidden.exclusions } };
}

function shownAfter(
  stands: StepState,
  { snapshot, table }: HiddenStep,
  event: PlacedEvent,
  direction: Direction,
): StepState {
  const { type } = event;
  const state = stateOf(snapshot);
  const words = wordsOf(event);
  const next: StepState = {
    ...stands,
    state,
    direction,
    counts: countsOf(table),
    note: words === '' ? stands.note : words,
    seq: state === stands.state ? stands.seq : event.seq,
  };
  if (type === 'plan.made') {
    const { digest, generation } = said(event, type);
    return { ...withoutPlan(next), planDigest: digest, generation };
  }
  if (type === 'plan.stale' || (type === 'step.retried' && state !== 'applying'))
    return withoutPlan(next);
  if (type === 'approval.requested') return { ...next, expiresAt: said(event, type).expiresAt };
  if (type !== 'approval.granted' || stands.approvals.some((one) => isSame(one, event.actor)))
    return next;
  return { ...next, approvals: [...stands.approvals, event.actor] };
}

function withoutPlan(step: StepState): StepState {
  return { ...step, planDigest: null, approvals: [], expiresAt: null };
}

/** Another step undid what this one had done. */
function takenBack(
  compiled: Compiled,
  state: OpenState,
  id: string,
  { seq, step: by }: PlacedEvent,
): OpenState {
  const stands = state.steps[id];
  const hidden = state.machine.steps.get(id);
  const kind = compiled.byId.get(id)?.kind;
  if (stands === undefined || hidden === undefined || kind === undefined) return state;
  const signal: Signal = {
    type: 'step.taken-back',
    kind,
    policy: hidden.policy,
    direction: stands.direction,
    armed: hidden.armed,
    counts: stands.counts,
    answer: null,
    besides: false,
  };
  const snapshot = stepAfter(hidden.snapshot, signal);
  if (snapshot === null) return state;
  return withStep(
    state,
    { ...stands, state: stateOf(snapshot), note: `taken back by ${by}`, seq },
    { ...hidden, snapshot },
  );
}
