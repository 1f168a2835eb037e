import type { Verification } from '../containment/types.ts';
import { FirebreakError } from '../errors.ts';
import { contextOf, planInForce, proposalFor, targetOf, wayOf } from './effects.ts';
import type { LiveRun } from './live-run.ts';
import type { PlanFile } from './plan-file.ts';

/** Looks whether the world is right at one target, and records what was seen. A probe that cannot look has not passed. */
export async function verifyTarget(run: LiveRun, step: string, name: string): Promise<void> {
  const plan = await planInForce(run, step);
  const target = targetOf(plan, name);
  const seen = await look(run, () =>
    // What could not be observed when it was planned has no change to verify.
    target.change === null && target.kind === 'person'
      ? lookAgain(run, plan, name)
      : wayOf(run, plan).verify(run.world, target.change, contextOf(run, plan, target)),
  );
  await run.record({
    type: seen.passed ? 'verify.passed' : 'verify.failed',
    actor: run.engine,
    step,
    target: name,
    key: target.key,
    cause: run.state().targetOf(step, name)?.seq ?? 0,
    data: { detail: seen.detail },
    evidence: seen.evidence,
  });
}

/** Whether nothing is left to do at a target, by observing it now. */
async function lookAgain(run: LiveRun, plan: PlanFile, name: string): Promise<Verification> {
  const now = await proposalFor(run, plan, name);
  if (now.kind === 'satisfied') return { passed: true, detail: now.reason, evidence: [] };
  const detail = `there is still something to do: ${now.summary}; plan ${plan.step} anew`;
  return { passed: false, detail, evidence: [] };
}

async function look(run: LiveRun, probe: () => Promise<Verification>): Promise<Verification> {
  run.world.doors.signal.throwIfAborted();
  try {
    return await probe();
  } catch (error) {
    if (!(error instanceof FirebreakError) || error.code === 'BUG' || error.code === 'INTERRUPTED')
      throw error;
    return { passed: false, detail: `${error.code}: ${error.message}`, evidence: [] };
  }
}
