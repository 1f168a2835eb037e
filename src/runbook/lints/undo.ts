import { isEffect } from '../machine/compiled.ts';
import { type Checked, effectSteps, error, type Finding, knownText } from './lint.ts';
import { comesBefore } from './order.ts';

/** Steps under `undoes` that are not there, cannot be taken back, come later, or are taken back twice. */
export function undo(checked: Checked): readonly Finding[] {
  const { catalogue, steps } = checked;
  const seen = new Set<string>();
  return effectSteps(checked).flatMap(({ at, step }) => {
    const { undoes } = step;
    if (undoes === undefined) return [];
    const here = [...at, 'undoes'];
    const other = steps.find((one) => one.step.id === undoes);
    if (other === undefined)
      return [
        error(
          'UNKNOWN_STEP',
          here,
          `there is no step ${undoes}: ${knownText(steps.map((one) => one.step.id))}`,
        ),
      ];
    const found: Finding[] = [];
    if (seen.has(undoes))
      found.push(error('CANNOT_UNDO', here, `another step takes ${undoes} back already`));
    seen.add(undoes);
    const action = isEffect(other.step) ? (other.step.action ?? null) : null;
    const known =
      action !== null && Object.hasOwn(catalogue.actions, action)
        ? catalogue.actions[action]
        : undefined;
    if (action === null || (known !== undefined && known.undoProbe === null))
      found.push(error('CANNOT_UNDO', here, `what step ${undoes} does cannot be taken back`));
    else if (isEffect(other.step) && !other.step.semantics.undo)
      found.push(
        error('CANNOT_UNDO', here, `step ${undoes} says itself that it is not taken back`),
      );
    if (!comesBefore(other.at, at))
      found.push(error('CANNOT_UNDO', here, `step ${undoes} does not come before ${step.id}`));
    return found;
  });
}
