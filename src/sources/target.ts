import type { Doors } from '../host/doors.ts';
import type { RefSelection } from './git/refs.ts';
import type { KnownArtefacts } from './known.ts';
import type { LookSession } from './look.ts';
import type { MirrorHome } from './remote/mirror-home.ts';
import type { SoughtSigns } from './signs.ts';
import type { SourceItem } from './types.ts';

/** What a repository was cloned from. */
export interface Origin {
  /** Without user and port, in lower case. */
  readonly host: string;
  /** Without `.git` (`acme/web`). */
  readonly path: string;
}

/** A repository or a work tree of a target: clones and mirrors of one origin are one target of many parts. */
export interface Part {
  /** Parts of one key are the same thing, and are looked at once. */
  readonly key: string;
  readonly kind: 'files' | 'repository';
  /** Of parts of one key the lowest is taken: it sees most. */
  readonly rank: number;
  /** Looks at it. A failure that leaves nothing to say is thrown; all else comes as problems. */
  look(known: KnownArtefacts, doors: Doors, session: LookSession): AsyncGenerator<SourceItem>;
}

/** One thing that gets a verdict of its own. */
export interface Target {
  /** The path of its origin (`acme/web`), else its own path relative to what was given. */
  readonly name: string;
  /** Null where it has none, or is no repository. */
  readonly origin: Origin | null;
  readonly kind: 'repository' | 'directory';
  /** Where it lies, as a person would type it: tells targets of one name apart. */
  readonly place: string;
  /** Targets of one identity are one target, whatever they are called. */
  readonly identity: string;
  readonly parts: readonly Part[];
  /** Looks at it. A failure that leaves nothing to say is thrown; all else comes as problems. */
  sightings(doors: Doors, session?: LookSession): AsyncGenerator<SourceItem>;
}

export interface ExpandOptions {
  readonly refs: RefSelection;
  /**
   * Whether repositories are looked at through all that led to their tips, or also through commits that no ref leads to;
   * tips alone where absent.
   */
  readonly history?: 'reachable' | 'all' | null;
  /** Indicators to look for besides packages; none where absent. */
  readonly signs?: SoughtSigns | null;
  /** Whether submodules whose repositories are at hand become targets of their own. */
  readonly submodules?: boolean;
  /** Where repositories at URLs are mirrored; without it such a TARGET is of no kind. */
  readonly mirrors?: MirrorHome;
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
