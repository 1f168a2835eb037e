import { type Checked, effectSteps, error, type Finding } from './lint.ts';

/** Changes that cannot be taken back and that nobody has to approve. Harmless actions change nothing to take back. */
export function approval(checked: Checked): readonly Finding[] {
  const { actions } = checked.catalogue;
  return effectSteps(checked).flatMap(({ at, step }) => {
    const { action } = step;
    const isHarmless =
      action !== undefined && Object.hasOwn(actions, action) && actions[action]?.harmless === true;
    if (step.approval !== 'none' || step.semantics.undo || isHarmless) return [];
    return [
      error(
        'NEEDS_APPROVAL',
        [...at, 'approval'],
        `step ${step.id} cannot be taken back, and nobody has to approve it: approval: one`,
      ),
    ];
  });
}
