import type { Compiled } from './compiled.ts';
import type { Duty, PlacedEvent, RunState } from './state.ts';

/** Why the state does not take an event, in a sentence for a person; null when it does. */
export function refusalOf(_compiled: Compiled, _state: RunState, event: PlacedEvent): string | null {
  throw new Error(event.type);
}

/** The state after an event, and what can be done then. The given state stays usable. Throws STEP_REFUSED. */
export function decide(
  _compiled: Compiled,
  _state: RunState,
  event: PlacedEvent,
): { readonly state: RunState; readonly duties: readonly Duty[] } {
  throw new Error(event.type);
}
