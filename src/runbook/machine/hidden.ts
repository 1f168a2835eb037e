import type { Actor } from '../../journal/record.ts';
import type { Mode, Policy } from '../../journal/vocabulary.ts';
import type { RunSnapshot } from './run-chart.ts';
import type { RunState } from './state.ts';
import type { StepSnapshot } from './step-chart.ts';
import { allTargets, type TargetTable, targetIn } from './target-table.ts';

/** A person's decision to leave a target out. */
export interface Exclusion {
  readonly reason: string;
  /** ISO 8601. */
  readonly until: string;
  readonly seq: number;
  readonly actor: Actor;
}

/** A list that grows at its head, so that states before keep theirs. */
interface ExclusionList {
  readonly name: string;
  readonly exclusion: Exclusion;
  readonly before: ExclusionList | null;
}

/** What the machine keeps of a step beside what it shows. */
export interface HiddenStep {
  readonly snapshot: StepSnapshot;
  readonly table: TargetTable | null;
  readonly policy: Policy;
  /** Whether the plan in force was armed. */
  readonly armed: boolean;
  readonly exclusions: ExclusionList | null;
}

/** What the machine keeps of a run. */
export interface Hidden {
  /** Null before the run started. */
  readonly mode: Mode | null;
  readonly run: RunSnapshot;
  readonly steps: ReadonlyMap<string, HiddenStep>;
}

/** A run's state with what is hidden in view. */
export type OpenState = Omit<RunState, 'machine' | 'targetsOf' | 'targetOf'> & {
  readonly machine: Hidden;
};

/** The same as it is handed out. */
export function handedOut(state: OpenState): RunState {
  const { active, facts, machine, status, steps } = state;
  return {
    steps,
    active,
    status,
    facts,
    machine,
    targetsOf: (step) => allTargets(machine.steps.get(step)?.table ?? null),
    targetOf: (step, target) => targetIn(machine.steps.get(step)?.table ?? null, target),
  };
}

/** A state that was handed out, opened again. */
export function opened(state: RunState): OpenState {
  return state as OpenState;
}

/** What was left out of a step, by name: targets of its plan and others. The latest decision on a name counts. */
export function exclusionsOf(state: RunState, step: string): Readonly<Record<string, Exclusion>> {
  const found = new Map<string, Exclusion>();
  const list = opened(state).machine.steps.get(step)?.exclusions ?? null;
  for (let at = list; at !== null; at = at.before)
    if (!found.has(at.name)) found.set(at.name, at.exclusion);
  return Object.fromEntries(found);
}
