import type { Reading } from '../lockfile/types.ts';
import { type Listing, nodeOf } from './listing.ts';

/**
 * Names, scopes included, of packages directly in a `node_modules` directory that npm's record there does not have.
 * Entries of the record are keyed by where they lie (`node_modules/@acme/a`); links are not compared.
 */
export function unrecordedPackages(listing: Listing, index: number, reading: Reading): string[] {
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
  const recorded = new Set(
    reading.documents.flatMap((document) => document.packages.map(({ key }) => key)),
  );
  return there.filter((name) => !recorded.has(`node_modules/${name}`)).toSorted();
}
