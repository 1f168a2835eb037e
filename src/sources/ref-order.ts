import type { Ref, RefClass } from './types.ts';

const order: Record<RefClass, number> = {
  default: 0,
  branch: 1,
  worktree: 2,
  pull: 3,
  tag: 4,
  other: 5,
};

/** Compares refs: the class that counts for most first, then by name. */
export function byStrength(a: Pick<Ref, 'class' | 'name'>, b: Pick<Ref, 'class' | 'name'>): number {
  return order[a.class] - order[b.class] || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

/** Whether one class of refs counts for at least as much as another. */
export function countsAsMuch(one: RefClass, other: RefClass): boolean {
  return order[one] <= order[other];
}

/** The class that counts for most among refs; null for none. */
export function strongest(refs: readonly Ref[]): RefClass | null {
  return refs.toSorted(byStrength)[0]?.class ?? null;
}
