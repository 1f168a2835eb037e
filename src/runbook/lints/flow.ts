import { requiredFactsOf } from '../required-facts.ts';
import { type Checked, error, type Finding, type LocatedStep } from './lint.ts';
import { comesBefore } from './order.ts';

interface Need {
  readonly fact: string;
  readonly recorders: readonly LocatedStep[];
}

/**
 * Facts that nothing records, steps that wait for a fact which cannot come before them, and steps that no path reaches
 * because of those. Plays the run with every step ending well as soon as it can; what is left over never ends.
 */
export function flow(checked: Checked): readonly Finding[] {
  const { runbook, steps } = checked;
  const needs = new Map(
    steps.map(({ step }) => [
      step.id,
      requiredFactsOf(runbook, step)
        .filter((fact) => Object.hasOwn(runbook.facts, fact))
        .map((fact): Need => ({
          fact,
          recorders: steps.filter((one) => one.step.records === fact),
        })),
    ]),
  );
  const needsOf = ({ step }: LocatedStep): readonly Need[] => needs.get(step.id) ?? [];
  const unrecorded = [
    ...new Set(
      [...needs.values()]
        .flat()
        .filter(({ recorders }) => recorders.length === 0)
        .map(({ fact }) => fact),
    ),
  ];
  const ended = endedSteps(steps, needsOf);
  const stuck = steps.filter((one) => !ended.has(one));
  return [
    ...unrecorded.map((fact) =>
      error('FACT_NEVER_RECORDED', ['facts', fact], `${fact} is required, and no step records it`),
    ),
    ...stuck.flatMap((one) => {
      const before = stuck.find((other) => comesBefore(other.at, one.at));
      if (before !== undefined)
        return [
          error(
            'UNREACHABLE_STEP',
            one.at,
            `no path reaches step ${one.step.id}: step ${before.step.id} before it never ends`,
          ),
        ];
      return needsOf(one)
        .filter(
          ({ recorders }) => recorders.length > 0 && !recorders.some((other) => ended.has(other)),
        )
        .map(({ fact, recorders }) =>
          error(
            'DEADLOCK',
            one.at,
            `step ${one.step.id} waits for ${fact} for ever: ${whyText(one, recorders)}`,
          ),
        );
    }),
  ];
}

function endedSteps(
  steps: readonly LocatedStep[],
  needsOf: (one: LocatedStep) => readonly Need[],
): ReadonlySet<LocatedStep> {
  const ended = new Set<LocatedStep>();
  for (let before = -1; before !== ended.size;) {
    before = ended.size;
    for (const one of steps) {
      const free =
        steps.every((other) => ended.has(other) || !comesBefore(other.at, one.at)) &&
        // One that nothing records is named as such, once.
        needsOf(one).every(
          ({ recorders }) => recorders.length === 0 || recorders.some((other) => ended.has(other)),
        );
      if (free) ended.add(one);
    }
  }
  return ended;
}

function whyText(one: LocatedStep, recorders: readonly LocatedStep[]): string {
  const names = recorders.map(({ step }) => step.id).join(', ');
  if (recorders.includes(one)) return 'it records that itself';
  return recorders.every(({ at }) => comesBefore(one.at, at))
    ? `${names} comes after it`
    : `${names} waits for this step in turn`;
}
