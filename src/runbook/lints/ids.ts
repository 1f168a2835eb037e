import type { KeyPath } from '../places.ts';
import { type Checked, error, type Finding, locatedSteps } from './lint.ts';

/** Ids that two things of one kind share: steps (parallel ones too), branches of a step, controls, interlocks. */
export function ids({ runbook }: Checked): readonly Finding[] {
  const steps = [
    ...locatedSteps(runbook).map(({ at, step }) => ({ id: step.id, at })),
    ...listed(runbook.steps, ['steps']).filter(
      ({ at }) => runbook.steps[Number(at[1])]?.kind === 'parallel',
    ),
  ];
  return [
    ...shared('step', steps),
    ...shared('control', listed(runbook.controls, ['controls'])),
    ...shared('interlock', listed(runbook.interlocks, ['interlocks'])),
    ...runbook.steps.flatMap((step, index) =>
      step.kind === 'parallel'
        ? shared('branch', listed(step.branches, ['steps', index, 'branches']))
        : [],
    ),
  ];
}

interface Identified {
  readonly id: string;
  readonly at: KeyPath;
}

function listed(items: readonly { readonly id: string }[], at: KeyPath): readonly Identified[] {
  return items.map(({ id }, index) => ({ id, at: [...at, index] }));
}

function shared(kind: string, items: readonly Identified[]): readonly Finding[] {
  return [...Map.groupBy(items, ({ id }) => id)].flatMap(([id, same]) =>
    same
      .slice(1)
      .map(({ at }) => error('DUPLICATE_ID', [...at, 'id'], `another ${kind} has the id ${id}`)),
  );
}
