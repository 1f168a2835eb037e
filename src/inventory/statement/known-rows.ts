import { fingerprintWords } from './fingerprint.ts';

/** Rows by fingerprint, in 20 bytes each: their texts stay in the database. */
export interface KnownRows {
  readonly size: number;
  /** 0 where none is known. */
  find(fingerprint: Uint32Array): number;
  /** For a fingerprint that is not known yet. */
  add(fingerprint: Uint32Array, row: number): void;
  clear(): void;
}

const least = 1024;

/** No rows yet. */
export function knownRows(): KnownRows {
  let keys = new Uint32Array(least * fingerprintWords);
  let rows = new Uint32Array(least);
  let size = 0;

  /** Where a fingerprint stands, or the free place where it would. */
  function placeOf(fingerprint: Uint32Array, from: number): number {
    const mask = rows.length - 1;
    let place = (fingerprint[from] as number) & mask;
    while (rows[place] !== 0 && !isAt(place, fingerprint, from)) place = (place + 1) & mask;
    return place;
  }

  function isAt(place: number, fingerprint: Uint32Array, from: number): boolean {
    const at = place * fingerprintWords;
    for (let word = 0; word < fingerprintWords; word += 1)
      if (keys[at + word] !== fingerprint[from + word]) return false;
    return true;
  }

  function put(fingerprint: Uint32Array, from: number, row: number): void {
    const place = placeOf(fingerprint, from);
    rows[place] = row;
    for (let word = 0; word < fingerprintWords; word += 1)
      keys[place * fingerprintWords + word] = fingerprint[from + word] as number;
  }

  function empty(room: number): void {
    keys = new Uint32Array(room * fingerprintWords);
    rows = new Uint32Array(room);
  }

  return {
    get size() {
      return size;
    },
    find: (fingerprint) => rows[placeOf(fingerprint, 0)] as number,
    add(fingerprint, row) {
      if (size * 2 >= rows.length) {
        const [oldKeys, oldRows] = [keys, rows];
        empty(oldRows.length * 2);
        for (let place = 0; place < oldRows.length; place += 1)
          if (oldRows[place] !== 0)
            put(oldKeys, place * fingerprintWords, oldRows[place] as number);
      }
      put(fingerprint, 0, row);
      size += 1;
    },
    clear() {
      empty(least);
      size = 0;
    },
  };
}
