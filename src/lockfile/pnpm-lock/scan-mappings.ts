import type { KeySet } from './scan-set.ts';

/** Most mappings have fewer keys than this, and comparing these few is cheaper than looking them up. */
const few = 16;

/** The keys of the mappings that are open, one at each depth, by hash. */
export class OpenMappings {
  readonly #set: KeySet;
  readonly #hashes: Int32Array;
  readonly #counts: Int32Array;

  constructor(set: KeySet, depths: number) {
    this.#set = set;
    this.#hashes = new Int32Array(depths * few);
    this.#counts = new Int32Array(depths);
  }

  /** Begins a mapping. */
  open(depth: number): void {
    this.#counts[depth] = 0;
  }

  /** Adds a key to the mapping at a depth. False where it is there already. */
  add(depth: number, container: number, hash: number): boolean {
    const count = this.#counts[depth] as number;
    const start = depth * few;
    if (count > few) return this.#set.add(container, hash);
    for (let index = start; index < start + count; index += 1)
      if (this.#hashes[index] === hash) return false;
    this.#counts[depth] = count + 1;
    if (count < few) {
      this.#hashes[start + count] = hash;
      return true;
    }
    for (let index = start; index < start + few; index += 1)
      if (!this.#set.add(container, this.#hashes[index] as number)) return false;
    return this.#set.add(container, hash);
  }
}
