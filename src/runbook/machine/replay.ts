import type { Compiled } from './compiled.ts';
import type { PlacedEvent, RunState } from './state.ts';

/** The state that a journal's records give, in their order. Throws JOURNAL_BROKEN naming the record that does not fit. */
export function replay(compiled: Compiled, _records: Iterable<PlacedEvent>): RunState {
  throw new Error(compiled.definition.id);
}
