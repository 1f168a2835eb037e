import type { Compiled } from './compiled.ts';
import type { RunState, Waiting } from './state.ts';

/** Whom the run waits for, in order of the definition. */
export function waitingsOf(compiled: Compiled, _state: RunState): readonly Waiting[] {
  throw new Error(compiled.definition.id);
}
