import type { ListingProblem } from '../listing.ts';
import type { RawEntry } from '../shape.ts';
import type { ListedRef } from './listed-ref.ts';
import type { ObjectReader } from './objects.ts';
import { unreadableObject } from './problems.ts';
import { readTips, type ReadTips } from './tips.ts';
import { parseTree } from './tree-object.ts';

/** Larger trees are not read. */
const maxTreeBytes = 64 * 1024 * 1024;

/** Entries of a tree, or why there are none to be had. */
export type TreeContent =
  | { readonly entries: readonly RawEntry[] }
  | { readonly problem: ListingProblem };

/** A repository's commits and trees, however they are come by. */
export interface GitStructure {
  /** What refs come to once annotated tags are peeled. */
  tips(refs: readonly ListedRef[]): Promise<ReadTips>;
  /** An answer per tree, in order. Two readings never overlap. */
  trees(oids: readonly string[]): AsyncIterable<TreeContent>;
}

/** Structure that is read object by object, as it is asked for: the cheapest way to a few tips. */
export function structureByObject(objects: ObjectReader): GitStructure {
  return {
    tips: (refs) => readTips(objects, refs),
    async *trees(oids) {
      let index = 0;
      for await (const object of objects.read(oids, maxTreeBytes)) {
        const oid = oids[index++] as string;
        const isTree = object.status === 'read' && object.type === 'tree';
        const entries = isTree ? parseTree(object.bytes, oid.length / 2) : null;
        yield entries === null ? { problem: unreadableObject(object, 'tree', null) } : { entries };
      }
    },
  };
}
