import { type Checked, type Finding, warning } from './lint.ts';

/** Controls that no step names, whose clock can then never stop, and steps that name none. */
export function controls({ runbook, steps }: Checked): readonly Finding[] {
  const named = new Set(steps.map(({ step }) => step.control));
  return [
    ...runbook.controls.flatMap(({ id }, index) =>
      named.has(id)
        ? []
        : [warning('CONTROL_UNUSED', ['controls', index], `no step names the control ${id}`)],
    ),
    ...steps.flatMap(({ at, step }) =>
      step.control === undefined
        ? [warning('NO_CONTROL', at, `step ${step.id} names no control, so it has no deadline`)]
        : [],
    ),
  ];
}
