import type { PlanView, RunStatus } from '../response/schema.ts';
import { shellWord } from '../response/shell-word.ts';
import type { RunPlace } from './run-store.ts';

/** A command of `respond` that says which run is meant, where the person had to say so too. */
export function commandFor({ named }: RunPlace, command: string): string {
  if (named === undefined) return command;
  return command.replace(/^firebreak respond [a-z]+/, (verb) => `${verb} ${shellWord(named)}`);
}

/** A status whose commands may be pasted as they are. */
export function statusFor(place: RunPlace, status: RunStatus): RunStatus {
  return {
    ...status,
    next: commandFor(place, status.next),
    steps: status.steps.map((step) =>
      step.waitingFor === null
        ? step
        : {
            ...step,
            waitingFor: {
              ...step.waitingFor,
              command: commandFor(place, step.waitingFor.command),
            },
          },
    ),
  };
}

/** A plan whose commands may be pasted as they are. */
export function planFor(place: RunPlace, plan: PlanView): PlanView {
  return { ...plan, approve: commandFor(place, plan.approve) };
}
