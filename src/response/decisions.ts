import { FirebreakError } from '../errors.ts';
import type { Actor } from '../journal/record.ts';
import { interlocksOf } from '../runbook/machine/index.ts';
import { planRecord } from './effects.ts';
import { type LiveRun, stepOf } from './live-run.ts';
import { stepStateOf } from './lookup.ts';
import { makeUndoPlan } from './make-plan.ts';

const shortest = 12;

/**
 * Approves the plan whose digest the approver gives, as they were shown it; a prefix of 12 hex digits will do. Throws
 * PLAN_STALE where the plan in force is another, INTERLOCK where facts are missing (and records that somebody tried).
 */
export async function approve(
  run: LiveRun,
  actor: Actor,
  step: string,
  digest: string,
  note: string,
): Promise<void> {
  const whole = matchingDigest(run, step, digest);
  await mindInterlocks(run, actor, step);
  await decided(run, actor, step, 'approval.granted', { digest: whole, note });
}

/** Denies the plan in force. One "no" is enough. */
export async function deny(
  run: LiveRun,
  actor: Actor,
  step: string,
  reason: string,
): Promise<void> {
  const { planDigest } = stepStateOf(run.state(), step);
  if (planDigest === null) noPlan(step);
  await decided(run, actor, step, 'approval.denied', { digest: planDigest, reason });
}

/** Answers a human step. Throws INTERLOCK where it may not be asked yet. */
export async function answerStep(
  run: LiveRun,
  actor: Actor,
  step: string,
  answer: 'yes' | 'no',
  note: string,
): Promise<void> {
  await mindInterlocks(run, actor, step);
  await decided(run, actor, step, 'step.answered', { answer, note });
}

/** Says that what a plan asked a person to do at a target was done, or cannot be. The probe comes next. */
export async function answerTarget(
  run: LiveRun,
  actor: Actor,
  step: string,
  target: string,
  answer: 'yes' | 'no',
  note: string,
): Promise<void> {
  await aboutTarget(run, actor, step, target, 'target.answered', { answer, note });
}

/** Says whether an effect that nobody can look for happened. */
export async function answerLanded(
  run: LiveRun,
  actor: Actor,
  step: string,
  target: string,
  landed: 'yes' | 'no',
  note: string,
): Promise<void> {
  const data = { landed, how: 'person', detail: note } as const;
  if (stepStateOf(run.state(), step).state === 'unknown')
    await aboutTarget(run, actor, step, target, 'effect.reconciling', {});
  await aboutTarget(run, actor, step, target, 'effect.reconciled', data);
}

/** Takes a target out, with a reason and the moment until which that holds (ISO 8601). */
export async function exclude(
  run: LiveRun,
  actor: Actor,
  step: string,
  target: string,
  reason: string,
  until: string,
): Promise<void> {
  await aboutTarget(run, actor, step, target, 'target.excluded', { reason, until });
}

/** States a fact of the runbook. Throws STEP_NOT_FOUND where the runbook knows no such fact. */
export async function stateFact(
  run: LiveRun,
  actor: Actor,
  fact: string,
  note: string,
): Promise<void> {
  const { facts } = run.compiled.definition;
  if (!Object.hasOwn(facts, fact))
    throw new FirebreakError(
      'STEP_NOT_FOUND',
      `the runbook has no fact ${fact}`,
      `It has: ${Object.keys(facts).join(', ')}.`,
    );
  await run.record({ type: 'fact.recorded', actor, data: { fact, note } });
}

/** Leaves a step out. What it would have put on record stays missing. */
export async function skip(
  run: LiveRun,
  actor: Actor,
  step: string,
  reason: string,
): Promise<void> {
  await decided(run, actor, step, 'step.skipped', { reason });
}

/** Has what failed tried again. */
export async function retry(
  run: LiveRun,
  actor: Actor,
  step: string,
  reason: string,
): Promise<void> {
  await decided(run, actor, step, 'step.retried', { reason });
}

/** Drops the plan in force, so that the next one is made from the world as it is. */
export async function planAnew(
  run: LiveRun,
  actor: Actor,
  step: string,
  reason: string,
): Promise<void> {
  const { planDigest } = stepStateOf(run.state(), step);
  if (planDigest === null) await retry(run, actor, step, reason);
  else await decided(run, actor, step, 'plan.stale', { digest: planDigest, reason });
}

/** Plans to take back what a step did. Throws STEP_REFUSED where another step is the way back. */
export async function planUndo(run: LiveRun, step: string): Promise<void> {
  const way = run.compiled.steps.find((one) => 'undoes' in one && one.undoes === step);
  if (way !== undefined)
    throw new FirebreakError(
      'STEP_REFUSED',
      `step ${step} is undone by the step ${way.id}, which comes in its turn`,
      `\`firebreak respond status\` shows what ${way.id} waits for.`,
    );
  await makeUndoPlan(run, step);
}

async function decided(
  run: LiveRun,
  actor: Actor,
  step: string,
  type: Parameters<LiveRun['record']>[0]['type'],
  data: Record<string, string>,
): Promise<void> {
  await run.record({ type, actor, step, cause: stepStateOf(run.state(), step).seq, data });
}

async function aboutTarget(
  run: LiveRun,
  actor: Actor,
  step: string,
  target: string,
  type: Parameters<LiveRun['record']>[0]['type'],
  data: Record<string, string>,
): Promise<void> {
  const state = run.state().targetOf(step, target);
  await run.record({
    type,
    actor,
    step,
    target,
    ...(state === null ? {} : { key: state.key }),
    cause: state?.seq ?? stepStateOf(run.state(), step).seq,
    data,
  });
}

/** Refuses, on record, what an interlock forbids. Taking back what a step did is nothing that its interlocks forbid. */
async function mindInterlocks(run: LiveRun, actor: Actor, step: string): Promise<void> {
  stepOf(run.compiled, step);
  if (stepStateOf(run.state(), step).direction === 'undo') return;
  const closed = interlocksOf(run.compiled, run.state()).find(
    (one) => one.before.includes(step) && !one.met,
  );
  if (closed === undefined) return;
  await run.record({
    type: 'interlock.blocked',
    actor,
    step,
    cause: stepStateOf(run.state(), step).seq,
    data: { interlock: closed.id, missing: [...closed.missing] },
  });
  throw new FirebreakError(
    'INTERLOCK',
    `interlock ${closed.id}: ${step} may not go on before ${closed.missing.join(', ')} is on record`,
    closed.why,
  );
}

function matchingDigest(run: LiveRun, step: string, given: string): string {
  const { planDigest } = stepStateOf(run.state(), step);
  if (planDigest === null) noPlan(step);
  const wanted = given.replace(/^sha256:/, '').toLowerCase();
  const hex = planDigest.slice('sha256:'.length);
  if (wanted.length >= shortest && hex.startsWith(wanted)) return planDigest;
  planRecord(run, step);
  throw new FirebreakError(
    'PLAN_STALE',
    `the plan in force for ${step} is ${planDigest}, not ${given}`,
    `Read it with \`firebreak respond plan ${step}\`, then approve what it shows.`,
  );
}

function noPlan(step: string): never {
  throw new FirebreakError(
    'STEP_REFUSED',
    `step ${step} has no plan to decide on`,
    '`firebreak respond status` shows what the run waits for.',
  );
}
