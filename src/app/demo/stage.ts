import { FirebreakError } from '../../errors.ts';
import type { Actor, JournalRecord } from '../../journal/record.ts';
import type { RunStatus, StepStatus } from '../../response/schema.ts';
import type { App } from '../app.ts';
import { continueRun, decideOn, type Decision, planOf } from '../respond.ts';
import type { RunPlace } from '../run-store.ts';
import type { Organisation } from './organisation.ts';

/** A decision of the script, as it was printed. */
export interface Played {
  readonly step: string;
  /** The command that a person would have typed. */
  readonly command: string;
  /** In whose place, and what they say. */
  readonly says: string;
  /** Why it was refused; null where it was not. */
  readonly refused: string | null;
}

/** Names of what was done. */
export interface Memory {
  has(name: string): boolean;
  add(name: string): unknown;
}

/** Where the script plays: a run, the organisation it is about, and what it has done so far. */
export interface Stage {
  readonly app: App;
  readonly place: RunPlace;
  readonly organisation: Organisation;
  readonly actor: Actor;
  readonly played: Played[];
  /** What was done by hand already: a script that is taken up again must not do it twice. */
  readonly done: Memory;
  readonly show: (line: string) => void;
  readonly told: (record: JournalRecord) => void;
}

/** The script, as an actor: accepted in demonstrations and exercises alone. */
export function scriptActor(app: App): Actor {
  return { kind: 'script', id: 'demo-script', auth: 'none', host: app.doors.user.host };
}

/** Goes on with the run, as `firebreak respond continue` does. */
export async function goOn(
  stage: Stage,
  again: { readonly step: string; readonly note: string } | null,
): Promise<RunStatus> {
  const retry = again === null ? '' : ` --retry ${again.step} --note "${again.note}"`;
  stage.show(`$ firebreak respond continue${retry}`);
  const { actor, told } = stage;
  const request = again === null ? null : { ...again, anew: false };
  return await continueRun(stage.app, stage.place, { actor, told }, request);
}

/** Puts a decision on record and prints it as the script's. A refusal is an answer too, where one is expected. */
export async function decide(
  stage: Stage,
  step: string,
  decision: Decision,
  says: string,
  expectRefusal = false,
): Promise<void> {
  const command = commandOf(step, decision, says);
  stage.show(`$ ${command}`);
  stage.show(`  (decided by the script, in place of ${says.split(/[,:]/)[0]})`);
  const { actor, told } = stage;
  const refused = await decideOn(stage.app, stage.place, { actor, told }, decision, says).then(
    () => null,
    (error: unknown) => {
      if (!expectRefusal || !(error instanceof FirebreakError)) throw error;
      return error;
    },
  );
  if (refused !== null) stage.show(`  refused: ${refused.message}\n  ${refused.hint}`);
  stage.played.push({ step, command, says, refused: refused?.message ?? null });
}

/** Reads the plan of a step and approves exactly that. */
export async function approvePlan(stage: Stage, step: StepStatus, says: string): Promise<void> {
  const { actor, told } = stage;
  const plan = await planOf(stage.app, stage.place, { actor, told }, step.id);
  stage.show(`$ firebreak respond plan ${step.id}`);
  for (const { kind, summary, target } of plan.changes.slice(0, 30))
    stage.show(`  ${target} (${kind}): ${summary.slice(0, 160)}`);
  await decide(stage, step.id, { kind: 'approve', step: step.id, digest: plan.digest }, says);
}

function commandOf(step: string, decision: Decision, says: string): string {
  const note = `--note "${says}"`;
  switch (decision.kind) {
    case 'approve':
      return `firebreak respond approve ${step} --digest ${decision.digest.slice(0, 19)} ${note}`;
    case 'deny':
      return `firebreak respond deny ${step} ${note}`;
    case 'answer':
      return `firebreak respond answer ${step} --${decision.answer} ${note}`;
    case 'target':
      return `firebreak respond answer ${step} --target ${decision.target} --${decision.answer} ${note}`;
    case 'exclude':
      return `firebreak respond answer ${step} --target ${decision.target} --exclude --holds ${decision.holds} ${note}`;
    case 'landed':
      return `firebreak respond answer ${step} --target ${decision.target} --${decision.landed === 'yes' ? 'landed' : 'not-landed'} ${note}`;
    case 'fact':
      return `firebreak respond answer --fact ${decision.fact} ${note}`;
    case 'skip':
      return `firebreak respond answer ${step} --skip ${note}`;
    case 'abandon':
      return `firebreak respond answer --abandon ${note}`;
  }
}
