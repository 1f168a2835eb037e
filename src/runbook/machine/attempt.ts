import type { EventType } from '../../journal/vocabulary.ts';
import type { Compiled } from './compiled.ts';
import { afterCourse } from './course.ts';
import { afterFact } from './facts.ts';
import type { OpenState } from './hidden.ts';
import { said } from './said.ts';
import type { PlacedEvent } from './state.ts';
import { afterStepEvent } from './step-move.ts';
import { actorObjection } from './who-may.ts';

/** Records that may follow the end of a run. */
const afterwards: ReadonlySet<EventType> = new Set(['journal.recovered', 'note.added']);

/** The state after an event, or why the given one does not take it, in a sentence without its full stop. */
export function attempt(
  compiled: Compiled,
  state: OpenState,
  event: PlacedEvent,
): OpenState | string {
  const mode = event.type === 'run.started' ? said(event, event.type).mode : state.machine.mode;
  if (mode === null) return 'the run has not started';
  if (state.status !== 'running' && !afterwards.has(event.type))
    return `the run is ${state.status}`;
  const objection = actorObjection(event, mode);
  if (objection !== null) return objection;
  switch (event.type) {
    case 'run.started':
    case 'run.ended':
    case 'step.ended':
      return afterCourse(compiled, state, event);
    case 'fact.recorded':
    case 'fact.withdrawn':
      return afterFact(compiled, state, event);
    case 'journal.recovered':
    case 'note.added':
    case 'deadline.set':
      return state;
    case 'interlock.blocked':
      return afterBlock(compiled, state, event);
    case 'step.entered':
      return state.active.includes(event.step ?? '')
        ? afterStepEvent(compiled, state, event)
        : `the run is not at step ${event.step ?? 'at all'}`;
    default:
      return afterStepEvent(compiled, state, event);
  }
}

function afterBlock(compiled: Compiled, state: OpenState, event: PlacedEvent): OpenState | string {
  if (event.step === null) return state;
  const stands = compiled.byId.has(event.step) ? state.steps[event.step] : undefined;
  if (stands === undefined) return `${event.type} names no step of this runbook`;
  const { interlock, missing } = said(event, 'interlock.blocked');
  const note = `interlock ${interlock} waits for ${missing.join(', ')}`;
  return { ...state, steps: { ...state.steps, [stands.id]: { ...stands, note } } };
}
