/** A set of hashes, several times cheaper than `Set` where there are many and each is looked up a few times. */
export interface HashTable {
  /** False where the hash is there already, or too many are that differ from it in other bits alone. */
  add(hash: number): boolean;
  has(hash: number): boolean;
}

/** Steps from the place where a hash belongs; only hashes made for it lie farther away. */
const farthest = 64;

/** Room for so many hashes, and no more. */
export function hashTable(count: number): HashTable {
  const size = 1 << (33 - Math.clz32(count));
  const table = new Int32Array(size);
  /** Its place, or the one where it would lie; -1 where that is too far away. 0 stands for what is free. */
  function placeOf(hash: number): number {
    // The low bits depend on the high ones.
    let place = (hash ^ (hash >>> 15)) & (size - 1);
    for (let step = 0; step < farthest; step += 1) {
      const found = table[place];
      if (found === 0 || found === hash) return place;
      place = (place + 1) & (size - 1);
    }
    return -1;
  }
  return {
    add(hash) {
      const place = placeOf(hash || 1);
      if (place === -1 || table[place] !== 0) return false;
      table[place] = hash || 1;
      return true;
    },
    has(hash) {
      const place = placeOf(hash || 1);
      return place !== -1 && table[place] !== 0;
    },
  };
}
