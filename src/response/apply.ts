import type { Json } from '../containment/types.ts';
import { FirebreakError } from '../errors.ts';
import type { RunEvent } from '../journal/record.ts';
import { contextOf, planInForce, proposalFor, semanticsOf, targetOf, wayOf } from './effects.ts';
import type { LiveRun } from './live-run.ts';
import { changeDigest, type PlanFile, type PlanTarget } from './plan-file.ts';

/**
 * Applies a plan to one target: the intent is on the disk before anything happens, the outcome before anything follows.
 * Whatever goes wrong in between is unknown, and the record says so by having no outcome.
 */
export async function applyTo(
  run: LiveRun,
  step: string,
  name: string,
  attempt: number,
): Promise<void> {
  const plan = await planInForce(run, step);
  const target = targetOf(plan, name);
  const about = { step, target: name, key: target.key, attempt, actor: run.engine };
  const intent = await run.record({
    ...about,
    type: 'effect.intent',
    cause: run.state().targetOf(step, name)?.seq ?? 0,
    data: { change: changeDigest(target.change) },
  });
  const outcome = await attempted(run, plan, target, attempt);
  await run.record({ ...about, type: 'effect.outcome', cause: intent.seq, ...outcome });
}

async function attempted(
  run: LiveRun,
  plan: PlanFile,
  target: PlanTarget,
  attempt: number,
): Promise<Pick<RunEvent, 'data' | 'evidence'>> {
  const way = wayOf(run, plan);
  const context = contextOf(run, plan, target);
  const change = target.change as Json;
  try {
    const moved = await movedSince(run, plan, target, attempt);
    if (moved !== null) return failed(`PLAN_STALE: ${moved}`);
    // An earlier attempt may have come further than it could say.
    if (attempt > 1 && semanticsOf(run, plan.step).observable) {
      if (await way.landed(run.world, change, context))
        return applied({ detail: 'an earlier attempt had landed', result: context.applied });
    }
    return applied(await way.apply(run.world, change, context));
  } catch (error) {
    if (!(error instanceof FirebreakError) || error.code === 'BUG' || error.code === 'INTERRUPTED')
      throw error;
    return failed(`${error.code}: ${error.message}. ${error.hint}`);
  }
}

/**
 * Whether the target looks otherwise than when it was planned; looked at again where another process armed the step,
 * since time has passed. A target that was tried already looks otherwise because of us.
 */
async function movedSince(
  run: LiveRun,
  plan: PlanFile,
  target: PlanTarget,
  attempt: number,
): Promise<string | null> {
  if (run.armedHere.has(plan.step) || plan.direction === 'undo') return null;
  if (attempt > 1 && !wasStale(run, target.key)) return null;
  return difference(target, await proposalFor(run, plan, target.name));
}

/** Whether the last attempt did nothing because the target had moved. */
function wasStale(run: LiveRun, key: string): boolean {
  return run.index.outcome(key)?.detail.startsWith('PLAN_STALE') ?? false;
}

/** How a proposal made now differs from a planned one; null where it does not. */
export function difference(
  target: PlanTarget,
  now: Awaited<ReturnType<typeof proposalFor>>,
): string | null {
  if (now.kind !== target.kind) return `${target.name}: ${sentence(now)}`;
  if (now.kind === 'satisfied') return null;
  return changeDigest(now.change) === changeDigest(target.change)
    ? null
    : `${target.name} has changed since: ${sentence(now)}`;
}

function sentence(now: Awaited<ReturnType<typeof proposalFor>>): string {
  return now.kind === 'satisfied' ? now.reason : now.summary;
}

interface Outcome {
  readonly detail: string;
  readonly result: Json;
  readonly evidence?: RunEvent['evidence'] | readonly RunEvent['evidence'][number][];
}

function applied({ detail, evidence = [], result }: Outcome): Pick<RunEvent, 'data' | 'evidence'> {
  return {
    data: { status: 'applied', detail, result: result as RunEvent['data'][string] },
    evidence: [...evidence],
  };
}

function failed(detail: string): Pick<RunEvent, 'data' | 'evidence'> {
  return { data: { status: 'failed', detail, result: null }, evidence: [] };
}
