import type { ActionTarget, Proposal } from '../containment/types.ts';
import { FirebreakError } from '../errors.ts';
import type { LeafStep } from '../runbook/schema.ts';
import { changedTargets } from './changed-targets.ts';
import { actionOf, contextOf, undoOf } from './effects.ts';
import { effectKey } from './key.ts';
import { leftOut } from './left-out.ts';
import { type LiveRun, stepOf } from './live-run.ts';
import { stepStateOf } from './lookup.ts';
import { digestOf } from '../runbook/digest.ts';
import { planBytes, type PlanFile, type PlanTarget } from './plan-file.ts';

type EffectStep = Extract<LeafStep, { kind: 'action' | 'per-target' }>;

/**
 * Observes the targets of a step, and records a plan, or that there is nothing left to do, or that the world did not
 * let itself be observed.
 */
export async function makePlan(run: LiveRun, step: string): Promise<void> {
  const definition = effectStep(run, step);
  const { direction, seq: cause } = stepStateOf(run.state(), step);
  // A plan to take this step back that went stale is made anew as one.
  const undone = definition.undoes ?? (direction === 'undo' ? step : null);
  try {
    const worked =
      undone === null ? await planToDo(run, definition) : await planToUndo(run, undone, step);
    await recordPlan(run, step, worked, cause);
  } catch (error) {
    if (!(error instanceof FirebreakError) || isOurs(error)) throw error;
    await run.record({
      type: 'step.failed',
      actor: run.engine,
      step,
      cause,
      data: { code: error.code, message: error.message },
    });
  }
}

/** Records a plan that takes back what a step did. Throws STEP_REFUSED where it did nothing, or cannot be undone. */
export async function makeUndoPlan(run: LiveRun, step: string): Promise<void> {
  const worked = await planToUndo(run, step, step);
  if (hasNothingToDo(worked))
    throw new FirebreakError(
      'STEP_REFUSED',
      `nothing of step ${step} is to be taken back: ${whyNothing(worked)}`,
      `\`firebreak respond status\` shows where ${step} stands.`,
    );
  await recordPlan(run, step, worked, stepStateOf(run.state(), step).seq);
}

function hasNothingToDo({ targets }: Worked): boolean {
  return targets.every(({ proposal }) => proposal.kind === 'satisfied');
}

function whyNothing({ none, targets }: Worked): string {
  return targets.length === 0 ? (none ?? '') : reasons(targets.map(({ proposal }) => proposal));
}

/** What takes back an attempt that failed half-way; null where it left nothing. */
async function leftHalfDone(
  run: LiveRun,
  plan: PlanFile,
  target: PlanTarget,
): Promise<Proposal | null> {
  const action = actionOf(run, plan.action.id);
  const context = contextOf(run, plan, target);
  try {
    const proposal = await undoOf(action).plan(run.world, target.change, context);
    return proposal.kind === 'satisfied' ? null : proposal;
  } catch (error) {
    if (!(error instanceof FirebreakError) || isOurs(error)) throw error;
    // What stands in the way there is somebody else's.
    if (!(await action.landed(run.world, target.change, context))) return null;
    throw error;
  }
}

interface Worked {
  readonly plan: Omit<PlanFile, 'generation' | 'targets' | 'run' | 'v' | 'definition'>;
  readonly targets: readonly (ActionTarget & { readonly proposal: Proposal })[];
  /** Why there are none. */
  readonly none: string | null;
}

async function planToDo(run: LiveRun, definition: EffectStep): Promise<Worked> {
  const action = actionOf(run, definition.action ?? '');
  const over = definition.kind === 'per-target' ? definition.over : null;
  const args = action.args.parse(definition.with);
  const { none, targets } = await action.targets(run.world, args, over);
  const proposed: (ActionTarget & { proposal: Proposal })[] = [];
  for (const target of targets) {
    const left = leftOut(run, definition.id, target.name);
    if (left !== null) {
      proposed.push({ ...target, proposal: left });
      continue;
    }
    run.world.doors.signal.throwIfAborted();
    const propose = async (): Promise<Proposal> =>
      action.plan(await action.observe(run.world, target, args), target, args);
    // One target that cannot be looked at must not keep the others waiting.
    const proposal =
      over === null
        ? await propose()
        : await propose().catch((error: unknown) => unobserved(run, error));
    proposed.push({ ...target, proposal });
  }
  const plan = {
    step: definition.id,
    direction: 'do' as const,
    action: { id: action.id, version: action.version },
    args: args as PlanFile['args'],
    over,
    policy: definition.approval,
  };
  return { plan, targets: proposed, none };
}

async function planToUndo(run: LiveRun, undone: string, step: string): Promise<Worked> {
  const definition = effectStep(run, undone);
  const action = actionOf(run, definition.action ?? '');
  const undo = undoOf(action);
  const targets: (ActionTarget & { proposal: Proposal })[] = [];
  for (const { certain, plan, target } of await changedTargets(run, undone)) {
    const context = contextOf(run, plan, target);
    const proposal = certain
      ? await undo.plan(run.world, target.change, context)
      : await leftHalfDone(run, plan, target);
    if (proposal !== null) targets.push({ name: target.name, about: target.about, proposal });
  }
  const plan = {
    step,
    direction: 'undo' as const,
    action: { id: action.id, version: action.version },
    args: {},
    over: null,
    policy: effectStep(run, step).approval,
  };
  const none = `step ${undone} changed nothing in this run`;
  return { plan, targets, none };
}

/** What is proposed for a target that did not let itself be observed: a person looks. It has no change. */
function unobserved({ world }: LiveRun, error: unknown): Proposal {
  if (!(error instanceof FirebreakError) || isOurs(error)) throw error;
  return {
    kind: 'person',
    change: null,
    summary: world.redact(`it could not be looked at: ${error.message} (${error.code})`),
    instructions: [
      world.redact(error.hint),
      'Then plan the step anew, or see to it by hand and answer.',
    ],
  };
}

async function recordPlan(
  run: LiveRun,
  step: string,
  worked: Worked,
  cause: number,
): Promise<void> {
  const { none, plan, targets } = worked;
  if (targets.length === 0 && none === null)
    throw new FirebreakError(
      'STEP_REFUSED',
      `step ${step} has no target, and nothing says why`,
      'Check the selector in the runbook.',
    );
  if (hasNothingToDo(worked)) {
    await run.record({
      type: 'step.satisfied',
      actor: run.engine,
      step,
      cause,
      data: { reason: whyNothing(worked) },
    });
    return;
  }
  const generation = stepStateOf(run.state(), step).generation + 1;
  const file: PlanFile = {
    v: 1,
    run: run.id,
    generation,
    definition: run.definition,
    ...plan,
    targets: targets.map((target) => planned(run, step, generation, target)),
  };
  const bytes = planBytes(file);
  const evidence = await run.evidence.keep(
    `plan-${step}-${generation}.json`,
    'application/json',
    bytes,
  );
  await run.record({
    type: 'plan.made',
    actor: run.engine,
    step,
    cause,
    evidence: [evidence],
    data: {
      generation,
      direction: file.direction,
      digest: digestOf(bytes),
      policy: file.policy,
      targets: file.targets.map(({ key, kind, name, summary }) => ({
        name,
        key,
        state: kind,
        note: summary,
      })),
    },
  });
}

function planned(
  run: LiveRun,
  step: string,
  generation: number,
  { about, name, proposal }: ActionTarget & { proposal: Proposal },
): PlanTarget {
  const base = { name, about: about as PlanTarget['about'], kind: proposal.kind };
  const key = effectKey(run.id, step, name, generation);
  if (proposal.kind === 'satisfied')
    return { ...base, key, summary: proposal.reason, change: null, instructions: [] };
  return {
    ...base,
    key,
    summary: proposal.summary,
    change: proposal.change as PlanTarget['change'],
    instructions: proposal.kind === 'person' ? [...proposal.instructions] : [],
  };
}

function reasons(proposals: readonly Proposal[]): string {
  const all = new Set(proposals.flatMap((one) => (one.kind === 'satisfied' ? [one.reason] : [])));
  return [...all].slice(0, 3).join('; ');
}

function effectStep(run: LiveRun, id: string): EffectStep {
  const definition = stepOf(run.compiled, id);
  if (definition.kind === 'action' || definition.kind === 'per-target') return definition;
  throw new FirebreakError(
    'STEP_REFUSED',
    `step ${id} is a ${definition.kind} step: there is nothing to plan`,
    '`firebreak respond status` shows what it waits for.',
  );
}

/** What is not the world's doing is not the step's failure. */
function isOurs(error: FirebreakError): boolean {
  return ['BUG', 'INTERRUPTED', 'STEP_REFUSED', 'FILE_UNWRITABLE', 'JOURNAL_BROKEN'].includes(
    error.code,
  );
}
