import type { Evidence, EvidenceRow } from './evidence.ts';
import type { RepositoryHistory } from './history.ts';
import { byStrength } from './ref-order.ts';
import { tipRef } from './tip-ref.ts';
import type { Place, Ref } from './types.ts';

/** Finds where a row of the past lies at tips that no row of tips speaks of. */
export type FindTips = (row: EvidenceRow) => Place[];

/**
 * A look at history sights contents at tips one by one only where the refs are few, or something in the content was
 * sought. What the others hold is in the states of their commits.
 */
export function tipsInHistory({ history, refs, rows }: Evidence): FindTips {
  if (history === null) return () => [];
  const told = new Set<string>();
  for (const { past, places } of rows)
    for (const { path, refs: own } of past ? [] : places)
      for (const index of own) told.add(keyOf(path, refs[index] as Ref));
  const tips = refsOf(history).toSorted((a, b) => a.state - b.state);
  return (row) =>
    row.places.flatMap(({ path, runs }) => {
      const held = tipsIn(tips, runs).filter((ref) => !told.has(keyOf(path, ref)));
      return held.length === 0 ? [] : [{ path, refs: held.toSorted(byStrength), beside: [] }];
    });
}

interface TipState {
  readonly state: number;
  readonly ref: Ref;
}

function refsOf({ commits, refs, states }: RepositoryHistory): TipState[] {
  return refs.map((ref) => ({
    state: states[ref.commit] as number,
    ref: tipRef(commits, ref),
  }));
}

/** Refs of the states that runs hold. Both ascend. */
function tipsIn(tips: readonly TipState[], runs: readonly number[]): Ref[] {
  const found: Ref[] = [];
  for (let at = 0; at + 1 < runs.length; at += 2) {
    const [from, to] = [runs[at] as number, runs[at + 1] as number];
    for (let tip = firstFrom(tips, from); tip < tips.length; tip += 1) {
      const { ref, state } = tips[tip] as TipState;
      if (state > to) break;
      found.push(ref);
    }
  }
  return found;
}

function firstFrom(tips: readonly TipState[], state: number): number {
  let [low, high] = [0, tips.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tips[middle] as TipState).state < state) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keyOf(path: string, ref: Ref): string {
  return `${ref.class} ${ref.name}\0${path}`;
}
