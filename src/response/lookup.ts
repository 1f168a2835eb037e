import { FirebreakError } from '../errors.ts';
import type { RunState, StepState } from '../runbook/machine/state.ts';

/** Where a step stands. Throws STEP_NOT_FOUND. */
export function stepStateOf(state: RunState, step: string): StepState {
  const found = Object.hasOwn(state.steps, step) ? state.steps[step] : undefined;
  if (found !== undefined) return found;
  throw new FirebreakError(
    'STEP_NOT_FOUND',
    `the runbook has no step ${step}`,
    `It has: ${Object.keys(state.steps).join(', ')}.`,
  );
}
