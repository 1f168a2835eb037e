import { FirebreakError } from '../../errors.ts';
import { requiredFactsOf } from '../required-facts.ts';
import type { LeafStep, Runbook } from '../schema.ts';
import { type RunChart, runChart } from './run-chart.ts';

/** A definition made ready to run. */
export interface Compiled {
  readonly definition: Runbook;
  /** Leaf steps in order of the file, branches included. */
  readonly steps: readonly LeafStep[];
  /** The same by id. */
  readonly byId: ReadonlyMap<string, LeafStep>;
  /** The step that records a fact, by fact; the first where several do. */
  readonly recorders: ReadonlyMap<string, LeafStep>;
  /** The step that takes another one's change back, by that other one's id. */
  readonly undoers: ReadonlyMap<string, LeafStep>;
  /** Facts that have to be on record before a step arms, asks or passes, by step. */
  readonly required: ReadonlyMap<string, readonly string[]>;
  /** Hidden: what the machine runs on. */
  readonly chart: RunChart;
}

/** Compiles a checked definition. Throws RUNBOOK_INVALID where two steps share an id. */
export function compile(definition: Runbook): Compiled {
  const steps = leafSteps(definition);
  const byId = new Map(steps.map((step) => [step.id, step]));
  if (byId.size !== steps.length)
    throw new FirebreakError(
      'RUNBOOK_INVALID',
      `${definition.id}: two steps share an id`,
      'Give every step an id of its own; `firebreak runbook check` names the lines.',
    );
  return {
    definition,
    steps,
    byId,
    recorders: new Map(
      steps
        .toReversed()
        .flatMap((step) => (step.records === undefined ? [] : [[step.records, step]])),
    ),
    undoers: new Map(
      steps.flatMap((step) =>
        isEffect(step) && step.undoes !== undefined ? [[step.undoes, step]] : [],
      ),
    ),
    required: new Map(steps.map((step) => [step.id, requiredFactsOf(definition, step)])),
    chart: runChart(definition),
  };
}

/** Steps in order of the file, those of branches included, parallel steps themselves left out. */
export function leafSteps({ steps }: Pick<Runbook, 'steps'>): LeafStep[] {
  return steps.flatMap((step) =>
    step.kind === 'parallel' ? step.branches.flatMap((branch) => branch.steps) : [step],
  );
}

/** Whether a step changes the world. */
export function isEffect(step: LeafStep): step is Extract<LeafStep, { semantics: unknown }> {
  return step.kind === 'action' || step.kind === 'per-target';
}
