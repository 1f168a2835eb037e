import type { Site } from '../containment/site.ts';
import type { LeafStep, Runbook } from '../runbook/schema.ts';

/** A step that changes the world, or looks at it. */
export type EffectStep = Extract<LeafStep, { semantics: unknown }>;

/** Steps in order of the file, those of branches included. */
export function leafSteps({ steps }: Pick<Runbook, 'steps'>): readonly LeafStep[] {
  return steps.flatMap((step) =>
    step.kind === 'parallel' ? step.branches.flatMap((branch) => branch.steps) : [step],
  );
}

/** Steps that have targets, in order of the file. */
export function effectSteps(definition: Pick<Runbook, 'steps'>): readonly EffectStep[] {
  return leafSteps(definition).filter(
    (step): step is EffectStep => step.kind === 'action' || step.kind === 'per-target',
  );
}

/** Ids of the steps that use an action, in order of the file. */
export function stepsUsing(definition: Pick<Runbook, 'steps'>, action: string): readonly string[] {
  return effectSteps(definition).flatMap((step) => (step.action === action ? [step.id] : []));
}

/** Who stands behind `role:NAME` by the site file, or the person of `person:NAME`. */
export function peopleOf(site: Site | null, owner: string): string[] {
  const [kind, ...rest] = owner.split(':');
  const name = rest.join(':');
  if (kind !== 'role') return [name];
  return site !== null && Object.hasOwn(site.roles, name) ? [...(site.roles[name] ?? [])] : [];
}
