import { type Compiled, isEffect } from './compiled.ts';
import type { OpenState } from './hidden.ts';
import { said } from './said.ts';
import type { PlacedEvent, RunState } from './state.ts';

/** Whether a fact is on record. */
export function isOnRecord({ facts }: Pick<RunState, 'facts'>, fact: string): boolean {
  return Object.hasOwn(facts, fact);
}

/** The state after a fact came on record or was taken back, or why it does not. */
export function afterFact(
  compiled: Compiled,
  state: OpenState,
  event: PlacedEvent,
): OpenState | string {
  if (event.type === 'fact.withdrawn') return afterWithdrawal(compiled, state, event);
  const { fact } = said(event, 'fact.recorded');
  const objection = recordObjection(compiled, state, event, fact);
  if (objection !== null) return objection;
  const { actor, seq, step } = event;
  return withFacts(compiled, state, { ...state.facts, [fact]: { seq, actor, step } });
}

function recordObjection(
  compiled: Compiled,
  state: OpenState,
  event: PlacedEvent,
  fact: string,
): string | null {
  if (!Object.hasOwn(compiled.definition.facts, fact)) return `the runbook knows no fact ${fact}`;
  if (isOnRecord(state, fact)) return `${fact} is on record already`;
  if (event.actor.kind !== 'engine') {
    const recorder = compiled.steps.find(
      (step) => step.records === fact && (isEffect(step) || step.kind === 'gate'),
    );
    return recorder === undefined
      ? null
      : `${fact} comes from step ${recorder.id}, and from nobody's word`;
  }
  const step = compiled.byId.get(event.step ?? '');
  if (step?.records !== fact) return `no step named here records ${fact}`;
  const stands = state.steps[step.id];
  if (stands?.state === 'done' || stands?.state === 'satisfied') return null;
  return `step ${step.id} is ${stands?.state}: it has not come to state ${fact}`;
}

function afterWithdrawal(
  compiled: Compiled,
  state: OpenState,
  event: PlacedEvent,
): OpenState | string {
  const { fact } = said(event, 'fact.withdrawn');
  if (!isOnRecord(state, fact)) return `${fact} is not on record`;
  const source = state.facts[fact]?.step ?? null;
  if (source === null || source !== event.step)
    return `${fact} did not come from step ${event.step ?? 'at all'}`;
  if (state.steps[source]?.state !== 'undone')
    return `step ${source} is not undone, so ${fact} stands`;
  return withFacts(
    compiled,
    state,
    Object.fromEntries(Object.entries(state.facts).filter(([name]) => name !== fact)),
  );
}

function withFacts(compiled: Compiled, state: OpenState, facts: OpenState['facts']): OpenState {
  const steps = { ...state.steps };
  for (const step of compiled.steps) {
    const required = compiled.required.get(step.id) ?? [];
    const before = steps[step.id];
    if (required.length > 0 && before !== undefined)
      steps[step.id] = {
        ...before,
        missing: required.filter((fact) => !isOnRecord({ facts }, fact)),
      };
  }
  return { ...state, steps, facts };
}
