import type { LeafStep } from '../schema.ts';
import { type Compiled, isEffect } from './compiled.ts';
import { factToRecord, factToWithdraw, isFinal, isOver, isUnderway } from './course.ts';
import { type HiddenStep, type OpenState, opened } from './hidden.ts';
import type { Duty, RunState, StepState } from './state.ts';
import { needsFacts } from './step-rules.ts';
import { firstIn } from './target-table.ts';

/** What the engine can do now without anybody, in the order in which to do it: at most one duty for each step. */
export function dutiesOf(compiled: Compiled, state: RunState): readonly Duty[] {
  const open = opened(state);
  if (open.machine.mode === null || open.status !== 'running') return [];
  if (isOver(compiled, open)) return [{ do: 'end-run' }];
  return compiled.steps.flatMap((step): readonly Duty[] => {
    const stands = open.steps[step.id];
    const hidden = open.machine.steps.get(step.id);
    if (stands === undefined || hidden === undefined) return [];
    const duty = dutyOf(compiled, open, step, stands, hidden);
    return duty === null ? [] : [duty];
  });
}

/** Whether an effect that was cut off can be cleared up without asking anybody. */
export function isReconcilable(step: LeafStep): boolean {
  return isEffect(step) && (step.semantics.observable || step.semantics.repeat !== 'no');
}

function dutyOf(
  compiled: Compiled,
  state: OpenState,
  step: LeafStep,
  stands: StepState,
  hidden: HiddenStep,
): Duty | null {
  const { id } = step;
  const withdrawn = factToWithdraw(compiled, state, id);
  if (withdrawn !== null) return { do: 'withdraw-fact', step: id, fact: withdrawn };
  const active = !stands.ended && state.active.includes(id);
  if (!active && !isUnderway(stands)) return null;
  const { state: name } = stands;
  if (name === 'blocked') return { do: 'enter', step: id };
  if (name === 'observing') return { do: 'plan', step: id };
  if (name === 'planned') return dutyOfPlanned(step, stands, hidden);
  if (name === 'awaiting-approval')
    return stands.approvals.length > 0 && isFree(stands) ? { do: 'arm', step: id } : null;
  if (name === 'awaiting-answer' || name === 'failed') return null;
  if (!isFinal(stands)) return dutyOfTargets(step, hidden);
  const fact = factToRecord(compiled, state, id);
  return fact === null ? { do: 'end-step', step: id } : { do: 'record-fact', step: id, fact };
}

function dutyOfPlanned(step: LeafStep, stands: StepState, hidden: HiddenStep): Duty | null {
  const { id } = step;
  if (isEffect(step) && hidden.policy === 'one') return { do: 'request-approval', step: id };
  if (!isFree(stands)) return null;
  if (isEffect(step)) return { do: 'arm', step: id };
  if (step.kind === 'human') return { do: 'ask', step: id };
  return { do: step.kind === 'gate' ? 'pass' : 'report', step: id };
}

/** One target is seen to its end before the next is begun, so that what goes wrong goes wrong once. */
function dutyOfTargets(step: LeafStep, { table }: HiddenStep): Duty | null {
  const { id } = step;
  const inFlight = firstIn(table, 'in-flight');
  if (inFlight !== null) return { do: 'declare-unknown', step: id, target: inFlight.name };
  const unknown = firstIn(table, 'unknown');
  if (unknown !== null)
    return isReconcilable(step) ? { do: 'reconcile', step: id, target: unknown.name } : null;
  const applied = firstIn(table, 'applied');
  if (applied !== null) return { do: 'verify', step: id, target: applied.name };
  const next = firstIn(table, 'pending');
  if (next === null) return null;
  return { do: 'apply', step: id, target: next.name, attempt: next.attempts + 1 };
}

function isFree(stands: StepState): boolean {
  return stands.missing.length === 0 || !needsFacts(stands);
}
