import { stepStateOf } from './lookup.ts';
import { actionOf, planInForce, planRecord } from './effects.ts';
import { dataOf } from '../journal/record.ts';
import type { LiveRun } from './live-run.ts';
import type { PlanView } from './schema.ts';

/** The plan in force as an approver reads it, from the very bytes whose digest they approve. Throws STEP_REFUSED. */
export async function planView(run: LiveRun, step: string): Promise<PlanView> {
  const { digest, policy } = dataOf(planRecord(run, step), 'plan.made');
  const plan = await planInForce(run, step);
  const at = stepStateOf(run.state(), step);
  const action = actionOf(run, plan.action.id);
  const asked =
    at.state === 'awaiting-approval' && at.planDigest === digest && at.approvals.length === 0;
  const changing = plan.targets.filter(({ kind }) => kind === 'change').length;
  return {
    run: run.id,
    step,
    generation: plan.generation,
    direction: plan.direction,
    digest,
    changes: plan.targets.map(({ change, instructions, kind, name, summary }) => ({
      action: plan.action.id,
      target: name,
      args: change,
      summary,
      kind,
      instructions,
    })),
    targets: at.counts,
    estimate: { seconds: Math.ceil(changing * action.pace.seconds), lane: action.pace.lane },
    requires: { policy, approvals: policy === 'one' ? 1 : 0 },
    expiresAt: at.expiresAt,
    approve: asked ? `firebreak respond approve ${step} --digest ${digest.slice(0, 19)}` : '',
  };
}
