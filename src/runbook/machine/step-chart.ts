import { initialTransition, type SnapshotFrom, setup, transition } from 'xstate';
import type { Direction, EventType, Policy } from '../../journal/vocabulary.ts';
import type { LeafStep } from '../schema.ts';
import type { Counts, StepStateName } from './state.ts';

/** What the step template is told of an event: no target, only how many stand where once it is taken. */
export interface Signal {
  /** `step.taken-back`: another step undid this one's change. */
  readonly type: EventType | 'step.taken-back';
  readonly kind: LeafStep['kind'];
  /** Of the plan in force. */
  readonly policy: Policy;
  /** Of the plan in force, or of the one the event brings. */
  readonly direction: Direction;
  /** Whether the plan in force was armed. */
  readonly armed: boolean;
  readonly counts: Counts;
  /** What a person answered. */
  readonly answer: 'yes' | 'no' | null;
  /** The target named is none of the plan in force. */
  readonly besides: boolean;
}

const types: { events: Signal } = {} as never;

const template = setup({
  types,
  guards: {
    acts: ({ event }) => acts(event),
    isHuman: ({ event }) => event.kind === 'human',
    passes: ({ event }) => event.kind === 'gate' || event.kind === 'report',
    needsApproval: ({ event }) => acts(event) && event.policy === 'one',
    needsNone: ({ event }) => acts(event) && event.policy === 'none',
    isUndo: ({ event }) => acts(event) && event.direction === 'undo',
    wasArmed: ({ event }) => acts(event) && event.armed,
    isYes: ({ event }) => event.answer === 'yes',
    isNo: ({ event }) => event.answer === 'no',
    isBeside: ({ event }) => acts(event) && event.besides,
    someUnknown: ({ event }) => event.counts.unknown > 0,
    endsFailed: ({ event }) => isSettled(event.counts) && event.counts.failed > 0,
    endsUndone: ({ event }) => isSettled(event.counts) && event.direction === 'undo',
    endsDone: ({ event }) => isSettled(event.counts),
    allApplied: ({ event: { counts } }) =>
      counts.pending + counts.inFlight === 0 && counts.applied > 0,
  },
});

/** Where the counts put a step whose plan is armed. */
const settling = [
  { guard: 'someUnknown', target: 'unknown' },
  { guard: 'endsFailed', target: 'failed' },
  { guard: 'endsUndone', target: 'undone' },
  { guard: 'endsDone', target: 'done' },
  { guard: 'allApplied', target: 'verifying' },
  { target: 'applying' },
] as const;

const targetEvents = {
  'effect.outcome': settling,
  'effect.unknown': settling,
  'verify.passed': settling,
  'verify.failed': settling,
  'target.answered': settling,
} as const;

const acting = { ...targetEvents, 'effect.intent': settling } as const;

const stillReconciling = [{ guard: 'someUnknown', target: 'reconciling' }, ...settling] as const;

const skipping = { 'step.skipped': 'skipped' } as const;

function excluding<Own extends string>(own: Own) {
  return { 'target.excluded': { guard: 'isBeside', target: own } } as const;
}

function excludingMore<Own extends string>(own: Own) {
  return { 'target.excluded': [{ guard: 'isBeside', target: own }, ...settling] } as const;
}

const machine = template.createMachine({
  initial: 'blocked',
  states: {
    blocked: {
      on: { 'step.entered': [{ guard: 'acts', target: 'observing' }, { target: 'planned' }] },
    },
    observing: {
      on: {
        ...skipping,
        ...excluding('observing'),
        'step.satisfied': [{ guard: 'isUndo', target: 'undone' }, { target: 'satisfied' }],
        'plan.made': 'planned',
        'step.failed': 'failed',
      },
    },
    planned: {
      on: {
        ...skipping,
        ...excluding('planned'),
        'approval.requested': { guard: 'needsApproval', target: 'awaiting-approval' },
        'step.armed': { guard: 'needsNone', target: 'armed' },
        'plan.stale': { guard: 'acts', target: 'observing' },
        'step.asked': { guard: 'isHuman', target: 'awaiting-answer' },
        'step.passed': { guard: 'passes', target: 'done' },
        // A report that cannot be written.
        'step.failed': { guard: 'passes', target: 'failed' },
      },
    },
    'awaiting-approval': {
      on: {
        ...skipping,
        ...excluding('awaiting-approval'),
        'approval.granted': 'awaiting-approval',
        'approval.denied': 'failed',
        'step.armed': 'armed',
        'plan.stale': 'observing',
      },
    },
    'awaiting-answer': {
      on: {
        ...skipping,
        'step.answered': [
          { guard: 'isYes', target: 'done' },
          { guard: 'isNo', target: 'failed' },
        ],
      },
    },
    armed: { on: { ...acting, ...excludingMore('armed'), 'plan.stale': 'observing' } },
    applying: { on: { ...acting, ...excludingMore('applying') } },
    verifying: { on: { ...acting, ...excludingMore('verifying') } },
    unknown: {
      on: {
        ...targetEvents,
        ...excludingMore('unknown'),
        'effect.reconciling': 'reconciling',
      },
    },
    reconciling: {
      on: {
        'effect.outcome': stillReconciling,
        'effect.unknown': stillReconciling,
        'verify.passed': stillReconciling,
        'verify.failed': stillReconciling,
        'target.answered': stillReconciling,
        'target.excluded': [{ guard: 'isBeside', target: 'reconciling' }, ...stillReconciling],
        'effect.reconciling': 'reconciling',
        'effect.reconciled': settling,
      },
    },
    failed: {
      on: {
        ...skipping,
        ...excludingMore('failed'),
        'step.retried': [
          { guard: 'wasArmed', target: 'applying' },
          { guard: 'acts', target: 'observing' },
          { target: 'planned' },
        ],
        // A person wants another plan than the one that failed.
        'plan.stale': { guard: 'acts', target: 'observing' },
        'plan.made': { guard: 'isUndo', target: 'planned' },
        'step.taken-back': 'undone',
      },
    },
    done: {
      on: {
        'plan.made': { guard: 'isUndo', target: 'planned' },
        'step.taken-back': 'undone',
      },
    },
    satisfied: { on: { 'step.taken-back': 'undone' } },
    undone: {},
    skipped: {},
  },
});

/** Where a step stands. */
export type StepSnapshot = SnapshotFrom<typeof machine>;

/** A step that the run has not come to. */
export const [initialStep]: [StepSnapshot, ...unknown[]] = initialTransition(machine);

/** The snapshot after a signal; null where the step does not take it. */
export function stepAfter(snapshot: StepSnapshot, signal: Signal): StepSnapshot | null {
  if (!snapshot.can(signal)) return null;
  const [next] = transition(machine, snapshot, signal);
  return next;
}

/** The state's name. */
export function stateOf(snapshot: StepSnapshot): StepStateName {
  return snapshot.value;
}

function acts({ kind }: Signal): boolean {
  return kind === 'action' || kind === 'per-target';
}

function isSettled({ applied, inFlight, pending, waiting }: Counts): boolean {
  return pending + inFlight + applied + waiting === 0;
}
