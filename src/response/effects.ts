import type { Action, EffectContext, Proposal, Undo } from '../containment/types.ts';
import { FirebreakError } from '../errors.ts';
import type { JournalRecord } from '../journal/record.ts';
import { stepStateOf } from './lookup.ts';
import { leftOut } from './left-out.ts';
import { appliedUnder, type LiveRun, stepOf } from './live-run.ts';
import { type PlanFile, type PlanTarget, readPlan } from './plan-file.ts';

/** The side of an action that a plan uses: the way there or the way back. */
export type Way = Pick<Action | Undo, 'apply' | 'landed' | 'verify'>;

/** The action of an id. Throws STEP_NOT_FOUND where this version of firebreak has none. */
export function actionOf(run: LiveRun, id: string): Action {
  const action = run.actions.get(id);
  if (action !== undefined) return action;
  throw new FirebreakError(
    'STEP_NOT_FOUND',
    `there is no action ${id}`,
    'Run it with the version of firebreak that the run was started with.',
  );
}

/** The way back of an action. Throws STEP_REFUSED where there is none. */
export function undoOf(action: Action): Undo {
  if (action.undo !== null) return action.undo;
  throw new FirebreakError(
    'STEP_REFUSED',
    `${action.id} cannot be undone`,
    'Note in the run what was done by hand instead.',
  );
}

/** What a plan does its work with. */
export function wayOf(run: LiveRun, plan: PlanFile): Way {
  const action = actionOf(run, plan.action.id);
  return plan.direction === 'do' ? action : undoOf(action);
}

/** The record of the plan in force. Throws STEP_REFUSED where there is none. */
export function planRecord(run: LiveRun, step: string): JournalRecord {
  const { generation } = stepStateOf(run.state(), step);
  const record = run.index.planRecord(step, generation);
  if (record !== null) return record;
  throw new FirebreakError(
    'STEP_REFUSED',
    `step ${step} has no plan`,
    `Make one with \`firebreak respond plan ${step}\`.`,
  );
}

/** The plan in force, from the very bytes that were approved. */
export async function planInForce(run: LiveRun, step: string): Promise<PlanFile> {
  const sha256 = planRecord(run, step).evidence[0]?.sha256 ?? '';
  const known = run.index.plans.get(sha256);
  if (known !== undefined) return known;
  const plan = readPlan(await run.evidence.read(sha256));
  run.index.plans.set(sha256, plan);
  return plan;
}

/** A target of a plan. Throws BUG where the plan does not name it. */
export function targetOf(plan: PlanFile, name: string): PlanTarget {
  const target = plan.targets.find((one) => one.name === name);
  if (target !== undefined) return target;
  throw new FirebreakError('BUG', `the plan of ${plan.step} has no target ${name}`, 'Report it.');
}

/** What an action is told of the effect. An undoing is told what the doing left. */
export function contextOf(run: LiveRun, plan: PlanFile, target: PlanTarget): EffectContext {
  return {
    step: plan.step,
    target: { name: target.name, about: target.about },
    key: target.key,
    applied: appliedUnder(run, target.key),
  };
}

/** What is proposed for a target as the world is now, and as people have decided by now. */
export async function proposalFor(run: LiveRun, plan: PlanFile, name: string): Promise<Proposal> {
  const left = leftOut(run, plan.step, name);
  if (left !== null) return left;
  const action = actionOf(run, plan.action.id);
  const target = targetOf(plan, name);
  const about = { name, about: target.about as EffectContext['applied'] };
  const args = plan.args as EffectContext['applied'];
  return action.plan(await action.observe(run.world, about, args), about, args);
}

/** The definition's own words on what may be assumed of a step's effect. */
export function semanticsOf(run: LiveRun, step: string): Action['semantics'] {
  const definition = stepOf(run.compiled, step);
  if (definition.kind !== 'action' && definition.kind !== 'per-target')
    throw new FirebreakError('BUG', `step ${step} has no effect`, 'Report it.');
  return definition.semantics;
}
