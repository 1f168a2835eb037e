import { type Compiled, isEffect } from './compiled.ts';
import { said } from './said.ts';
import type { PlacedEvent, StepState } from './state.ts';

/** Why a step does not take a plan; null where it does. */
export function planObjection(
  compiled: Compiled,
  stands: StepState,
  event: PlacedEvent,
): string | null {
  const plan = said(event, 'plan.made');
  if (plan.generation !== stands.generation + 1)
    return `plan ${plan.generation} does not follow plan ${stands.generation}`;
  if (new Set(plan.targets.map(({ name }) => name)).size !== plan.targets.length)
    return 'the plan names a target twice';
  if (plan.targets.every(({ state }) => state === 'satisfied'))
    return 'the plan changes nothing: the step is satisfied instead';
  if (stands.state === 'observing' && plan.direction !== stands.direction)
    return `the step is to be planned to ${stands.direction}, and the plan is to ${plan.direction}`;
  const step = compiled.byId.get(stands.id);
  if (step === undefined || !isEffect(step)) return null;
  if (plan.policy !== step.approval)
    return `the plan asks for approval ${plan.policy}, the runbook for ${step.approval}`;
  return plan.direction === 'undo' ? undoObjection(compiled, step) : null;
}

function undoObjection(
  compiled: Compiled,
  step: Extract<ReturnType<Compiled['byId']['get']>, { semantics: unknown }>,
): string | null {
  const undoer = compiled.undoers.get(step.id);
  if (undoer !== undefined) return `step ${undoer.id} is the way to take ${step.id} back`;
  if (step.undoes !== undefined)
    return `step ${step.id} takes ${step.undoes} back, and is not taken back itself`;
  return step.semantics.undo ? null : `step ${step.id} cannot be taken back`;
}
