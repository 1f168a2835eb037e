import { FirebreakError } from '../errors.ts';
import type { Actor, JournalRecord } from '../journal/record.ts';
import * as decisions from '../response/decisions.ts';
import { carryOn, preparePlan } from '../response/drive.ts';
import { after, milliseconds } from '../response/duration.ts';
import type { LiveRun } from '../response/live-run.ts';
import { planView } from '../response/plan-view.ts';
import type { PlanView, RunStatus } from '../response/schema.ts';
import { exitCodeOfRun, statusOf } from '../response/status.ts';
import type { App } from './app.ts';
import { warnOfGrowth } from './list-growth.ts';
import { commandFor, planFor, statusFor } from './run-naming.ts';
import { writeFinalReport } from './report.ts';
import { localActor, readOnlyRun, readRun, withRun } from './run-open.ts';
import type { RunPlace } from './run-store.ts';

export { exitCodeOfRun };

/** Who decides, and who is told of every record. */
export interface Desk {
  /** Null for the person at the keyboard. */
  readonly actor: Actor | null;
  readonly told: (record: JournalRecord) => void;
}

/** Where a run stands. Takes nothing over: somebody else may be writing it. */
export async function runStatus(app: App, place: RunPlace): Promise<RunStatus> {
  const told = await readRun(app, place);
  if (told.state.status === 'running') await warnOfGrowth(app, told.records);
  return statusFor(place, statusOf(told));
}

/** Does everything that needs nobody. Throws INTERRUPTED with what to type to go on. */
export async function continueRun(
  app: App,
  place: RunPlace,
  desk: Desk,
  again: { readonly step: string; readonly note: string; readonly anew: boolean } | null,
): Promise<RunStatus> {
  if (again !== null) needNote(again.note);
  let written = 0;
  const counting = (record: JournalRecord): void => {
    written += 1;
    desk.told(record);
  };
  try {
    const status = await withRun(app, place, counting, async (run) => {
      if (again !== null) {
        const decide = again.anew ? decisions.planAnew : decisions.retry;
        await decide(run, desk.actor ?? localActor(app), again.step, again.note);
      }
      await warnOfGrowth(app, run.records());
      await carryOn(run);
      return statusNow(run, place);
    });
    // After the writer has signed the end: the record verifies from then on.
    if (written > 0 && status.state === 'completed') await writeFinalReport(app, place);
    return status;
  } catch (error) {
    if (!(error instanceof FirebreakError) || error.code !== 'INTERRUPTED') throw error;
    throw new FirebreakError(
      'INTERRUPTED',
      `interrupted after ${written} records; what was begun is on record`,
      `Go on with \`${commandFor(place, 'firebreak respond continue')}\`.`,
    );
  }
}

/** The plan in force for a step (null: the first that has one, or can get one), made where there is none yet. */
export async function planOf(
  app: App,
  place: RunPlace,
  desk: Desk,
  step: string | null,
): Promise<PlanView> {
  const there = await readOnlyRun(app, place);
  const wanted = step ?? stepToPlan(there);
  if (there.state().steps[wanted]?.planDigest) return planFor(place, await planView(there, wanted));
  return await withRun(app, place, desk.told, async (run) => {
    await preparePlan(run, wanted);
    return planFor(place, await planView(run, wanted));
  });
}

function stepToPlan(run: LiveRun): string {
  const { active, steps } = run.state();
  const waiting = active.find((id) => steps[id]?.state === 'awaiting-approval');
  const found = waiting ?? active.find((id) => steps[id]?.planDigest) ?? active[0];
  if (found !== undefined) return found;
  throw new FirebreakError(
    'STEP_REFUSED',
    'the run has ended: there is nothing to plan',
    'Name a step to see the plan it had.',
  );
}

/** A decision of a person, as the command line gives it. */
export type Decision =
  | { readonly kind: 'approve'; readonly step: string; readonly digest: string }
  | { readonly kind: 'deny'; readonly step: string }
  | { readonly kind: 'answer'; readonly step: string; readonly answer: 'yes' | 'no' }
  | {
      readonly kind: 'target';
      readonly step: string;
      readonly target: string;
      readonly answer: 'yes' | 'no';
    }
  | {
      readonly kind: 'landed';
      readonly step: string;
      readonly target: string;
      readonly landed: 'yes' | 'no';
    }
  | {
      readonly kind: 'exclude';
      readonly step: string;
      readonly target: string;
      /** ISO 8601 duration from now. */
      readonly holds: string;
    }
  | { readonly kind: 'fact'; readonly fact: string }
  | { readonly kind: 'skip'; readonly step: string }
  | { readonly kind: 'abandon' };

/** Puts a decision on record. Nothing is done to the world: that is for `continueRun`. */
export async function decideOn(
  app: App,
  place: RunPlace,
  desk: Desk,
  decision: Decision,
  note: string,
): Promise<RunStatus> {
  if (decision.kind !== 'approve') needNote(note);
  const actor = desk.actor ?? localActor(app);
  const status = await withRun(app, place, desk.told, async (run) => {
    if (decision.kind === 'exclude') warnOfUnknown(app, run, decision.step, decision.target);
    await put(run, actor, decision, note);
    return statusNow(run, place);
  });
  if (decision.kind === 'abandon') await writeFinalReport(app, place);
  return status;
}

/** A name that neither the plan nor the step's last word holds may be a slip: nothing would ever be excluded by it. */
function warnOfUnknown(app: App, run: LiveRun, step: string, target: string): void {
  const said = run
    .state()
    .targetsOf(step)
    .some(({ note }) => note.includes(target));
  if (said || run.state().targetOf(step, target) !== null) return;
  app.warn(`${target} is no target of ${step}, and nothing was said of it there: check the name`);
}

/** Throws ARGUMENT_INVALID for a note that says nothing: it is all that a reader will have. */
function needNote(note: string): void {
  if (note.trim() !== '') return;
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    '--note says nothing',
    'Write what you saw or did, or why: it goes on record under your name.',
  );
}

async function put(run: LiveRun, actor: Actor, decision: Decision, note: string): Promise<void> {
  switch (decision.kind) {
    case 'approve':
      return await decisions.approve(run, actor, decision.step, decision.digest, note);
    case 'deny':
      return await decisions.deny(run, actor, decision.step, note);
    case 'answer':
      return await decisions.answerStep(run, actor, decision.step, decision.answer, note);
    case 'target': {
      const { answer, step, target } = decision;
      return await decisions.answerTarget(run, actor, step, target, answer, note);
    }
    case 'landed': {
      const { landed, step, target } = decision;
      return await decisions.answerLanded(run, actor, step, target, landed, note);
    }
    case 'exclude': {
      const { holds, step, target } = decision;
      if (milliseconds(holds) === 0)
        throw new FirebreakError(
          'ARGUMENT_INVALID',
          `--holds ${holds} is no time at all`,
          'Say how long, such as P7D.',
        );
      const until = after(run.world.doors.clock.now(), holds);
      return await decisions.exclude(run, actor, step, target, note, until);
    }
    case 'fact':
      return await decisions.stateFact(run, actor, decision.fact, note);
    case 'skip':
      return await decisions.skip(run, actor, decision.step, note);
    case 'abandon':
      await run.record({ type: 'run.ended', actor, data: { outcome: 'abandoned', note } });
  }
}

/** Plans to take back what a step did; the plan then waits for its approval. */
export async function undoStep(
  app: App,
  place: RunPlace,
  desk: Desk,
  step: string,
): Promise<PlanView> {
  return await withRun(app, place, desk.told, async (run) => {
    await decisions.planUndo(run, step);
    await preparePlan(run, step);
    return planFor(place, await planView(run, step));
  });
}

function statusNow(run: LiveRun, place: RunPlace): RunStatus {
  const { directory } = place;
  const { compiled, world } = run;
  const told = { directory, compiled, state: run.state(), records: run.records() };
  return statusFor(place, statusOf({ ...told, site: world.site }));
}
