/**
 * Numbers of at least 0 by hashes, several times cheaper than `Map` where there are many and each is looked up a few
 * times. What has the same hash need not be the same: who must know compares.
 */
export interface HashTable {
  /** False where the hash is there already, or too many are that differ from it in other bits alone. */
  add(hash: number, value: number): boolean;
  /** -1 for a hash that is not there. */
  get(hash: number): number;
}

/** Steps from the place where a hash belongs; only hashes made for it lie farther away. */
const farthest = 64;

/** Room for so many hashes, and no more. */
export function hashTable(count: number): HashTable {
  const size = 1 << (33 - Math.clz32(count));
  /** Two numbers a place: the hash, and its value. */
  const table = new Int32Array(2 * size);
  /** Its place, or the one where it would lie; -1 where that is too far away. 0 stands for what is free. */
  function placeOf(hash: number): number {
    // The low bits depend on the high ones.
    let place = (hash ^ (hash >>> 15)) & (size - 1);
    for (let step = 0; step < farthest; step += 1) {
      const found = table[2 * place];
      if (found === 0 || found === hash) return 2 * place;
      place = (place + 1) & (size - 1);
    }
    return -1;
  }
  return {
    add(hash, value) {
      const place = placeOf(hash || 1);
      if (place === -1 || table[place] !== 0) return false;
      table[place] = hash || 1;
      table[place + 1] = value;
      return true;
    },
    get(hash) {
      const place = placeOf(hash || 1);
      return place === -1 || table[place] === 0 ? -1 : (table[place + 1] as number);
    },
  };
}
