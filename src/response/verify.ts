import type { Json, Verification } from '../containment/types.ts';
import { FirebreakError } from '../errors.ts';
import { contextOf, planInForce, targetOf, wayOf } from './effects.ts';
import type { LiveRun } from './live-run.ts';

/** Looks whether the world is right at one target, and records what was seen. A probe that cannot look has not passed. */
export async function verifyTarget(run: LiveRun, step: string, name: string): Promise<void> {
  const plan = await planInForce(run, step);
  const target = targetOf(plan, name);
  const seen = await look(run, () =>
    wayOf(run, plan).verify(run.world, target.change as Json, contextOf(run, plan, target)),
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
