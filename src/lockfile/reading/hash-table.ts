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

/** A table with room for as many as come. */
export function hashTable(): HashTable {
  let size = 128;
  /** Two numbers a place: the hash, and its value. */
  let table = new Int32Array(2 * size);
  let count = 0;

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

  /** Whether there is a place for each in a larger table, too. */
  function grow(): boolean {
    const before = table;
    size *= 4;
    table = new Int32Array(2 * size);
    for (let from = 0; from < before.length; from += 2) {
      const hash = before[from] as number;
      const place = hash === 0 ? 0 : placeOf(hash);
      if (place === -1) return false;
      if (hash === 0) continue;
      table[place] = hash;
      table[place + 1] = before[from + 1] as number;
    }
    return true;
  }

  return {
    add(hash, value) {
      const place = placeOf(hash || 1);
      if (place === -1 || table[place] !== 0) return false;
      table[place] = hash || 1;
      table[place + 1] = value;
      count += 1;
      return 2 * count <= size || grow();
    },
    get(hash) {
      const place = placeOf(hash || 1);
      return place === -1 || table[place] === 0 ? -1 : (table[place + 1] as number);
    },
  };
}
