import { type Listing, nodeOf } from './listing.ts';

/**
 * Names, scopes included, of packages directly in a `node_modules` directory that npm's record there does not have;
 * `installed` are those that it has. Links are not compared.
 */
export function unrecordedPackages(
  listing: Listing,
  index: number,
  installed: readonly string[],
): string[] {
  const node = nodeOf(listing, index);
  if (node.mode !== 'modules') return [];
  const there = [
    ...node.packages,
    ...node.children.flatMap(({ name, node: child }) =>
      nodeOf(listing, child).mode === 'scope'
        ? nodeOf(listing, child).packages.map((own) => `${name}/${own}`)
        : [],
    ),
  ];
  if (there.length === 0) return [];
  const recorded = new Set(installed);
  return there.filter((name) => !recorded.has(name)).toSorted();
}
