import type { EventType } from '../../journal/vocabulary.ts';
import type { StepState } from './state.ts';

/** What a person asked for, as what cannot be. */
const impossible: Readonly<Partial<Record<EventType, string>>> = {
  'approval.denied': 'no plan of it waits for an approval',
  'approval.granted': 'no plan of it waits for an approval',
  'effect.reconciled': 'no effect of it is in doubt',
  'effect.reconciling': 'no effect of it is in doubt',
  'plan.made': 'no plan can be made for it now',
  'plan.stale': 'its plan cannot be dropped now',
  'step.answered': 'it asks nothing',
  'step.retried': 'nothing of it has failed',
  'step.satisfied': 'no plan can be made for it now',
  'step.skipped': 'it cannot be left out now',
  'target.answered': 'no target of it waits for an answer',
  'target.excluded': 'no target of it can be taken out now',
};

/** Why a step does not take an event where it stands, in a sentence for a person. */
export function refusal({ id, state }: Pick<StepState, 'id' | 'state'>, type: EventType): string {
  const what = impossible[type] ?? `${type} is not possible there`;
  if (state === 'blocked') return `the run has not come to step ${id}: ${what}`;
  if (type === 'target.excluded' && state === 'awaiting-approval')
    return `step ${id} is ${state}: deny its plan before you take a target out of it, then plan it anew`;
  return `step ${id} is ${state}: ${what}`;
}
