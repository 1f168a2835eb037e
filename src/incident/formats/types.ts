import type { ListBuilder } from '../builder.ts';
import type { ListText } from '../text.ts';

/** One way in which lists are written. */
export interface ListFormat {
  readonly id: string;
  /** For the person whose list we refused: what this format looks like, in a few words. */
  readonly looksLike: string;
  /**
   * How surely the list is of this format, 0 (not at all) to 100: by its content first, its name second.
   * Cheap; the highest wins, and among equals the first in the registry.
   */
  recognises(list: ListText): number;
  /**
   * Hands every entry to the builder. Never throws on bad input: what cannot be read is an entry not understood.
   * Gives the format id, or a more exact one where the format has dialects.
   */
  read(list: ListText, into: ListBuilder): string;
}
