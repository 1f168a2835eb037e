import type { Compiled } from './compiled.ts';
import { isOnRecord } from './facts.ts';
import type { OpenState } from './hidden.ts';
import { waitedFor } from './run-chart.ts';
import { said } from './said.ts';
import type { PlacedEvent, StepState, StepStateName } from './state.ts';

const finals: ReadonlySet<StepStateName> = new Set(['done', 'satisfied', 'skipped', 'undone']);

/** The state after the run itself began, went on or ended, or why it does not. */
export function afterCourse(
  compiled: Compiled,
  state: OpenState,
  event: PlacedEvent,
): OpenState | string {
  if (event.type === 'run.started') return afterStart(compiled, state, event);
  if (event.type === 'step.ended') return afterStepEnd(compiled, state, event);
  const { outcome } = said(event, 'run.ended');
  if (outcome === 'abandoned') return { ...state, active: [], status: outcome };
  if (!isOver(compiled, state)) return `the run is not at its end: ${openSteps(state)}`;
  return { ...state, active: [], status: outcome };
}

/** Whether nothing is left to do: the run machine is at its end and no undoing is on its way. */
export function isOver(compiled: Compiled, state: OpenState): boolean {
  return (
    state.machine.run.status === 'done' &&
    compiled.steps.every(({ id }) => {
      const stands = state.steps[id];
      return stands === undefined || !isUnderway(stands);
    }) &&
    compiled.steps.every(({ id }) => factToWithdraw(compiled, state, id) === null)
  );
}

/** Whether a step stands where the run may go past it. */
export function isFinal({ state }: StepState): boolean {
  return finals.has(state);
}

/** Whether a step that the run has gone past is being taken back. */
export function isUnderway(stands: StepState): boolean {
  return stands.ended && !isFinal(stands);
}

/** The fact of a step that went well and has not stated it yet; null where there is none. */
export function factToRecord(compiled: Compiled, state: OpenState, id: string): string | null {
  const fact = compiled.byId.get(id)?.records ?? null;
  const stands = state.steps[id]?.state;
  if (fact === null || (stands !== 'done' && stands !== 'satisfied')) return null;
  return isOnRecord(state, fact) ? null : fact;
}

/** The fact that an undone step stated and that is still on record; null where there is none. */
export function factToWithdraw(compiled: Compiled, state: OpenState, id: string): string | null {
  const fact = compiled.byId.get(id)?.records ?? null;
  if (fact === null || state.steps[id]?.state !== 'undone' || !isOnRecord(state, fact)) return null;
  return state.facts[fact]?.step === id ? fact : null;
}

function afterStart(compiled: Compiled, state: OpenState, event: PlacedEvent): OpenState | string {
  if (state.machine.mode !== null) return 'the run has started already';
  const { mode } = said(event, 'run.started');
  return withActive(compiled, { ...state, machine: { ...state.machine, mode } });
}

function afterStepEnd(
  compiled: Compiled,
  state: OpenState,
  event: PlacedEvent,
): OpenState | string {
  const stands = compiled.byId.has(event.step ?? '') ? state.steps[event.step ?? ''] : undefined;
  if (stands === undefined) return `${event.type} names no step of this runbook`;
  const { outcome } = said(event, 'step.ended');
  if (stands.ended) return `the run has gone past step ${stands.id} already`;
  if (stands.state !== outcome) return `step ${stands.id} is ${stands.state}, not ${outcome}`;
  const fact =
    factToRecord(compiled, state, stands.id) ?? factToWithdraw(compiled, state, stands.id);
  if (fact !== null) return `step ${stands.id} has still to account for ${fact}`;
  const run = compiled.chart.after(state.machine.run, stands.id);
  if (run === null) return `the run is not at step ${stands.id}`;
  return withActive(compiled, {
    ...state,
    steps: { ...state.steps, [stands.id]: { ...stands, ended: true } },
    machine: { ...state.machine, run },
  });
}

function withActive(compiled: Compiled, state: OpenState): OpenState {
  const waited = waitedFor(state.machine.run);
  return {
    ...state,
    active: compiled.steps.flatMap(({ id }) => (waited.has(id) ? [id] : [])),
  };
}

function openSteps({ active, steps }: OpenState): string {
  const open = [
    ...active,
    ...Object.values(steps).flatMap((step) => (isUnderway(step) ? [step.id] : [])),
  ];
  return open.length === 0 ? 'a fact has still to be taken back' : `${open.join(', ')} still open`;
}
