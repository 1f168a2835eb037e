import type { Compiled } from './compiled.ts';
import type { RunState } from './state.ts';

/** An interlock of the definition and the facts it still waits for. */
export interface InterlockState {
  readonly id: string;
  readonly before: readonly string[];
  readonly met: boolean;
  readonly missing: readonly string[];
  readonly why: string;
}

/** Every interlock in order of the definition. */
export function interlocksOf(compiled: Compiled, _state: RunState): readonly InterlockState[] {
  throw new Error(compiled.definition.id);
}
