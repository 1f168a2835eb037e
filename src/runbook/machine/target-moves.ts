import type { EventType } from '../../journal/vocabulary.ts';
import { said } from './said.ts';
import type { PlacedEvent, TargetState, TargetStateName } from './state.ts';
import { isForPerson, type TargetTable, targetIn, withTarget } from './target-table.ts';

interface Move {
  readonly from: readonly TargetStateName[];
  to(event: PlacedEvent, table: TargetTable, target: TargetState): TargetStateName;
}

const moves: Partial<Record<EventType, Move>> = {
  'effect.intent': { from: ['pending'], to: () => 'in-flight' },
  'effect.outcome': { from: ['in-flight'], to: (event) => said(event, 'effect.outcome').status },
  'effect.unknown': { from: ['in-flight'], to: () => 'unknown' },
  'effect.reconciling': { from: ['unknown'], to: () => 'unknown' },
  'effect.reconciled': {
    from: ['unknown'],
    to: (event) => (said(event, 'effect.reconciled').landed === 'yes' ? 'applied' : 'pending'),
  },
  'verify.passed': { from: ['applied'], to: () => 'verified' },
  'verify.failed': {
    from: ['applied'],
    to: (_, table, { name }) => (isForPerson(table, name) ? 'waiting' : 'failed'),
  },
  'target.answered': {
    from: ['waiting'],
    to: (event) => (said(event, 'target.answered').answer === 'yes' ? 'applied' : 'failed'),
  },
  'target.excluded': {
    from: ['waiting', 'failed', 'pending', 'unknown', 'satisfied'],
    to: () => 'excluded',
  },
};

/** Whether events of a type concern one target. */
export function isTargetEvent(type: EventType): boolean {
  return Object.hasOwn(moves, type);
}

/** The table after an event that concerns a target, or why the target does not take it. */
export function targetAfter(
  table: TargetTable | null,
  event: PlacedEvent,
  note: string,
): TargetTable | string {
  const target = targetIn(table, event.target ?? '');
  if (table === null || target === null || event.target === null)
    return `the plan in force names no target ${event.target ?? 'at all'}`;
  const move = moves[event.type];
  if (move?.from.includes(target.state) !== true)
    return `target ${target.name} is ${target.state}: ${event.type} is not possible there`;
  const objection = event.type === 'effect.intent' ? intentObjection(event, target) : null;
  if (objection !== null) return objection;
  return withTarget(table, {
    ...target,
    state: move.to(event, table, target),
    attempts: target.attempts + (event.type === 'effect.intent' ? 1 : 0),
    seq: event.seq,
    note: note === '' ? target.note : note,
  });
}

function intentObjection({ attempt, key }: PlacedEvent, target: TargetState): string | null {
  if (attempt !== target.attempts + 1)
    return `attempt ${attempt ?? 'without a number'} of target ${target.name} is not number ${target.attempts + 1}`;
  return key === target.key ? null : `the key of target ${target.name} is not the plan's`;
}
