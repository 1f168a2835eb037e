import { dataOf, type JournalRecord } from '../journal/record.ts';
import { targetOf } from './effects.ts';
import type { LiveRun } from './live-run.ts';
import { type PlanFile, type PlanTarget, readPlan } from './plan-file.ts';

/** A target that a step set out to change, and nobody changed back, with the plan under which that was done. */
export interface ChangedTarget {
  readonly plan: PlanFile;
  readonly target: PlanTarget;
  /** False where every attempt failed: it may have come half-way. */
  readonly certain: boolean;
}

/** Targets that a step changed, or may have, in the order in which it began with them. */
export async function changedTargets(run: LiveRun, step: string): Promise<ChangedTarget[]> {
  const changed = new Map<string, ChangedTarget>();
  let plan: PlanFile | null = null;
  for (const record of run.records()) {
    if (record.step !== step) continue;
    if (record.type === 'plan.made') plan = await planOf(run, record);
    if (plan === null || record.target === null) continue;
    if (plan.direction === 'undo') {
      if (didApply(record)) changed.delete(record.target);
    } else if (didApply(record) || (isBegun(record) && !changed.has(record.target))) {
      const target = targetOf(plan, record.target);
      changed.set(record.target, { plan, target, certain: didApply(record) });
    }
  }
  return [...changed.values()];
}

async function planOf(run: LiveRun, record: JournalRecord): Promise<PlanFile> {
  return readPlan(await run.evidence.read(record.evidence[0]?.sha256 ?? ''));
}

function isBegun({ type }: JournalRecord): boolean {
  return type === 'effect.intent';
}

function didApply(record: JournalRecord): boolean {
  if (record.type === 'effect.outcome') return dataOf(record, record.type).status === 'applied';
  return record.type === 'effect.reconciled' && dataOf(record, record.type).landed === 'yes';
}
