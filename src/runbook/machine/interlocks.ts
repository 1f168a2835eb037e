import type { Compiled } from './compiled.ts';
import { isOnRecord } from './facts.ts';
import type { RunState } from './state.ts';

/** An interlock of the definition and the facts it still waits for. */
export interface InterlockState {
  readonly id: string;
  readonly before: readonly string[];
  readonly met: boolean;
  readonly missing: readonly string[];
  readonly why: string;
}

/** Every interlock, in order of the definition. */
export function interlocksOf(compiled: Compiled, state: RunState): readonly InterlockState[] {
  return compiled.definition.interlocks.map(({ before, id, require, why }) => {
    const missing = require.filter((fact) => !isOnRecord(state, fact));
    return { id, before, met: missing.length === 0, missing, why };
  });
}
