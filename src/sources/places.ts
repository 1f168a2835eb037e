import { besideOf, type Relation } from './beside.ts';
import { joinPath, type Listing, nodeOf } from './listing.ts';
import { byStrength } from './ref-order.ts';
import type { Place, Ref } from './types.ts';

/** Paths named for one artefact. A repository of a few kilobytes can hold a file at more paths than there are atoms. */
export const maxPlaces = 10_000;

/**
 * Every path at which files of the given nodes lie, with all refs that hold them there, `limit` paths at most.
 * Climbs from the nodes to the roots; paths are sorted, refs strongest class first.
 */
export function placesOf(
  listing: Listing,
  files: readonly { node: number; name: string }[],
  limit: number = maxPlaces,
): Place[] {
  const roots = rootsByNode(listing);
  const byPath = new Map<string, { refs: Set<Ref>; beside: Map<string, Relation> }>();
  const seen = new Set<string>();
  const open = files.map(({ node, name }) => ({ node, path: name, file: { node, name } }));
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const key = `${at.node} ${at.path}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const ref of roots.get(at.node) ?? []) {
      const place = byPath.get(at.path) ?? { refs: new Set(), beside: new Map() };
      place.refs.add(ref);
      for (const { name, relation } of besideOf(nodeOf(listing, at.file.node), at.file.name))
        place.beside.set(siblingPath(at.path, name), relation);
      byPath.set(at.path, place);
    }
    if (byPath.size >= limit) break;
    for (const parent of nodeOf(listing, at.node).parents) {
      open.push({ ...at, node: parent.node, path: joinPath(parent.name, at.path) });
    }
  }
  return [...byPath]
    .map(([path, { beside, refs }]) => ({
      path,
      refs: [...refs].toSorted(byStrength),
      beside: [...beside]
        .map(([sibling, relation]) => ({ path: sibling, relation }))
        .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function siblingPath(path: string, name: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${name}`;
}

/** Tells which files lie at more paths than are named. */
export function crowdedFiles(
  listing: Listing,
): (files: readonly { node: number; name: string }[]) => boolean {
  const ways = waysTo(listing);
  return (files) =>
    // Many refs make many ways to one path, so that paths must be counted where there are many ways.
    files.reduce((sum, { node }) => sum + (ways[node] ?? 0), 0) > maxPlaces &&
    placesOf(listing, files, maxPlaces + 1).length > maxPlaces;
}

/** In how many ways each node is reached from the roots. */
function waysTo(listing: Listing): Float64Array {
  const ways = new Float64Array(listing.nodes.length);
  for (const { node } of listing.roots) ways[node] = 1;
  const waiting = listing.nodes.map(({ parents }) => parents.length);
  const ready = [...listing.nodes.keys()].filter((node) => waiting[node] === 0);
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    for (const { node: child } of nodeOf(listing, node).children) {
      ways[child] = (ways[child] as number) + (ways[node] as number);
      waiting[child] = (waiting[child] as number) - 1;
      if (waiting[child] === 0) ready.push(child);
    }
  }
  return ways;
}

/** By the roots they were made of: a listing that gains roots has others. */
const known = new WeakMap<
  Listing,
  { readonly count: number; readonly byNode: ReadonlyMap<number, readonly Ref[]> }
>();

function rootsByNode(listing: Listing): ReadonlyMap<number, readonly Ref[]> {
  const before = known.get(listing);
  if (before?.count === listing.roots.length) return before.byNode;
  const byNode = new Map(listing.roots.map(({ node, refs }) => [node, refs]));
  known.set(listing, { count: byNode.size, byNode });
  return byNode;
}
