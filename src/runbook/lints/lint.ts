import type { Catalogue } from '../catalogue.ts';
import { isEffect } from '../machine/compiled.ts';
import type { KeyPath } from '../places.ts';
import type { LeafStep, Runbook } from '../schema.ts';

/** What a lint looks at. */
export interface Checked {
  readonly runbook: Runbook;
  readonly catalogue: Catalogue;
  /** Leaf steps in order of the file, each with its path. */
  readonly steps: readonly LocatedStep[];
  /** Now, in milliseconds since 1970. */
  readonly now: number;
}

/** A leaf step and where it stands. */
export interface LocatedStep {
  readonly step: LeafStep;
  readonly at: KeyPath;
}

/** Something a lint objects to. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly at: KeyPath;
}

/** One thing to look for in a definition whose shape is right. */
export type Lint = (checked: Checked) => readonly Finding[];

/** A step that changes the world. */
export type EffectStep = Extract<LeafStep, { semantics: unknown }>;

/** Leaf steps of a definition, in order of the file, each with its path. */
export function locatedSteps({ steps }: Runbook): readonly LocatedStep[] {
  return steps.flatMap((step, index): readonly LocatedStep[] =>
    step.kind === 'parallel'
      ? step.branches.flatMap((branch, branchIndex) =>
          branch.steps.map((inner, innerIndex) => ({
            step: inner,
            at: ['steps', index, 'branches', branchIndex, 'steps', innerIndex],
          })),
        )
      : [{ step, at: ['steps', index] }],
  );
}

/** Steps that change the world, each with its path. */
export function effectSteps({
  steps,
}: Checked): readonly { readonly step: EffectStep; readonly at: KeyPath }[] {
  return steps.flatMap(({ at, step }) => (isEffect(step) ? [{ at, step }] : []));
}

/** An error. */
export function error(code: string, at: KeyPath, message: string): Finding {
  return { severity: 'error', code, message, at };
}

/** A warning. */
export function warning(code: string, at: KeyPath, message: string): Finding {
  return { severity: 'warning', code, message, at };
}

/** `known: a, b`, or that there is none. */
export function knownText(names: Iterable<string>): string {
  const all = [...names];
  return all.length === 0 ? 'there is none' : `known: ${all.toSorted().join(', ')}`;
}
