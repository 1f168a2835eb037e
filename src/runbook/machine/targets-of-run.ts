import type { Actor } from '../../journal/record.ts';
import type { RunState } from './state.ts';

/** A person's decision to leave a target out. */
export interface Exclusion {
  readonly reason: string;
  /** ISO 8601. */
  readonly until: string;
  readonly seq: number;
  readonly actor: Actor;
}

/** What was left out of a step, by name, targets of its plan and others. */
export function exclusionsOf(_state: RunState, step: string): Readonly<Record<string, Exclusion>> {
  throw new Error(step);
}
