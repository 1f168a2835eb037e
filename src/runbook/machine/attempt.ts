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

/** Records that leave the state as it is. */
const remarks: ReadonlySet<EventType> = new Set([...afterwards, 'deadline.set']);

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
  const { type } = event;
  if (remarks.has(type)) return state;
  if (type === 'interlock.blocked') return afterBlock(compiled, state, event);
  if (type === 'fact.recorded' || type === 'fact.withdrawn')
    return afterFact(compiled, state, event);
  if (type === 'run.started' || type === 'run.ended' || type === 'step.ended')
    return afterCourse(compiled, state, event);
  if (type === 'step.entered' && !state.active.includes(event.step ?? ''))
    return `the run is not at step ${event.step ?? 'at all'}`;
  return afterStepEvent(compiled, state, event);
}

function afterBlock(compiled: Compiled, state: OpenState, event: PlacedEvent): OpenState | string {
  if (event.step === null) return state;
  const stands = compiled.byId.has(event.step) ? state.steps[event.step] : undefined;
  if (stands === undefined) return `${event.type} names no step of this runbook`;
  const { interlock, missing } = said(event, 'interlock.blocked');
  const note = `interlock ${interlock} waits for ${missing.join(', ')}`;
  return { ...state, steps: { ...state.steps, [stands.id]: { ...stands, note } } };
}
