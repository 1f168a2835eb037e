import { describe, expect, it } from 'vitest';
import { EventType, type Policy } from '../../../src/journal/vocabulary.ts';
import {
  advance,
  compile,
  type Compiled,
  dutiesOf,
  initialState,
  refusalOf,
  replay,
  waitingsOf,
} from '../../../src/runbook/machine/index.ts';
import type { PlacedEvent, RunState } from '../../../src/runbook/machine/state.ts';
import type { Runbook } from '../../../src/runbook/schema.ts';
import { FirebreakError } from '../../../src/errors.ts';
import { gateStep, shipped } from '../support/definitions.ts';
import {
  ada,
  digest,
  engine,
  event,
  planMade,
  projection,
  script,
  started,
  wellDone,
} from '../support/events.ts';
import { type Random, randomFrom } from '../support/random.ts';

const sequences = 10_000;
const eventsEach = 12;
const baseSeed = 20_261_120;

/** The shipped runbook, and the same with a gate in its middle. */
const gated: Runbook = {
  ...shipped(),
  steps: shipped().steps.toSpliced(3, 0, gateStep('ready', ['pins-merged', 'hosts-checked'])),
};
const runbooks = [shipped(), gated].map((runbook) => ({ runbook, compiled: compile(runbook) }));

interface LedgerPlan {
  readonly digest: string;
  readonly direction: string;
  readonly agreed: boolean;
}

/** What the record says, worked out apart from the machine. */
interface Ledger {
  readonly facts: ReadonlySet<string>;
  /** Digest of the latest plan by step, and whether a person agreed to exactly that. */
  readonly plans: ReadonlyMap<string, LedgerPlan>;
}

/** A run somewhere on its way. */
interface Live {
  readonly state: RunState;
  /** The same records, read back from JSON and replayed. */
  readonly shadow: RunState;
  readonly last: Entry | null;
  readonly ledger: Ledger;
}

/** A record with those before it, which many runs share. */
interface Entry {
  readonly record: PlacedEvent;
  readonly before: Entry | null;
}

function recordsOf({ last }: Live): readonly PlacedEvent[] {
  const records: PlacedEvent[] = [];
  for (let entry = last; entry !== null; entry = entry.before) records.push(entry.record);
  return records.toReversed();
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

function policyOf(compiled: Compiled, step: string): Policy {
  const found = compiled.byId.get(step);
  return found !== undefined && 'approval' in found ? found.approval : 'none';
}

function sensible(
  random: Random,
  compiled: Compiled,
  { state }: Live,
  seq: number,
): readonly PlacedEvent[] {
  const duties = dutiesOf(compiled, state);
  const waitings = waitingsOf(compiled, state);
  if (duties.length > 0 && (waitings.length === 0 || random.next() < 0.7)) {
    const duty = random.pick(duties);
    const step = 'step' in duty ? duty.step : '';
    if (duty.do === 'plan' && random.next() < 0.2)
      return [event(seq, 'step.satisfied', step, { reason: 'nothing left' })];
    const targets = random.pick([
      { a: 'change' },
      { a: 'change', b: 'person', c: 'satisfied' },
    ] as const);
    const [first, ...rest] = wellDone(seq, duty, state, targets, policyOf(compiled, step));
    return first === undefined ? [] : random.next() < 0.9 ? [first, ...rest] : [first];
  }
  if (waitings.length === 0) return [];
  const waiting = random.pick(waitings);
  const { step } = waiting;
  const by = { actor: random.pick([ada, ada, script]) };
  const plan = state.steps[step]?.planDigest ?? digest(0);
  const target = state.targetsOf(step).find((one) => one.state === 'waiting')?.name ?? 'a';
  const answers: Readonly<Record<typeof waiting.for, PlacedEvent>> = {
    approval: event(seq, 'approval.granted', step, { digest: plan, note: '' }, by),
    answer: event(seq, 'step.answered', step, { answer: 'yes', note: '' }, by),
    fact: event(
      seq,
      'fact.recorded',
      null,
      { fact: waiting.detail.split(',')[0] ?? '', note: '' },
      by,
    ),
    targets: event(seq, 'target.answered', step, { answer: 'yes', note: '' }, { ...by, target }),
    decision: event(seq, random.pick(['step.retried', 'step.skipped']), step, { reason: 'so' }, by),
    reconciliation: event(
      seq,
      'effect.reconciled',
      step,
      { landed: 'yes', how: 'person', detail: '' },
      { ...by, target },
    ),
  };
  return [answers[waiting.for]];
}

/** Anything at all: any type, step, target and actor, with words that may fit. */
function junk(random: Random, compiled: Compiled, { state }: Live, seq: number): PlacedEvent {
  const type = random.pick(EventType.options);
  const step = random.pick([...compiled.steps.map(({ id }) => id), 'constructor', '__proto__']);
  if (type === 'run.started') return started(seq, random.pick(['real', 'demo']));
  const target = random.pick(['a', 'b', 'c', '__proto__', 'constructor']);
  if (type === 'plan.made')
    return planMade(
      seq,
      step,
      Object.hasOwn(state.steps, step) ? state : { ...state, steps: {} },
      { [target]: 'change', x: 'satisfied' },
      {
        direction: random.pick(['do', 'undo']),
        policy: random.pick(['none', 'one']),
      },
    );
  const known = Object.hasOwn(state.steps, step) ? state.steps[step] : undefined;
  const generation = known?.generation ?? 0;
  const data = {
    outcome: random.pick(['completed', 'done', 'satisfied', 'skipped', 'undone']),
    digest: random.pick([known?.planDigest ?? digest(1), digest(1)]),
    answer: random.pick(['yes', 'no']),
    landed: random.pick(['yes', 'no']),
    how: random.pick(['probe', 'repeatable', 'person']),
    status: random.pick(['applied', 'failed']),
    fact: random.pick([...Object.keys(compiled.definition.facts), 'constructor', 'nonsense']),
    expiresAt: random.pick(['2026-11-20T00:00:00.000Z', '2027-01-01T00:00:00.000Z']),
    until: '2027-01-01T00:00:00.000Z',
    reason: 'junk',
    interlock: 'junk',
    missing: ['junk'],
  };
  return event(seq, type, random.next() < 0.95 ? step : null, data, {
    actor: random.pick([ada, engine, script]),
    target: random.next() < 0.9 ? target : null,
    attempt: random.pick([1, 2]),
    key: Object.hasOwn(state.steps, step)
      ? (state.targetOf(step, target)?.key ?? `k${generation}`)
      : null,
  });
}

/** The record after an event that a run took. Throws what the run should have refused. */
function entered(
  compiled: Compiled,
  ledger: Ledger,
  { actor, data, seq, step, type }: PlacedEvent,
): Ledger {
  const id = step ?? '';
  const plan = ledger.plans.get(id);
  const lacking = (compiled.required.get(id) ?? []).filter((fact) => !ledger.facts.has(fact));
  const agreed =
    plan?.agreed === true && (data['digest'] === undefined || data['digest'] === plan.digest);
  const isEngine = actor.kind === 'engine';
  if (type === 'step.passed' || type === 'step.asked')
    demand(lacking.length === 0, `${type} of ${id} at ${seq} without ${lacking.join()}`);
  if (type === 'step.armed' && plan?.direction === 'do')
    demand(lacking.length === 0, `${type} of ${id} at ${seq} without ${lacking.join()}`);
  if (type === 'step.armed' || type === 'effect.intent')
    demand(policyOf(compiled, id) === 'none' || agreed, `${type} of ${id} at ${seq} unapproved`);
  const facts = new Set(ledger.facts);
  if (type === 'fact.recorded') facts.add(text(data['fact']));
  if (type === 'fact.withdrawn') facts.delete(text(data['fact']));
  const plans = new Map(ledger.plans);
  if (type === 'plan.made')
    plans.set(id, {
      digest: text(data['digest']),
      direction: text(data['direction']),
      agreed: false,
    });
  if (type === 'plan.stale') plans.delete(id);
  if (
    type === 'approval.granted' &&
    plan !== undefined &&
    plan.digest === data['digest'] &&
    !isEngine
  )
    plans.set(id, { ...plan, agreed: true });
  return { facts, plans };
}

function taken(compiled: Compiled, live: Live, next: PlacedEvent): Live | null {
  let state: RunState;
  try {
    state = advance(compiled, live.state, next);
  } catch (error) {
    if (!(error instanceof FirebreakError) || error.code !== 'STEP_REFUSED') throw error;
    demand(
      refusalOf(compiled, live.state, next) !== null,
      `${next.type} is refused without a reason`,
    );
    return null;
  }
  const ledger = entered(compiled, live.ledger, next);
  // Had a refused event changed something, or one record more than its own step, the two would part here.
  const shadow = advance(compiled, live.shadow, JSON.parse(JSON.stringify(next)) as PlacedEvent);
  demand(
    glance(state, next.step) === glance(shadow, next.step),
    `replay parts at record ${next.seq}`,
  );
  for (const { counts, id } of Object.values(state.steps)) {
    const { total, ...parts } = counts;
    const sum = Object.values(parts).reduce((all, count) => all + count, 0);
    demand(sum === total && state.targetsOf(id).length === total, `counts of ${id} do not sum`);
  }
  return { state, shadow, ledger, last: { record: next, before: live.last } };
}

/** What one record can have changed, as text. */
function glance(state: RunState, step: string | null): string {
  const { active, facts, status, steps } = state;
  const id = step !== null && Object.hasOwn(steps, step) ? step : null;
  const named = id === null ? null : [steps[id], state.targetsOf(id)];
  const others = Object.values(steps).map((one) => [
    one.state,
    one.ended,
    one.missing.length,
    one.seq,
  ]);
  return JSON.stringify([named, others, active, status, Object.keys(facts)]);
}

/** One sequence, from a run that others have brought on its way. */
function play(random: Random, compiled: Compiled, from: Live): Live {
  let live = from;
  for (let count = 0; count < eventsEach; count += 1) {
    const seq = (live.last?.record.seq ?? 0) + 1;
    const events =
      random.next() < 0.65
        ? sensible(random, compiled, live, seq)
        : [junk(random, compiled, live, seq)];
    for (const next of events) live = taken(compiled, live, next) ?? live;
  }
  return live;
}

describe.each(runbooks)(
  'the run machine of $runbook.id with $runbook.steps.length steps',
  ({ compiled }) => {
    it(`keeps its promises over ${sequences / 2} random sequences`, () => {
      const initial = initialState(compiled);
      const first = taken(
        compiled,
        {
          state: initial,
          shadow: initial,
          last: null,
          ledger: { facts: new Set(), plans: new Map() },
        },
        started(0, 'exercise'),
      );
      if (first === null) throw new Error('a run does not start');
      const pool = [first];
      const ends = new Map<string, number>();
      for (let number = 0; number < sequences / 2; number += 1) {
        const seed = baseSeed + number;
        const random = randomFrom(seed);
        try {
          const live = play(random, compiled, random.next() < 0.05 ? first : random.pick(pool));
          if (live.state.status === 'running') pool.push(live);
          else ends.set(live.state.status, (ends.get(live.state.status) ?? 0) + 1);
          if (pool.length > 400) pool.splice(Math.floor(random.next() * 200), 1);
          if (number % 50 === 0 || live.state.status === 'completed')
            demand(
              projection(replay(compiled, recordsOf(live))) === projection(live.state),
              'replay differs',
            );
        } catch (error) {
          throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
        }
      }

      const seen = new Set(
        pool.flatMap((live) => recordsOf(live).map(({ step, type }) => `${type} ${step}`)),
      );
      expect(ends.get('completed')).toBeGreaterThan(10);
      for (const { id } of compiled.steps) expect(seen).toContain(`step.ended ${id}`);
      for (const { id } of compiled.steps.filter(({ kind }) => kind === 'gate'))
        expect(seen).toContain(`step.passed ${id}`);
    });
  },
);
