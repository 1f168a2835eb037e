/** Versions of the file at one path, in the order in which they are read. */
export interface Series {
  /** Whether a version is to be read whole too, to see whether both ways say the same. */
  isDue(blocks: Uint32Array): boolean;
  /** Notes that a version was read. */
  note(blocks: Uint32Array, wasChecked: boolean): void;
}

/** Besides those that may be cut off: the first, another in the second half of so many behind it, and so on in distances twice as long. */
const first = 64;

/** A version may be cut off that is so much shorter than any with the same end that was read both ways. */
const lost = 0.03;

/** One that is so much longer than any that was read both ways has much that was not looked at so. */
const grown = 0.25;

const mostEnds = 4096;

/**
 * A series of which no version was read. `chance` gives numbers from 0 to below 1 that no one can foretell: else files
 * could be made that say something else in all versions but those that are read whole.
 */
export function newSeries(chance: () => number): Series {
  let count = 0;
  /** The version that is read both ways at the latest, and how far behind it the next one may be. */
  let next = 0;
  let distance = first;
  let longest = 0;
  /** How many blocks the shortest version had that was read both ways, by the block that ended it. */
  const shortest = new Map<number, number>();
  return {
    isDue(blocks) {
      const known = shortest.get(blocks.at(-1) ?? 0);
      return (
        count >= next ||
        known === undefined ||
        blocks.length < known * (1 - lost) ||
        blocks.length > longest * (1 + grown)
      );
    },
    note(blocks, wasChecked) {
      if (wasChecked) {
        if (count >= next) {
          next = count + 1 + Math.floor(((1 + chance()) / 2) * distance);
          distance *= 2;
        }
        longest = Math.max(longest, blocks.length);
        if (shortest.size >= mostEnds) shortest.clear();
        const last = blocks.at(-1) ?? 0;
        shortest.set(last, Math.min(shortest.get(last) ?? blocks.length, blocks.length));
      }
      count += 1;
    },
  };
}
