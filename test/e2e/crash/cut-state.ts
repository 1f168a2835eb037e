import type { BuiltRepository } from '../../../src/app/demo/build-sample.ts';
import type { RunPlace } from '../../../src/app/run-store.ts';

/** Where in the life of an effect a process can be cut off. */
export type Boundary = 'before intent' | 'after intent' | 'after effect' | 'during verify';

/** What a process that is going to be cut off is told. Files hold a line for each thing that happened. */
export interface CutState {
  readonly dataDir: string;
  readonly place: RunPlace;
  readonly organisation: { readonly repositories: readonly BuiltRepository[] };
  /** Boundaries at which a process was cut. */
  readonly cuts: string;
  /** Handwork that was done. */
  readonly done: string;
  /** Applications that came to their end, by action and key. */
  readonly log: string;
  /** What an interlock refused. */
  readonly refused: string;
  /** Which boundaries of an effect to cut at, once for each effect. */
  readonly at: readonly Boundary[];
  /** Cut at every boundary of every effect, and before and after every other type of record too. */
  readonly everywhere: boolean;
}
