import type { KeyPath } from '../places.ts';
import { type Checked, error, type Finding, knownText } from './lint.ts';

/** Owners that name a role which the runbook does not describe. */
export function owners({ runbook, steps }: Checked): readonly Finding[] {
  const named: { readonly owner: string; readonly at: KeyPath }[] = [
    { owner: runbook.owner, at: ['owner'] },
    ...steps.map(({ at, step }) => ({ owner: step.owner, at: [...at, 'owner'] })),
    ...runbook.controls.flatMap((control, index) => [
      { owner: control.owner, at: ['controls', index, 'owner'] },
      ...control.escalate.map(({ to }, level) => ({
        owner: to,
        at: ['controls', index, 'escalate', level, 'to'],
      })),
    ]),
  ];
  return named.flatMap(({ at, owner }) => {
    const role = owner.startsWith('role:') ? owner.slice('role:'.length) : null;
    if (role === null || Object.hasOwn(runbook.roles, role)) return [];
    return [
      error(
        'UNKNOWN_ROLE',
        at,
        `role ${role} is not in roles: ${knownText(Object.keys(runbook.roles))}`,
      ),
    ];
  });
}
