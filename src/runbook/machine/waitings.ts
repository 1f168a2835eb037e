import type { LeafStep } from '../schema.ts';
import { type Compiled, isEffect } from './compiled.ts';
import { isUnderway } from './course.ts';
import { isReconcilable } from './duties.ts';
import { type HiddenStep, opened } from './hidden.ts';
import type { RunState, StepState, Waiting } from './state.ts';
import { needsFacts } from './step-rules.ts';
import { firstIn } from './target-table.ts';

/** Whom the run waits for, in order of the definition. */
export function waitingsOf(compiled: Compiled, state: RunState): readonly Waiting[] {
  const { active, machine, status, steps } = opened(state);
  if (machine.mode === null || status !== 'running') return [];
  return compiled.steps.flatMap((step): readonly Waiting[] => {
    const stands = steps[step.id];
    const hidden = machine.steps.get(step.id);
    if (stands === undefined || hidden === undefined) return [];
    if (!active.includes(step.id) && !isUnderway(stands)) return [];
    return [...ownWaitings(step, stands, hidden), ...factWaitings(compiled, step, stands)];
  });
}

function ownWaitings(step: LeafStep, stands: StepState, hidden: HiddenStep): readonly Waiting[] {
  const about = { step: step.id, owner: step.owner };
  const { state } = stands;
  if (state === 'awaiting-approval' && stands.approvals.length === 0)
    return [{ ...about, for: 'approval', detail: planText(stands) }];
  if (state === 'awaiting-answer')
    return [{ ...about, for: 'answer', detail: step.kind === 'human' ? step.ask : step.title }];
  if (state === 'failed')
    return [{ ...about, for: 'decision', detail: failureText(stands, hidden) }];
  const unknown = isReconcilable(step) ? null : firstIn(hidden.table, 'unknown');
  const asked = unknown === null ? [] : [`did it happen at ${unknown.name}?`];
  return [
    ...asked.map((detail): Waiting => ({ ...about, for: 'reconciliation', detail })),
    ...targetWaitings(about, hidden),
  ];
}

function targetWaitings(
  about: Pick<Waiting, 'step' | 'owner'>,
  { armed, table }: HiddenStep,
): readonly Waiting[] {
  const next = armed ? firstIn(table, 'waiting') : null;
  const others = (table?.tally.waiting ?? 0) - 1;
  if (next === null) return [];
  const more = others > 0 ? `, and ${others} more` : '';
  return [{ ...about, for: 'targets', detail: `${next.name}: ${next.note}${more}` }];
}

function factWaitings(compiled: Compiled, step: LeafStep, stands: StepState): readonly Waiting[] {
  const mayWait = isEffect(step)
    ? stands.state === 'awaiting-approval' || stands.state === 'planned'
    : stands.state === 'planned';
  if (!mayWait || !needsFacts(stands)) return [];
  return stands.missing.map((fact) => {
    const recorder = compiled.recorders.get(fact);
    const from = recorder === undefined ? 'nobody' : `step ${recorder.id}`;
    return {
      step: step.id,
      for: 'fact',
      owner: recorder?.owner ?? step.owner,
      detail: `${fact}, from ${from}`,
    };
  });
}

function planText({ counts, direction, generation, planDigest }: StepState): string {
  const what = direction === 'do' ? 'plan' : 'plan to undo';
  const targets = `${counts.total} ${counts.total === 1 ? 'target' : 'targets'}`;
  return `${what} ${generation}, ${targets}, ${planDigest ?? ''}`;
}

/** A target that failed speaks for itself: what the step said last may be about another. */
function failureText({ counts, note }: StepState, { table }: HiddenStep): string {
  const first = firstIn(table, 'failed');
  return first === null
    ? note
    : `${counts.failed} of ${counts.total} failed: ${first.name}: ${first.note}`;
}
