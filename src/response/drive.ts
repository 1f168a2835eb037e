import { FirebreakError } from '../errors.ts';
import type { Duty } from '../runbook/machine/state.ts';
import { dutiesOf } from '../runbook/machine/index.ts';
import { applyTo } from './apply.ts';
import { arm } from './arm.ts';
import { ask } from './ask.ts';
import { after } from './duration.ts';
import { type LiveRun, stepOf } from './live-run.ts';
import { stepStateOf } from './lookup.ts';
import { makePlan } from './make-plan.ts';
import { declareUnknown, reconcile } from './reconcile.ts';
import { verifyTarget } from './verify.ts';

/** Does everything that needs nobody, one duty after the other, until a person is needed or the run has ended. */
export async function carryOn(run: LiveRun): Promise<void> {
  for (;;) {
    run.world.doors.signal.throwIfAborted();
    const [duty] = dutiesOf(run.compiled, run.state());
    if (duty === undefined) return;
    const before = run.records().length;
    await perform(run, duty);
    if (run.records().length === before)
      throw new FirebreakError('BUG', `the duty ${duty.do} left no record`, 'Report it.');
  }
}

/** Brings one step as far as a plan that can be approved. Throws STEP_REFUSED where the run has not come to it. */
export async function preparePlan(run: LiveRun, step: string): Promise<void> {
  stepStateOf(run.state(), step);
  for (;;) {
    run.world.doors.signal.throwIfAborted();
    const duty = dutiesOf(run.compiled, run.state()).find(
      (one) =>
        'step' in one &&
        one.step === step &&
        (one.do === 'enter' || one.do === 'plan' || one.do === 'request-approval'),
    );
    if (duty !== undefined) await perform(run, duty);
    else break;
  }
  const { note: said, planDigest, state } = stepStateOf(run.state(), step);
  if (planDigest !== null) return;
  throw new FirebreakError(
    'STEP_REFUSED',
    state === 'blocked'
      ? `the run has not come to step ${step}`
      : `step ${step} has no plan: it is ${state}${said === '' ? '' : ` (${said})`}`,
    '`firebreak respond status` shows what the run waits for.',
  );
}

async function perform(run: LiveRun, duty: Duty): Promise<void> {
  switch (duty.do) {
    case 'enter':
      return await note(run, duty.step, 'step.entered', {});
    case 'plan':
      return await makePlan(run, duty.step);
    case 'request-approval':
      return await requestApproval(run, duty.step);
    case 'ask':
      return await ask(run, duty.step);
    case 'pass':
      return await pass(run, duty.step);
    case 'report':
      return await report(run, duty.step);
    case 'arm':
      return await arm(run, duty.step);
    case 'apply':
      return await applyTo(run, duty.step, duty.target, duty.attempt);
    case 'declare-unknown':
      return await declareUnknown(run, duty.step, duty.target);
    case 'reconcile':
      return await reconcile(run, duty.step, duty.target);
    case 'verify':
      return await verifyTarget(run, duty.step, duty.target);
    case 'record-fact':
      return await note(run, duty.step, 'fact.recorded', {
        fact: duty.fact,
        note: `step ${duty.step} ended ${stepStateOf(run.state(), duty.step).state}`,
      });
    case 'withdraw-fact':
      return await note(run, duty.step, 'fact.withdrawn', {
        fact: duty.fact,
        reason: `step ${duty.step} was undone`,
      });
    case 'end-step':
      return await note(run, duty.step, 'step.ended', {
        outcome: stepStateOf(run.state(), duty.step).state,
      });
    case 'end-run':
      await run.record({
        type: 'run.ended',
        actor: run.engine,
        data: { outcome: 'completed', note: 'every step has ended' },
      });
  }
}

async function note(
  run: LiveRun,
  step: string,
  type: 'step.entered' | 'fact.recorded' | 'fact.withdrawn' | 'step.ended' | 'step.passed',
  data: Record<string, string>,
): Promise<void> {
  const cause = stepStateOf(run.state(), step).seq;
  await run.record({ type, actor: run.engine, step, cause, data });
}

async function requestApproval(run: LiveRun, step: string): Promise<void> {
  const definition = stepOf(run.compiled, step);
  const { planDigest, seq } = stepStateOf(run.state(), step);
  if (!('approvalExpires' in definition) || planDigest === null)
    throw new FirebreakError('BUG', `step ${step} has nothing to approve`, 'Report it.');
  await run.record({
    type: 'approval.requested',
    actor: run.engine,
    step,
    cause: seq,
    data: {
      digest: planDigest,
      expiresAt: after(run.world.doors.clock.now(), definition.approvalExpires),
    },
  });
}

async function pass(run: LiveRun, step: string): Promise<void> {
  const definition = stepOf(run.compiled, step);
  const facts = definition.kind === 'gate' ? definition.require.join(', ') : '';
  await note(run, step, 'step.passed', { detail: `on record: ${facts}` });
}

async function report(run: LiveRun, step: string): Promise<void> {
  const cause = stepStateOf(run.state(), step).seq;
  const { detail, evidence } = await run.report();
  await run.record({
    type: 'step.passed',
    actor: run.engine,
    step,
    cause,
    data: { detail },
    evidence,
  });
}
