import type { Reading } from '../lockfile/types.ts';
import type { Beside } from './beside.ts';
import type { HeldIn } from './history.ts';
import type { SourceSign } from './signs.ts';

/** What kind of place a ref is. A work tree, a cache or an image is no ref but stands in the same list. */
export type RefClass = 'default' | 'branch' | 'worktree' | 'pull' | 'tag' | 'other';

/** A name under which bytes can be reached now. */
export interface Ref {
  readonly name: string;
  readonly class: RefClass;
  /** The commit it points at; null for a work tree. */
  readonly commit: string | null;
  /** Committer time of that commit, ISO 8601 in UTC; null where there is none. */
  readonly committedAt: string | null;
}

/** One path at which an artefact lies, with every ref that holds it there. */
export interface Place {
  readonly path: string;
  readonly refs: readonly Ref[];
  /** Other lockfiles of the same project in the same directory, sorted by path. */
  readonly beside: readonly Beside[];
  /** The commits that hold it there, where history was read. There may then be no ref that does. */
  readonly held?: HeldIn;
}

/** Bytes with a digest that state packages. */
export interface Artefact {
  /** `sha256:` over the file; over file and companions where companions were consulted. */
  readonly digest: string;
  /** Reader and version (`pnpm-lock@1`). */
  readonly reader: string;
  /** Whose packages it may state. */
  readonly ecosystems: readonly string[];
  readonly reading: Reading;
}

/** An artefact found in a target. */
export interface Sighting {
  readonly kind: 'sighting';
  /** The source that found it (`git`, `directory`). */
  readonly source: string;
  readonly artefact: Artefact;
  /**
   * Whether it was met in history. Bytes that lie at a tip are sighted there as well, and what the tip says of them
   * counts: the past adds only when they were there.
   */
  readonly past?: boolean;
  /** What the inventory can be asked for its content by; absent where its content alone does not make it what it is. */
  readonly contentKey?: string;
  /** Where it lies, sorted by path. Worked out when asked for: most artefacts are never asked. */
  places(): readonly Place[];
  /**
   * What lies around its places and says how clients resolve what it asks for. Reads files, so it must be asked before the
   * next item is taken. Absent where nobody looked.
   */
  settings?(): Promise<readonly Surroundings[]>;
}

/** What a client that runs at a place goes by. */
export interface Surroundings {
  readonly path: string;
  /** Refs at which it is the same. */
  readonly refs: readonly Ref[];
  /** In the directory of the file and those above it, the nearest first. */
  readonly files: readonly SettingsFile[];
}

export interface SettingsFile {
  /** Within the target. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type SourceProblemCode =
  | 'CONFLICT_MARKERS'
  | 'DEPENDENCIES_UNSTATED'
  | 'DIRECTORY_UNREADABLE'
  | 'ENTRY_UNREADABLE'
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'FILE_UNREADABLE'
  | 'FORMAT_UNSUPPORTED'
  | 'FORMAT_VERSION_UNSUPPORTED'
  | 'GIT_OBJECT_CORRUPT'
  | 'GIT_OBJECT_MISSING'
  | 'GIT_REF_UNREADABLE'
  | 'GIT_UNREADABLE'
  | 'INSTALLED_TREE_UNREAD'
  | 'LIMIT_REACHED'
  | 'LINK_NOT_FOLLOWED'
  | 'MANIFEST_WITHOUT_LOCKFILE'
  | 'MIRROR_NOT_REFRESHED'
  | 'NOT_TEXT'
  | 'REFERENCE_MISSING'
  | 'SUBMODULE_NOT_FOLLOWED'
  | 'SYNTAX'
  | 'TARGET_NOT_FOUND';

/** Something that was there and was not understood, with its place. Each makes the target's coverage incomplete. */
export interface SourceProblem {
  readonly kind: 'problem';
  readonly code: SourceProblemCode;
  readonly path: string | null;
  /** A ref, or `worktree`, where it was met; there may be more. */
  readonly ref: string | null;
  readonly line: number | null;
  readonly message: string;
  /** Ecosystems it could hide packages of; null where that cannot be told. */
  readonly ecosystems: readonly string[] | null;
  /** What it does to the count of artefacts; null where it is none. A sighting's own problems count apart. */
  readonly artefact: 'unreadable' | 'unsupported' | null;
}

export type SourceItem = Sighting | SourceProblem | SourceSign;
