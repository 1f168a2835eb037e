import type { Compiled } from './compiled.ts';
import { type HiddenStep, handedOut } from './hidden.ts';
import type { RunState, StepState } from './state.ts';
import { initialStep } from './step-chart.ts';
import { countsOf } from './target-table.ts';

const hiddenStep: HiddenStep = {
  snapshot: initialStep,
  table: null,
  policy: 'none',
  armed: false,
  exclusions: null,
};

/** A run before its first record: it waits for nothing yet. */
export function initialState(compiled: Compiled): RunState {
  return handedOut({
    steps: Object.fromEntries(
      compiled.steps.map((step): [string, StepState] => [
        step.id,
        {
          id: step.id,
          state: 'blocked',
          generation: 0,
          direction: 'do',
          planDigest: null,
          expiresAt: null,
          approvals: [],
          counts: countsOf(null),
          missing: compiled.required.get(step.id) ?? [],
          note: '',
          seq: 0,
          ended: false,
        },
      ]),
    ),
    active: [],
    status: 'running',
    facts: {},
    machine: {
      mode: null,
      run: compiled.chart.initial,
      steps: new Map(compiled.steps.map(({ id }) => [id, hiddenStep])),
    },
  });
}
