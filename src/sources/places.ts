import { joinPath, type Listing, nodeOf } from './listing.ts';
import { byStrength } from './ref-order.ts';
import type { Place, Ref } from './types.ts';

/**
 * Every path at which files of the given nodes lie, with all refs that hold them there.
 * Climbs from the nodes to the roots; paths are sorted, refs strongest class first.
 */
export function placesOf(
  listing: Listing,
  files: readonly { node: number; name: string }[],
): Place[] {
  const roots = rootsByNode(listing);
  const byPath = new Map<string, Set<Ref>>();
  const seen = new Set<string>();
  const open = files.map(({ node, name }) => ({ node, path: name }));
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const key = `${at.node} ${at.path}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const ref of roots.get(at.node) ?? []) {
      const refs = byPath.get(at.path) ?? new Set();
      byPath.set(at.path, refs.add(ref));
    }
    for (const parent of nodeOf(listing, at.node).parents) {
      open.push({ node: parent.node, path: joinPath(parent.name, at.path) });
    }
  }
  return [...byPath]
    .map(([path, refs]) => ({ path, refs: [...refs].toSorted(byStrength) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function rootsByNode(listing: Listing): Map<number, readonly Ref[]> {
  return new Map(listing.roots.map((root) => [root.node, root.refs]));
}
