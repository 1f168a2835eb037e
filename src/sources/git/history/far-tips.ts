import type { ListedRef } from '../listed-ref.ts';
import { tipRef } from '../../tip-ref.ts';
import type { Ref } from '../../types.ts';
import type { SignSearch } from '../../sign-files.ts';
import { barrenTrees } from './barren.ts';
import type { FollowedHistory } from './follow.ts';
import { loadedTips } from './loaded-tips.ts';
import { projectTrees, type Projection } from './project.ts';
import type { LoadedRepository } from './read.ts';
import type { TipsByState } from './places.ts';

/** Tips surveyed one by one. There may be any number of pull requests and tags, and they are much alike. */
const surveyedTips = 100;

/** Refs whose tips are surveyed whole, and those of which lockfiles are read as versions of each other. */
export interface SplitRefs {
  readonly near: readonly ListedRef[];
  readonly far: readonly ListedRef[];
}

/** Splits refs, which come strongest first. Few are all near. */
export function splitRefs(refs: readonly ListedRef[]): SplitRefs {
  if (refs.length <= surveyedTips) return { near: refs, far: [] };
  const isNear = (ref: ListedRef): boolean => ref.class !== 'pull' && ref.class !== 'tag';
  const near = refs.filter(isNear).slice(0, surveyedTips);
  const chosen = new Set(near);
  return { near, far: refs.filter((ref) => !chosen.has(ref)) };
}

/** Far tips by their states in a history that was followed. */
export function farInHistory({ history }: FollowedHistory, far: readonly ListedRef[]): TipsByState {
  const { commits, refs, states } = history;
  const wanted = new Set(far.map(keyOf));
  const found = new Map<number, Ref[]>();
  for (const ref of refs) {
    const state = states[ref.commit] as number;
    if (state === -1 || !wanted.has(keyOf(ref))) continue;
    const own = found.get(state) ?? [];
    own.push(tipRef(commits, ref));
    found.set(state, own);
  }
  return found;
}

function keyOf(ref: Pick<ListedRef, 'class' | 'name'>): string {
  return `${ref.class} ${ref.name}`;
}

/** Far tips with a listing of what states packages at them, where no history is followed. */
export function farAtTips(
  loaded: LoadedRepository,
  far: readonly ListedRef[],
  states: (name: string) => boolean,
  search: SignSearch | null,
): { readonly listing: Projection['listing']; readonly tips: TipsByState } {
  const { objects, trees } = loaded;
  const bearing = barrenTrees(objects.count, trees, { files: states, others: () => false });
  const { listing, stateOf } = projectTrees({ trees, bearing, search, keep: 'evidence' });
  const { tips } = loadedTips(loaded, far);
  const found = new Map<number, Ref[]>();
  for (const { class: refClass, name, oid } of far) {
    const tip = tips.get(oid);
    const state = tip === undefined ? -1 : stateOf(objects.findHex(tip.tree));
    if (tip === undefined || state === -1) continue;
    const { commit, committedAt } = tip;
    const own = found.get(state) ?? [];
    own.push({ name, class: refClass, commit, committedAt });
    found.set(state, own);
  }
  return { listing, tips: found };
}
