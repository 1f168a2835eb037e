import type { HistoryRef } from '../../sources/history.ts';
import { byStrength } from '../../sources/ref-order.ts';
import type { RefClass } from '../../sources/types.ts';
import type { Chronicle } from './chronicle.ts';

/** Commits asked after in one pass: the bits of an integer. */
const together = 32;

/** Refs that lead to a commit: some by name, and how many in all. */
export interface Reached {
  readonly refs: readonly HistoryRef[];
  readonly total: number;
}

/** Orders of a chronicle's refs. */
export interface RefOrders {
  /** By strength of class, then those whose tip is the oldest, so the nearest: the order in which they are named. */
  readonly byClass: readonly HistoryRef[];
  /** Those whose tip is the oldest first, whatever their class: on the first that leads to it a commit was made. */
  readonly byAge: readonly HistoryRef[];
}

/** Puts refs in order; a tip without a time counts as the youngest. */
export function refOrders({ commits, refs }: Chronicle): RefOrders {
  const ageOf = ({ commit }: HistoryRef): number => {
    const time = commits.committedAt[commit] as number;
    return Number.isNaN(time) ? Number.MAX_VALUE : time;
  };
  const byAge = refs.toSorted((a, b) => ageOf(a) - ageOf(b) || byStrength(a, b));
  // Sorting is stable: age decides within a class.
  const byClass = byAge.toSorted((a, b) =>
    byStrength({ class: a.class, name: '' }, { class: b.class, name: '' }),
  );
  return { byClass, byAge };
}

/** Says from which refs commits are reached. */
export type FindRefs = (asked: readonly number[]) => ReadonlyMap<number, Reached>;

/**
 * Finds from which refs commits are reached, at most `named` of them by name, in the order given. One pass for 32 commits,
 * and none for a commit that was asked after before: what comes with one commit mostly comes in company.
 */
export function refFinder(
  chronicle: Chronicle,
  ordered: readonly HistoryRef[],
  named: number,
): FindRefs {
  const known = new Map<number, Reached>();
  const masks = new Int32Array(chronicle.commits.count);
  return (asked) => {
    const open = asked.filter((commit) => !known.has(commit));
    for (let from = 0; from < open.length; from += together)
      findSome(chronicle, { ordered, named, masks, known }, open.slice(from, from + together));
    return known;
  };
}

function findSome(
  { commits: { count, parents, parentStart } }: Chronicle,
  {
    known,
    masks,
    named,
    ordered,
  }: {
    readonly known: Map<number, Reached>;
    readonly masks: Int32Array;
    readonly named: number;
    readonly ordered: readonly HistoryRef[];
  },
  some: readonly number[],
): void {
  const rows = some.map((commit) => {
    const row = { refs: [] as HistoryRef[], total: 0 };
    known.set(commit, row);
    return row;
  });
  masks.fill(0);
  some.forEach((commit, bit) => {
    masks[commit] = (masks[commit] as number) | (1 << bit);
  });
  for (let commit = Math.min(...some); commit < count; commit += 1) {
    let mask = masks[commit] as number;
    for (
      let at = parentStart[commit] as number;
      at < (parentStart[commit + 1] as number);
      at += 1
    ) {
      const parent = parents[at] as number;
      if (parent >= 0) mask |= masks[parent] as number;
    }
    masks[commit] = mask;
  }
  nameRefs(rows, ordered, masks, named);
}

/** By commit, the place of the first of some refs that leads to it; -1 where none does. One pass. */
export function firstRefs(
  { commits: { count, parents, parentStart } }: Chronicle,
  ordered: readonly HistoryRef[],
): Int32Array {
  const first = new Int32Array(count).fill(-1);
  for (const [place, { commit: tip }] of ordered.entries()) {
    const open = [tip];
    for (let commit = open.pop(); commit !== undefined; commit = open.pop()) {
      if (first[commit] !== -1) continue;
      first[commit] = place;
      for (
        let at = parentStart[commit] as number;
        at < (parentStart[commit + 1] as number);
        at += 1
      ) {
        const parent = parents[at] as number;
        if (parent >= 0 && first[parent] === -1) open.push(parent);
      }
    }
  }
  return first;
}

/** Refs are few by mask: what many share is counted once. */
function nameRefs(
  rows: readonly { refs: HistoryRef[]; total: number }[],
  ordered: readonly HistoryRef[],
  masks: Int32Array,
  named: number,
): void {
  const counts = new Map<number, number>();
  let open = -1;
  for (const ref of ordered) {
    const mask = masks[ref.commit] as number;
    if (mask === 0) continue;
    counts.set(mask, (counts.get(mask) ?? 0) + 1);
    for (const bit of bitsOf(mask & open)) {
      const refs = rows[bit]?.refs ?? [];
      refs.push(ref);
      if (refs.length >= named) open &= ~(1 << bit);
    }
  }
  for (const [mask, number] of counts)
    for (const bit of bitsOf(mask)) {
      const row = rows[bit];
      if (row !== undefined) row.total += number;
    }
}

function bitsOf(mask: number): number[] {
  const bits: number[] = [];
  for (let left = mask; left !== 0;) {
    const bit = 31 - Math.clz32(left);
    bits.push(bit);
    left &= ~(1 << bit);
  }
  return bits;
}

/** Refs by class. */
export type RefCounts = Record<Exclude<RefClass, 'worktree'>, number>;

/**
 * How many refs hold something at their tip, and from how many a commit that holds it is reached. One pass; `scratch` has
 * room for a mark of each commit.
 */
export function countRefs(
  { commits: { count, parents, parentStart }, refs }: Chronicle,
  holds: Uint8Array,
  scratch: Uint8Array,
): { readonly now: RefCounts; readonly ever: RefCounts } {
  const reached = scratch;
  reached.set(holds);
  for (let commit = Math.max(0, holds.indexOf(1)); commit < count; commit += 1) {
    for (
      let at = parentStart[commit] as number;
      at < (parentStart[commit + 1] as number);
      at += 1
    ) {
      const parent = parents[at] as number;
      if (parent >= 0 && reached[parent] === 1) reached[commit] = 1;
    }
  }
  const none: RefCounts = { default: 0, branch: 0, pull: 0, tag: 0, other: 0 };
  const [now, ever] = [{ ...none }, { ...none }];
  for (const { class: kind, commit } of refs) {
    const counted = kind === 'worktree' ? 'other' : kind;
    if (holds[commit] === 1) now[counted] += 1;
    if (reached[commit] === 1) ever[counted] += 1;
  }
  return { now, ever };
}
