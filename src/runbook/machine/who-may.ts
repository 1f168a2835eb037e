import type { Actor } from '../../journal/record.ts';
import type { EventType, Mode } from '../../journal/vocabulary.ts';
import { said } from './said.ts';
import type { PlacedEvent } from './state.ts';

const decisions: ReadonlySet<EventType> = new Set<EventType>([
  'approval.granted',
  'approval.denied',
  'step.answered',
  'step.skipped',
  'step.retried',
  'target.answered',
  'target.excluded',
]);

/** Why an actor may not say what an event says; null where it may. `mode` is the run's. */
export function actorObjection(event: PlacedEvent, mode: Mode): string | null {
  const { actor, type } = event;
  if (actor.kind === 'script' && mode === 'real')
    return 'a script answers in demonstrations and exercises alone';
  if (isDecision(event) && actor.kind === 'engine')
    return `${type} is a person's decision, and ${actor.id} is none`;
  return null;
}

/** Whether two actors are the same one. */
export function isSame(a: Actor, b: Actor): boolean {
  return a.kind === b.kind && a.id === b.id;
}

function isDecision(event: PlacedEvent): boolean {
  if (event.type === 'effect.reconciled') return said(event, event.type).how === 'person';
  if (event.type === 'run.ended') return said(event, event.type).outcome === 'abandoned';
  return decisions.has(event.type);
}
