import { createHash } from 'node:crypto';

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
      let hash = sha256(Buffer.of(0), leaf);
      for (let full = size; full % 2 === 1; full = (full - 1) / 2) {
        hash = sha256(Buffer.of(1), subtrees.pop() ?? hash, hash);
      }
      subtrees.push(hash);
      size += 1;
    },
    root() {
      const last = subtrees.at(-1);
      if (last === undefined) return sha256();
      return subtrees
        .slice(0, -1)
        .reduceRight((right, left) => sha256(Buffer.of(1), left, right), last);
    },
  };
}

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
