import type { Doors } from '../host/doors.ts';

/** How far a long piece of work has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** What was finished last. */
  readonly name: string;
}

/** What every service works with: the doors, where data lies, and who is told of progress and warnings. */
export interface App {
  readonly doors: Doors;
  /** `$FIREBREAK_HOME`. */
  readonly dataDir: string;
  readonly version: string;
  progress(progress: Progress): void;
  warn(message: string): void;
}
