import type { Actor, RunEvent } from '../../journal/record.ts';
import type { Direction } from '../../journal/vocabulary.ts';

/** States of the step template. `awaiting-answer` is where a human step waits; all others are shared. */
export type StepStateName =
  | 'blocked'
  | 'observing'
  | 'satisfied'
  | 'planned'
  | 'awaiting-approval'
  | 'awaiting-answer'
  | 'armed'
  | 'applying'
  | 'verifying'
  | 'done'
  | 'unknown'
  | 'reconciling'
  | 'failed'
  | 'undone'
  | 'skipped';

/** Where one target of a step stands. */
export type TargetStateName =
  | 'pending'
  /** An intent is on record and no outcome. */
  | 'in-flight'
  | 'unknown'
  /** An outcome is on record, no probe yet. */
  | 'applied'
  | 'verified'
  | 'satisfied'
  | 'failed'
  /** A person has to do something. */
  | 'waiting'
  | 'excluded';

export interface TargetState {
  readonly name: string;
  readonly key: string;
  readonly state: TargetStateName;
  /** Applications so far. */
  readonly attempts: number;
  /** `seq` of the record that brought it here. */
  readonly seq: number;
  readonly note: string;
}

/** `total` is the sum of the others. */
export interface Counts {
  readonly total: number;
  readonly pending: number;
  readonly inFlight: number;
  readonly unknown: number;
  readonly applied: number;
  readonly verified: number;
  readonly satisfied: number;
  readonly failed: number;
  readonly waiting: number;
  readonly excluded: number;
}

export interface StepState {
  readonly id: string;
  readonly state: StepStateName;
  /** Of the plan in force; 0 before the first. */
  readonly generation: number;
  readonly direction: Direction;
  /** `sha256:` of the plan in force; null before the first and when it is stale. */
  readonly planDigest: string | null;
  /** ISO 8601; null where no approval was requested. */
  readonly expiresAt: string | null;
  /** Who approved the plan in force. */
  readonly approvals: readonly Actor[];
  readonly counts: Counts;
  /** Facts that an interlock or a gate still waits for. */
  readonly missing: readonly string[];
  /** What the last failure, answer or refusal said. */
  readonly note: string;
  /** `seq` of the record that brought the step here. */
  readonly seq: number;
  /** Whether the run has gone past it (`step.ended` is on record). */
  readonly ended: boolean;
}

/** A run, as replaying its journal gives it. Plain data, but for the targets, which are asked for by step. */
export interface RunState {
  readonly steps: Readonly<Record<string, StepState>>;
  /** Steps that the run machine waits for. */
  readonly active: readonly string[];
  readonly status: 'running' | 'completed' | 'abandoned';
  /** Facts on record, each with the `seq` of its record, who stated it, and the step it came from, if it was one. */
  readonly facts: Readonly<
    Record<string, { readonly seq: number; readonly actor: Actor; readonly step: string | null }>
  >;
  /** Targets of the plan in force, in its order. */
  targetsOf(step: string): readonly TargetState[];
  /** One target; null where the plan in force does not name it. */
  targetOf(step: string, target: string): TargetState | null;
  /** Hidden: what the machine keeps. */
  readonly machine: unknown;
}

/** An event with its place in the journal. */
export type PlacedEvent = RunEvent & { readonly seq: number; readonly at: string };

/** What the engine can do now without anybody. Derived from the state alone, so that a resumed run does the same. */
export type Duty =
  /** The run machine has come to the step. */
  | { readonly do: 'enter'; readonly step: string }
  /** Observe the targets and make a plan, or find nothing to do. */
  | { readonly do: 'plan'; readonly step: string }
  | { readonly do: 'request-approval'; readonly step: string }
  /** A human step puts its question. */
  | { readonly do: 'ask'; readonly step: string }
  /** A gate whose facts are there. */
  | { readonly do: 'pass'; readonly step: string }
  | { readonly do: 'report'; readonly step: string }
  /** Approved, and every interlock met: check again and arm. */
  | { readonly do: 'arm'; readonly step: string }
  /** The next application: append the intent first. */
  | {
      readonly do: 'apply';
      readonly step: string;
      readonly target: string;
      readonly attempt: number;
    }
  /** An intent without an outcome. Never so in the process that wrote the intent. */
  | { readonly do: 'declare-unknown'; readonly step: string; readonly target: string }
  | { readonly do: 'reconcile'; readonly step: string; readonly target: string }
  | { readonly do: 'verify'; readonly step: string; readonly target: string }
  /** The step ended well and states a fact. */
  | { readonly do: 'record-fact'; readonly step: string; readonly fact: string }
  /** The step's undoing takes its fact back. */
  | { readonly do: 'withdraw-fact'; readonly step: string; readonly fact: string }
  | { readonly do: 'end-step'; readonly step: string }
  | { readonly do: 'end-run' };

/** Whom the run waits for. */
export interface Waiting {
  readonly step: string;
  readonly for:
    | 'approval'
    | 'answer'
    | 'fact'
    /** Targets a person has to see to, or to decide on. */
    | 'targets'
    /** A step failed or was denied: try again, plan anew, skip or undo. */
    | 'decision'
    /** Nobody can tell whether an effect happened. */
    | 'reconciliation';
  /** Owner from the definition. */
  readonly owner: string;
  readonly detail: string;
}
