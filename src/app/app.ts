import type { Doors } from '../host/doors.ts';

/** How far a long piece of work has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** What was begun or finished last. */
  readonly name: string;
  /** Contents read so far in all targets, where they are counted. */
  readonly blobs?: number;
  /** Bytes of them. */
  readonly bytes?: number;
  /** Blobs a second of late; targets a second where blobs are not counted. Left out before there is ground for it. */
  readonly rate?: number;
  /** Whole seconds until the last target is done, by how fast they went. Left out before there is ground for it. */
  readonly secondsLeft?: number;
}

/** What every service works with: the doors, where data lies, and who is told of progress and warnings. */
export interface App {
  readonly doors: Doors;
  /** `$FIREBREAK_HOME`. */
  readonly dataDir: string;
  readonly version: string;
  progress(progress: Progress): void;
  /** Told what is being fetched and how far that is, beside the progress made so far. Absent where nobody looks. */
  fetching?(what: string): void;
  warn(message: string): void;
}
