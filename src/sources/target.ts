import type { Doors } from '../host/doors.ts';
import type { RefSelection } from './git/refs.ts';
import type { SourceItem } from './types.ts';

/** One thing that gets a verdict of its own. */
export interface Target {
  /** Its normalised origin (`acme/web`), else its path relative to what was given. */
  readonly name: string;
  readonly kind: 'repository' | 'directory';
  /** Where it lies, as a person would type it: tells targets of one name apart. */
  readonly place: string;
  /** Looks at it. A failure that leaves nothing to say is thrown; all else comes as problems. */
  sightings(doors: Doors): AsyncGenerator<SourceItem>;
}

export interface ExpandOptions {
  readonly refs: RefSelection;
}

/** A kind of place in which evidence lies. */
export interface Source {
  readonly id: string;
  /** Programs it cannot work without. */
  readonly needs: readonly string[];
  /**
   * The targets that a TARGET argument stands for; null where the argument is not of this kind.
   * Throws TARGET_NOT_FOUND where it is of this kind and leads nowhere.
   */
  expand(argument: string, options: ExpandOptions, doors: Doors): Promise<readonly Target[] | null>;
}
