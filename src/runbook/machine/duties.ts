import type { Compiled } from './compiled.ts';
import type { Duty, RunState } from './state.ts';

/** What the engine can do now without anybody, in the order in which to do it. */
export function dutiesOf(compiled: Compiled, _state: RunState): readonly Duty[] {
  throw new Error(compiled.definition.id);
}
