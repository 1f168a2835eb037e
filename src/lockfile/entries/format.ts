import type { LockedPackage } from '../types.ts';
import type { CutStyle } from './block-cutter.ts';

/** What stood above a block, as far as it says what the block is. */
export interface Standing {
  /** Blocks that stand in places with the same key mean the same. */
  readonly key: string;
  /** As the format's reader gives it; null where it is not known yet. */
  readonly formatVersion: string | null;
  /** Whether a file may end here. */
  readonly isEnd: boolean;
}

/** What one block is. */
export interface Step {
  /** Where the next block stands. */
  readonly next: Standing;
  readonly packages?: readonly LockedPackage[];
  /** Stated too, but only where no block above states another package with the same key. */
  readonly linked?: readonly LockedPackage[];
  /** Keys that no other block of the file may have. */
  readonly claims?: readonly string[];
  /** What other blocks may need. */
  readonly offers?: readonly string[];
  /** What some block of the file must offer. */
  readonly needs?: readonly string[];
}

/** What the format's reader finds in a small file with one block in it. */
export interface Alone {
  readonly formatVersion: string;
  readonly packages: readonly LockedPackage[];
  readonly covers: readonly string[];
}

/** Reads such a file. Null where a problem was found that is not about what it refers to. */
export type ReadAlone = (text: string) => Alone | null;

/** How files of a format are cut, and what their blocks are. */
export interface EntryFormat {
  readonly style: CutStyle;
  readonly start: Standing;
  /** What a block in a place is; null where a file with it must be read whole. */
  step(place: Standing, block: string, read: ReadAlone): Step | null;
  /**
   * What the reader says of a block's references that lead nowhere, in its order. A file that lacks something else is
   * read whole, and so is one of a format without this.
   */
  readonly references?: (block: string) => readonly Reference[];
}

/** A reference of a block, as a REFERENCE_MISSING problem says that no entry answers it. */
export interface Reference {
  /** What the block's step needs for it. */
  readonly need: string;
  /** What answers it besides, as the reader looks for it: all the ways it has. */
  readonly others: readonly string[];
  readonly message: string;
  /** 1-based, from the block's beginning; null where the reader gives none. */
  readonly line: number | null;
}
