/** Versions of the file at one path, in the order in which they are read. */
export interface Series {
  /** Whether a version is to be read whole too, to see whether both ways say the same. */
  isDue(blocks: Uint32Array): boolean;
  /** Notes that a version was read. */
  note(blocks: Uint32Array, wasChecked: boolean): void;
}

/** Besides those that may be cut off, one in so many. */
const every = 64;

/** A version may be cut off that is so much shorter than any with the same end that was read both ways. */
const lost = 0.03;

const mostEnds = 4096;

/** A series of which no version was read. */
export function newSeries(): Series {
  let count = 0;
  /** How many blocks the shortest version had that was read both ways, by the block that ended it. */
  const shortest = new Map<number, number>();
  return {
    isDue(blocks) {
      const known = shortest.get(blocks.at(-1) ?? 0);
      return count % every === 0 || known === undefined || blocks.length < known * (1 - lost);
    },
    note(blocks, wasChecked) {
      count += 1;
      if (!wasChecked) return;
      if (shortest.size >= mostEnds) shortest.clear();
      const last = blocks.at(-1) ?? 0;
      shortest.set(last, Math.min(shortest.get(last) ?? blocks.length, blocks.length));
    },
  };
}
