import { FirebreakError } from '../../errors.ts';
import { attempt } from './attempt.ts';
import type { Compiled } from './compiled.ts';
import { dutiesOf } from './duties.ts';
import { handedOut, opened } from './hidden.ts';
import type { Duty, PlacedEvent, RunState } from './state.ts';

/** Why the state does not take an event, in a sentence for a person; null when it does. */
export function refusalOf(compiled: Compiled, state: RunState, event: PlacedEvent): string | null {
  const next = attempt(compiled, opened(state), event);
  return typeof next === 'string' ? next : null;
}

/** The state after an event. The given one stays usable. Throws STEP_REFUSED where it does not take the event. */
export function advance(compiled: Compiled, state: RunState, event: PlacedEvent): RunState {
  const next = attempt(compiled, opened(state), event);
  if (typeof next !== 'string') return handedOut(next);
  throw new FirebreakError(
    'STEP_REFUSED',
    next,
    '`firebreak respond status` shows where the run stands and what it waits for.',
  );
}

/** The state after an event, and what can be done then. The given state stays usable. Throws STEP_REFUSED. */
export function decide(
  compiled: Compiled,
  state: RunState,
  event: PlacedEvent,
): { readonly state: RunState; readonly duties: readonly Duty[] } {
  const next = advance(compiled, state, event);
  return { state: next, duties: dutiesOf(compiled, next) };
}
