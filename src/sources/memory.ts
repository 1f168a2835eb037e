import type { Artefact, Place, SourceProblem } from './types.ts';

/**
 * What is remembered of one part of a target (a repository, a work tree) from the last look that came to its end. A look
 * that finds the part unchanged takes all from here; another takes what it need not read again.
 */
export interface PartMemory {
  /** What told the part apart then: its refs and how it was looked at. Null where it has never been looked at. */
  readonly fingerprint: string | null;
  /** What that look left (`evidence.ts`); null where there is none. */
  evidence(): Uint8Array | null;
  /** Problems that look met, in its order. */
  problems(): readonly SourceProblem[];
  /**
   * Artefacts by the numbers that evidence calls them by, in the order in which they were recorded. Of each document only
   * `statements` and `requests` are remembered: where each lies and what asks for it must be read again.
   */
  artefacts(): readonly Artefact[];
  /** What content states that any look has read before, under the key that it was recorded with; null where none has. */
  find(contentKey: string): Artefact | null;
  /** What that look noted of contents (`notes.ts`); null where there is nothing. */
  notes?(): Uint8Array | null;
}

/** Takes down what a look at one part finds. What it was given counts once `finish` was called. */
export interface PartRecorder {
  /**
   * Takes an artefact and gives its number within this part: 0 for the first. One that was taken before keeps its number.
   * `contentKey`: what `find` gives it by; null where nothing does. `isTip`: whether it lies at tips, so that history may
   * tell what it states; taken for so where there is no key and nothing is said.
   */
  artefact(contentKey: string | null, artefact: Artefact, isTip?: boolean): number;
  problem(problem: SourceProblem): void;
  /** Told of each artefact that lies at tips or in a work tree, with where; absent where nobody asks. */
  tip?(artefact: Artefact, places: readonly Place[]): void;
  /**
   * Builds one of the artefacts that nothing has told of since; false where none is left. They are built at the end in any
   * case, but all at a time then.
   */
  settle?(): boolean;
  /** The look came to its end. `notes`: what it noted of contents, if anything. */
  finish(fingerprint: string, evidence: Uint8Array, notes?: Uint8Array): void;
}
