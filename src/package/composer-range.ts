import { type ComposerComparison, parseComposerConstraint } from './composer-constraint.ts';
import { compareComposer, isComposerBranch, normalComposer } from './composer-version.ts';

/**
 * Whether Composer takes a version for one that a constraint allows. Null where the constraint or the version is
 * not understood, and for a branch that the constraint does not name: which releases its commit holds, nobody knows.
 */
export function inComposerRange(version: string, constraint: string): boolean | null {
  const normal = normalComposer(version);
  const alternatives = parseComposerConstraint(constraint);
  if (normal === null || alternatives === null) return null;
  const allowed = alternatives.some(({ comparisons }) =>
    comparisons.every((comparison) => holds(normal, comparison)),
  );
  return allowed || !isComposerBranch(normal) ? allowed : null;
}

/** One spelling of a constraint: `>=1.0,<2.0 || ^3.0`. Null where it is not understood. */
export function regularComposerRange(constraint: string): string | null {
  const alternatives = parseComposerConstraint(constraint);
  return alternatives === null ? null : alternatives.map(({ text }) => text).join(' || ');
}

/** A named branch is nothing but equal to itself (composer/semver, Constraint). */
function holds(version: string, { operator, version: bound }: ComposerComparison): boolean {
  if (version.startsWith('dev-') || bound.startsWith('dev-')) {
    if (operator === '!=') return version !== bound;
    return operator === '=' && version === bound;
  }
  const order = compareComposer(version, bound);
  if (operator === '=') return order === 0;
  if (operator === '!=') return order !== 0;
  if (operator === '<' || operator === '<=') return order < 0 || (order === 0 && operator === '<=');
  return order > 0 || (order === 0 && operator === '>=');
}
