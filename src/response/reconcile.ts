import type { NewEvent } from './live-run.ts';
import { contextOf, planInForce, semanticsOf, targetOf, wayOf } from './effects.ts';
import type { LiveRun } from './live-run.ts';

/** Puts on record that an intent has no outcome: whoever wrote it was cut off. */
export async function declareUnknown(run: LiveRun, step: string, name: string): Promise<void> {
  const state = run.state().targetOf(step, name);
  await run.record({
    type: 'effect.unknown',
    actor: run.engine,
    step,
    target: name,
    ...(state === null ? {} : { key: state.key, cause: state.seq }),
    data: {},
  });
}

/**
 * Finds out whether an effect that was cut off is there. One that can be seen is looked for by its key; one that can
 * only be repeated is repeated. What can neither be seen nor repeated is never guessed: that duty does not arise, a
 * person is asked.
 */
export async function reconcile(run: LiveRun, step: string, name: string): Promise<void> {
  const plan = await planInForce(run, step);
  const target = targetOf(plan, name);
  const about = { actor: run.engine, step, target: name, key: target.key };
  const begun = await run.record({ ...about, type: 'effect.reconciling', data: {} });
  const reconciled: Omit<NewEvent, 'data'> = {
    ...about,
    type: 'effect.reconciled',
    cause: begun.seq,
  };
  if (!semanticsOf(run, step).observable) {
    const detail = 'it cannot be looked for, and doing it again does no harm';
    await run.record({ ...reconciled, data: { landed: 'no', how: 'repeatable', detail } });
    return;
  }
  const there = await wayOf(run, plan).landed(
    run.world,
    target.change,
    contextOf(run, plan, target),
  );
  const detail = there ? 'our effect is there' : 'our effect is not there';
  await run.record({
    ...reconciled,
    data: { landed: there ? 'yes' : 'no', how: 'probe', detail },
  });
}
