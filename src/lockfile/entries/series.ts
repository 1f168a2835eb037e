/** Versions of the file at one path, in the order in which they are read. */
export interface Series {
  /** Whether a version is to be read whole too, to see whether both ways say the same. */
  isDue(blocks: Uint32Array): boolean;
  /** Notes that a version was read. */
  note(blocks: Uint32Array): void;
}

/** Besides those that may be cut off, one in so many. */
const every = 64;

/** A version that has lost more of its blocks than this may be cut off. */
const lost = 0.03;

/** A series of which no version was read. */
export function newSeries(): Series {
  let count = 0;
  let size = 0;
  let end = 0;
  return {
    isDue: (blocks) =>
      count % every === 0 || blocks.length < size * (1 - lost) || blocks.at(-1) !== end,
    note(blocks) {
      count += 1;
      size = blocks.length;
      end = blocks.at(-1) ?? 0;
    },
  };
}
