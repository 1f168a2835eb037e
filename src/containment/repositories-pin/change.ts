/** A replacement for one compromised version under one name. */
export interface Replacement {
  readonly directory: string;
  readonly alias: string;
  readonly name: string;
  readonly bad: string;
  readonly replacement: string;
  /** As the registry states it at planning; the lockfile has to come to it. */
  readonly integrity: string | null;
  readonly deprecated: boolean;
  readonly lockfiles: readonly string[];
}

/** One place of a manifest that changes. */
export interface ManifestEdit {
  readonly file: string;
  /** Keys that lead to it: `dependencies`, `@antv/g2`. */
  readonly path: readonly string[];
  /** Null where it is new. */
  readonly old: string | null;
  readonly new: string;
}

/** Exactly what a pin does. */
export interface PinChange {
  readonly kind: 'pin';
  readonly target: string;
  readonly repository: string;
  readonly clone: string;
  /** Full name of the ref that is pinned. */
  readonly ref: string;
  /** Its commit, the parent of the pin. */
  readonly base: string;
  readonly registry: string;
  readonly packages: readonly Replacement[];
  readonly edits: readonly ManifestEdit[];
}

/** What somebody else has to pin. */
export interface PersonChange {
  readonly kind: 'person';
  readonly target: string;
  readonly repository: string;
  /** Null where the site file names none. */
  readonly clone: string | null;
  /** Full name of the ref, the map's where there is no clone, or null for a work tree. */
  readonly ref: string | null;
  readonly base: string | null;
  readonly reasons: readonly string[];
}

export type Change = PinChange | PersonChange;
