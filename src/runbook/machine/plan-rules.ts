import type { Direction } from '../../journal/vocabulary.ts';
import type { LeafStep } from '../schema.ts';
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
  const step = compiled.byId.get(stands.id);
  const direction = directionOf(step, plan.direction);
  if (plan.generation !== stands.generation + 1)
    return `plan ${plan.generation} does not follow plan ${stands.generation}`;
  if (new Set(plan.targets.map(({ name }) => name)).size !== plan.targets.length)
    return 'the plan names a target twice';
  if (plan.targets.every(({ state }) => state === 'satisfied'))
    return 'the plan changes nothing: the step is satisfied instead';
  if (stands.state === 'observing' && direction !== stands.direction)
    return `the step is to be planned to ${stands.direction}, and the plan is to ${direction}`;
  if (step === undefined || !isEffect(step)) return null;
  if (plan.policy !== step.approval)
    return `the plan asks for approval ${plan.policy}, the runbook for ${step.approval}`;
  return direction === 'undo' ? undoObjection(compiled, step) : null;
}

/**
 * What a plan does to its own step. The plan of a step that `undoes` another one may be written as that one's undoing;
 * for its own step it is the doing, behind its interlocks.
 */
export function directionOf(step: LeafStep | undefined, direction: Direction): Direction {
  return step !== undefined && isEffect(step) && step.undoes !== undefined ? 'do' : direction;
}

function undoObjection(
  compiled: Compiled,
  step: Extract<LeafStep, { semantics: unknown }>,
): string | null {
  const undoer = compiled.undoers.get(step.id);
  if (undoer !== undefined) return `step ${undoer.id} is the way to take ${step.id} back`;
  if (step.undoes !== undefined)
    return `step ${step.id} takes ${step.undoes} back, and is not taken back itself`;
  return step.semantics.undo ? null : `step ${step.id} cannot be taken back`;
}
