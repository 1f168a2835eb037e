/** A set of keys within containers, by hash: two keys are taken for one where both hash and container are the same. */
export interface KeySet {
  /** Adds a key. False where it is there already, or where the set cannot tell at small cost. */
  add(container: number, hash: number): boolean;
  /** The slot of a key, or -1. */
  find(container: number, hash: number): number;
  /** How many slots there are. */
  readonly size: number;
}

/** Keys chosen to share their place would make every look-up a walk through them all: further than this nothing is looked for. */
const furthest = 64;

/** A set for up to `count` keys. Containers are above 0. */
export function createKeySet(count: number): KeySet {
  let size = 64;
  while (size < count * 2) size *= 2;
  const mask = size - 1;
  const containers = new Int32Array(size);
  const hashes = new Int32Array(size);
  let left = count;
  return { add, find, size };

  function add(container: number, hash: number): boolean {
    left -= 1;
    if (left < 0) return false;
    let slot = placeOf(container, hash) & mask;
    for (let step = 0; step < furthest; step += 1) {
      const there = containers[slot];
      if (there === 0) {
        containers[slot] = container;
        hashes[slot] = hash;
        return true;
      }
      if (there === container && hashes[slot] === hash) return false;
      slot = (slot + 1) & mask;
    }
    return false;
  }

  function find(container: number, hash: number): number {
    let slot = placeOf(container, hash) & mask;
    for (let step = 0; step < furthest; step += 1) {
      const there = containers[slot];
      if (there === 0) return -1;
      if (there === container && hashes[slot] === hash) return slot;
      slot = (slot + 1) & mask;
    }
    return -1;
  }
}

function placeOf(container: number, hash: number): number {
  const mixed = Math.imul(hash ^ Math.imul(container, 0x9e3779b1 | 0), 0x85ebca6b | 0);
  return mixed ^ (mixed >>> 15);
}
