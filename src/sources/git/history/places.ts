import type { RepositoryHistory } from '../../history.ts';
import { joinPath, type Listing, nodeOf } from '../../listing.ts';
import { maxPlaces } from '../../places.ts';
import type { Occurrence } from '../../readings.ts';
import { byStrength } from '../../ref-order.ts';
import type { Place, Ref } from '../../types.ts';

/** Finds the paths at which files lie, and what holds them there. */
export type FindPlaces = (files: readonly Occurrence[]) => Place[];

/** Refs by the state that their tips are in. */
export type TipsByState = ReadonlyMap<number, readonly Ref[]>;

/** Where files lie at tips, told by the states of these: paths that no tip holds are left out. Sorted like `placesOf`. */
export function placesAtTips(listing: Listing, tips: TipsByState): FindPlaces {
  const find = statesAt(listing);
  return (files) =>
    [...find(files)]
      .map(([path, states]) => ({
        path,
        refs: [...states].flatMap((state) => tips.get(state) ?? []).toSorted(byStrength),
        beside: [],
      }))
      .filter(({ refs }) => refs.length > 0)
      .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Climbs from files to the roots that are states; paths are sorted. Bounded like the places of tips: a repository of a few
 * kilobytes can hold a file at more paths than there are atoms.
 */
export function placesInHistory(listing: Listing, history: RepositoryHistory): FindPlaces {
  const find = statesAt(listing);
  return (files) =>
    [...find(files)]
      .map(([path, held]) => ({
        path,
        refs: [],
        beside: [],
        held: { history, states: [...held].toSorted((a, b) => a - b) },
      }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Paths of files, each with the states that hold one of them there. */
function statesAt(
  listing: Listing,
): (files: readonly Occurrence[]) => ReadonlyMap<string, ReadonlySet<number>> {
  let states: Map<number, number[]> | null = null;
  return (files) => {
    states ??= statesByNode(listing);
    const byPath = new Map<string, Set<number>>();
    const seen = new Set<string>();
    const open = files.map(({ name, node }) => ({ node, path: name }));
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const key = `${at.node} ${at.path}`;
      if (seen.has(key)) continue;
      seen.add(key);
      for (const state of states.get(at.node) ?? []) {
        const held = byPath.get(at.path) ?? new Set<number>();
        byPath.set(at.path, held.add(state));
      }
      if (byPath.size >= maxPlaces) break;
      for (const parent of nodeOf(listing, at.node).parents)
        open.push({ node: parent.node, path: joinPath(parent.name, at.path) });
    }
    return byPath;
  };
}

function statesByNode(listing: Listing): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const [state, { node }] of listing.roots.entries()) {
    const own = found.get(node) ?? [];
    own.push(state);
    found.set(node, own);
  }
  return found;
}
