import type { LockedPackage } from '../lockfile/types.ts';
import type { PartMemory, PartRecorder } from '../sources/memory.ts';

/** A target as the inventory knows it. */
export interface TargetFacts {
  /** Targets of one identity are one target, whatever they are called. */
  readonly identity: string;
  readonly name: string;
  readonly kind: 'repository' | 'directory';
  /** Where it lies, as a person would type it. */
  readonly place: string;
}

/** How far a look went: the tips of refs and work trees alone, or every commit that they lead to. */
export type Reach = 'tips' | 'history';

/** What stands or falls with one external package in lockfiles of a part that hold now. */
export interface Weight {
  readonly ecosystem: string;
  readonly name: string;
  /** Paths from importers that lead to it, summed over lockfiles; 2^53 - 1 where there are as many or more. */
  readonly paths: number;
  /**
   * External packages that would not be there without it, summed over lockfiles: all their paths lead through it, over
   * whichever of its versions. A lower bound where several versions make a graph that is too intricate.
   */
  readonly dominates: number;
}

/** A part's recorder, with what may be said of the part besides. */
export interface InventoryRecorder extends PartRecorder {
  /** Unknown where nothing is said. */
  reach?(reach: Reach): void;
  /** Of every external package that importers reach; none at all is known as well. */
  weights?(weights: readonly Weight[]): void;
}

/** What is remembered of a part, with what the inventory alone asks. */
export interface InventoryMemory extends PartMemory {
  /** Whether the look that left it took down what weighs. */
  readonly weighed: boolean;
}

/** Writes what one look at a target finds. Nothing of it is seen, and nothing lost, before `commit`. */
export interface TargetWriter {
  /** Parts that the look does not name stay as they were, and so does one that is not finished. */
  part(key: string, kind: 'files' | 'repository'): InventoryRecorder;
  /** A part was looked at and is as the last look left it, so that it need not be taken down again. */
  keep(key: string): void;
  /** Forgets a part with the commit, unless the look took it down or kept it. */
  drop(key: string): void;
  /**
   * Keeps it all, or nothing. `at`: when it was looked at, ISO 8601 in UTC. Throws INVENTORY_UNWRITABLE
   * or INVENTORY_BUSY.
   */
  commit(at: string): void;
  abandon(): void;
}

/** Which statements are of interest: those with these names, or all where names alone cannot tell. */
export type Sought =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'names';
      /** By ecosystem, in the form in which it compares names. */
      readonly names: ReadonlyMap<string, ReadonlySet<string>>;
      /** By ecosystem: scopes with their slash (`@antv/`). */
      readonly scopes: ReadonlyMap<string, readonly string[]>;
    };

/** A part that holds artefacts that state something sought. */
export interface HoldingPart {
  readonly target: TargetFacts;
  /** When the part was last looked at, ISO 8601 in UTC. Another part of the target may have been since. */
  readonly at: string;
  readonly partKey: string;
  readonly partKind: 'files' | 'repository';
  /** Numbers, as evidence calls them, of artefacts that do, ascending. */
  readonly artefacts: readonly number[];
  /** Ids, in the inventory's table of statements, of packages that were hit. */
  readonly hits: ReadonlySet<number>;
  readonly memory: PartMemory;
}

/** The content-addressed index of artefacts, what they state, and where they were seen. */
export interface Inventory {
  /** What is remembered of a part. Statements come from one table for the whole inventory. */
  recall(identity: string, partKey: string): InventoryMemory;
  /** Keys of all parts of a target, sorted. */
  partsOf(identity: string): readonly string[];
  begin(target: TargetFacts): TargetWriter;
  /**
   * Every part that holds an artefact with a statement that `isHit` takes, by target name. Requests count where `name`
   * is sought: whether a range lets something in is for the caller to judge.
   */
  holding(sought: Sought, isHit: (statement: LockedPackage) => boolean): readonly HoldingPart[];
  close(): void;
}
