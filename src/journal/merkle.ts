import { hash } from 'node:crypto';

/**
 * The tree hash of RFC 6962, section 2.1, grown leaf by leaf: a leaf costs one hash and as many joins as subtrees become
 * full, a root as many as there are full subtrees, at most log2 of the leaves. A leaf of a journal is the raw bytes of a
 * line, its line end included: the bytes that `prev` is over too.
 */
export interface MerkleTree {
  readonly size: number;
  append(leaf: Uint8Array): void;
  /** 32 bytes; of the empty tree, the hash of nothing. */
  root(): Uint8Array;
}

const leafMark = Buffer.of(0);
const nodeMark = Buffer.of(1);

/** An empty tree. */
export function merkleTree(): MerkleTree {
  // Full subtrees from the largest to the smallest, one for each bit that is set in `size`.
  const subtrees: Uint8Array[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    append(leaf) {
      let node = sha256(leafMark, leaf);
      for (let full = size; full % 2 === 1; full = (full - 1) / 2) {
        node = sha256(nodeMark, subtrees.pop() ?? node, node);
      }
      subtrees.push(node);
      size += 1;
    },
    root() {
      const last = subtrees.at(-1);
      if (last === undefined) return sha256();
      return subtrees
        .slice(0, -1)
        .reduceRight((right, left) => sha256(nodeMark, left, right), last);
    },
  };
}

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return hash('sha256', Buffer.concat(parts), 'buffer');
}
