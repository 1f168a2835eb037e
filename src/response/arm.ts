import { difference } from './apply.ts';
import { planInForce, planRecord, proposalFor } from './effects.ts';
import type { LiveRun } from './live-run.ts';
import { stepStateOf } from './lookup.ts';

/**
 * Checks a plan again at the moment it is to be used: the bytes are those that were approved, the approval still holds,
 * and every target looks as it did. Where anything moved the plan is stale, and has to be made and approved anew.
 */
export async function arm(run: LiveRun, step: string): Promise<void> {
  const { expiresAt, planDigest, seq } = stepStateOf(run.state(), step);
  const plan = await planInForce(run, step);
  // The store gives no bytes of another digest than the record names.
  const digest = `sha256:${planRecord(run, step).evidence[0]?.sha256 ?? ''}`;
  const expired = (): string | null => expiryOf(expiresAt, run.world.doors.clock.now());
  const moved =
    expired() ??
    (digest === planDigest ? null : 'the plan file is not the one that was approved') ??
    (plan.direction === 'do' ? await firstMoved(run, step) : null) ??
    // Looking at every target takes its time.
    expired();
  if (moved !== null) {
    await run.record({
      type: 'plan.stale',
      actor: run.engine,
      step,
      cause: planRecord(run, step).seq,
      data: { digest: planDigest ?? digest, reason: moved },
    });
    return;
  }
  await run.record({ type: 'step.armed', actor: run.engine, step, cause: seq, data: { digest } });
  run.armedHere.add(step);
}

function expiryOf(expiresAt: string | null, now: Date): string | null {
  return expiresAt !== null && Date.parse(expiresAt) < now.getTime()
    ? `the approval held until ${expiresAt}`
    : null;
}

async function firstMoved(run: LiveRun, step: string): Promise<string | null> {
  const plan = await planInForce(run, step);
  for (const target of plan.targets) {
    run.world.doors.signal.throwIfAborted();
    if (target.change === null && target.kind === 'person') continue;
    const moved = difference(target, await proposalFor(run, plan, target.name));
    if (moved !== null) return moved;
  }
  return null;
}
