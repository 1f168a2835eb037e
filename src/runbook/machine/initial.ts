import type { Compiled } from './compiled.ts';
import type { RunState } from './state.ts';

/** A run before its first record. */
export function initialState(compiled: Compiled): RunState {
  throw new Error(compiled.definition.id);
}
