import { type AnyMachineSnapshot, initialTransition, setup, transition } from 'xstate';
import type { LeafStep, Runbook, Step } from '../schema.ts';

/** The one event that moves a run: a step of it has ended. */
interface StepEnded {
  readonly type: 'step.ended';
  readonly step: string;
}

/** Where a run stands. */
export type RunSnapshot = AnyMachineSnapshot;

/** The run machine of a definition. It sees steps end and nothing else. */
export interface RunChart {
  readonly initial: RunSnapshot;
  /** The snapshot after a step ended; null where the run is not at that step. */
  after(snapshot: RunSnapshot, step: string): RunSnapshot | null;
}

interface State {
  type?: 'parallel' | 'final';
  initial?: string;
  states?: Record<string, State>;
  on?: object;
  onDone?: { target: string };
}

const types: { events: StepEnded } = {} as never;

const running = setup({
  types,
  guards: {
    isStep: ({ event }, { step }: { step: string }) => event.step === step,
  },
});

const end = 'end';

/** Compiles a definition's order of steps: sequences, and parallel steps as regions side by side. */
export function runChart({ steps }: Runbook): RunChart {
  const machine = running.createMachine(sequence(steps));
  const [initial] = initialTransition(machine);
  return {
    initial,
    after(snapshot, step) {
      const event: StepEnded = { type: 'step.ended', step };
      if (!snapshot.can(event)) return null;
      const [next] = transition(machine, snapshot as typeof initial, event);
      return next;
    },
  };
}

/** Ids of the steps that a run waits for, in no particular order. */
export function waitedFor(snapshot: RunSnapshot): ReadonlySet<string> {
  const found = new Set<string>();
  const open: unknown[] = [snapshot.value];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'object' && value !== null) open.push(...Object.values(value));
    else if (typeof value === 'string' && value.startsWith('step:')) found.add(value.slice(5));
  }
  return found;
}

function sequence(steps: readonly Step[]): State {
  const states: Record<string, State> = { [end]: { type: 'final' } };
  for (const [index, step] of steps.entries()) {
    const after = steps[index + 1];
    const target = after === undefined ? end : nameOf(after);
    states[nameOf(step)] =
      step.kind === 'parallel'
        ? {
            type: 'parallel',
            states: Object.fromEntries(
              step.branches.map((branch) => [`branch:${branch.id}`, sequence(branch.steps)]),
            ),
            onDone: { target },
          }
        : {
            on: { 'step.ended': { guard: { type: 'isStep', params: { step: step.id } }, target } },
          };
  }
  return { initial: steps[0] === undefined ? end : nameOf(steps[0]), states };
}

function nameOf(step: Step | LeafStep): string {
  return `${step.kind === 'parallel' ? 'parallel' : 'step'}:${step.id}`;
}
