import { type Listing, nodeOf } from '../listing.ts';
import type { ObjectReader } from './objects.ts';

/** A symbolic link called `node_modules` in a tree. */
export interface ModulesLink {
  readonly node: number;
  readonly id: string;
}

/** No path is longer. */
const maxLinkBytes = 4096;

/**
 * Names links by which a directory of another name in the same repository may serve as an installed tree. What an
 * absolute one leads to is no part of the repository, and a directory called `node_modules` is read where it lies.
 */
export async function nameModulesLinks(
  objects: ObjectReader,
  links: readonly ModulesLink[],
  listing: Listing,
): Promise<void> {
  const byId = Map.groupBy(links, (link) => link.id);
  const ids = [...byId.keys()];
  let index = 0;
  for await (const object of objects.read(ids, maxLinkBytes)) {
    const id = ids[index++] as string;
    const leadsTo = object.status === 'read' ? object.bytes.toString('latin1') : '';
    if (/^\/|(?:^|\/)node_modules\/*$/.test(leadsTo)) continue;
    for (const { node } of byId.get(id) ?? [])
      nodeOf(listing, node).problems.push({
        code: 'LINK_NOT_FOLLOWED',
        name: 'node_modules',
        message: 'a symbolic link in the place of an installed tree: look at what it leads to',
        ecosystems: ['npm'],
        artefact: null,
      });
  }
}
