import { requiredFactsOf } from '../runbook/required-facts.ts';
import type { LeafStep, Runbook } from '../runbook/schema.ts';
import type { RunbookShow } from './runbook-results.ts';

type ShownStep = RunbookShow['steps'][number];

/** Steps in order of the file, those of branches with the branch they belong to. */
export function shownSteps(runbook: Runbook): ShownStep[] {
  return runbook.steps.flatMap((step): readonly ShownStep[] =>
    step.kind === 'parallel'
      ? step.branches.flatMap(({ id, steps }) =>
          steps.map((inner) => shownStep(runbook, inner, { of: step.id, id })),
        )
      : [shownStep(runbook, step, null)],
  );
}

function shownStep(runbook: Runbook, step: LeafStep, branch: ShownStep['branch']): ShownStep {
  const acts = step.kind === 'action' || step.kind === 'per-target';
  return {
    id: step.id,
    kind: step.kind,
    title: step.title,
    owner: step.owner,
    control: step.control ?? null,
    branch,
    action: acts ? (step.action ?? null) : null,
    undoes: acts ? (step.undoes ?? null) : null,
    over: step.kind === 'per-target' ? step.over : null,
    ask: step.kind === 'human' ? step.ask : null,
    worklist: step.kind === 'human' ? (step.worklist ?? null) : null,
    verify: acts ? step.verify : null,
    approval: acts ? step.approval : null,
    semantics: acts ? step.semantics : null,
    records: step.records ?? null,
    requires: [...requiredFactsOf(runbook, step)],
  };
}
