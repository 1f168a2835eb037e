import { describe, expect, it } from 'vitest';
import { EventType } from '../../../src/journal/vocabulary.ts';
import {
  compile,
  type Compiled,
  decide,
  dutiesOf,
  initialState,
  refusalOf,
  waitingsOf,
} from '../../../src/runbook/machine/index.ts';
import type { PlacedEvent, RunState } from '../../../src/runbook/machine/state.ts';
import type { Runbook } from '../../../src/runbook/schema.ts';
import { actionStep, definition, gateStep, humanStep, reportStep } from '../support/definitions.ts';
import { ada, digest, engine, event, planMade, projection, started } from '../support/events.ts';

const facts = { ready: 'somebody says so', did: 'it was done' };

/** One step of each kind behind an interlock or a fact, each alone in a run so that all of it can be walked. */
const definitions: Readonly<Record<string, Runbook>> = {
  'an approved action that can be taken back': definition([actionStep('act', { records: 'did' })], {
    facts,
    interlocks: [{ id: 'first', before: ['act'], require: ['ready'], why: 'because' }],
  }),
  'an action that nobody approves, nor can look for': definition(
    [
      actionStep('act', {
        approval: 'none',
        semantics: { repeat: 'no', observable: false, undo: false },
      }),
    ],
    { facts },
  ),
  'an action that another step takes back': definition([
    actionStep('act', { approval: 'none' }),
    actionStep('back', {
      action: undefined,
      undoes: 'act',
      approval: 'none',
      semantics: { repeat: 'safe', observable: true, undo: false },
    }),
  ]),
  'a question': definition([humanStep('act', { records: 'did' })], {
    facts,
    interlocks: [{ id: 'first', before: ['act'], require: ['ready'], why: 'because' }],
  }),
  'a gate': definition([gateStep('act', ['ready'], { records: 'did' })], { facts }),
  'a report': definition([reportStep('act')]),
};

/** How far a walk goes, so that it ends: what a person may repeat without end. */
interface Bounds {
  readonly generations: number;
  readonly attempts: number;
  readonly targets: Readonly<Record<string, 'change' | 'person'>>;
}

const wide: Bounds = { generations: 2, attempts: 2, targets: { a: 'change' } };
const boundsOf: Readonly<Record<string, Bounds>> = {
  'an action that nobody approves, nor can look for': {
    generations: 1,
    attempts: 2,
    targets: { a: 'change', b: 'person' },
  },
  'an action that another step takes back': { ...wide, generations: 1, attempts: 1 },
};

/** Types whose meaning hangs on who says them. */
const personal =
  /^(?:approval\.(?:granted|denied)|step\.(?:answered|skipped|retried)|target\.|fact\.|effect\.reconciled|run\.ended)/;

/** Every type of event with data that fit somewhere and data that fit nowhere. */
function candidates(state: RunState, step: string, bounds: Bounds): readonly PlacedEvent[] {
  const stands = state.steps[step];
  const seq = stands?.generation ?? 0;
  const plan = stands?.planDigest ?? digest(99);
  const all: PlacedEvent[] = [started(seq)];
  const add = (
    type: EventType,
    data: PlacedEvent['data'],
    more: Partial<PlacedEvent> = {},
  ): void => {
    all.push(event(seq, type, step, data, more));
    if (personal.test(type)) all.push(event(seq, type, step, data, { actor: ada, ...more }));
  };
  for (const outcome of ['completed', 'abandoned']) add('run.ended', { outcome, note: '' });
  add('journal.recovered', { bytes: 3 });
  add('note.added', { text: 'hm' });
  add('deadline.set', { control: 'c', owner: 'role:commander', dueAt: '2026-11-21T00:00:00.000Z' });
  add('step.entered', {});
  add('step.satisfied', { reason: 'nothing' });
  add('step.asked', { question: 'well?' });
  for (const answer of ['yes', 'no']) add('step.answered', { answer, note: '' });
  add('step.passed', { detail: '' });
  add('step.failed', { code: 'BUG', message: 'no' });
  add('step.retried', { reason: 'again' });
  add('step.skipped', { reason: 'no' });
  for (const outcome of ['done', 'satisfied', 'skipped', 'undone']) add('step.ended', { outcome });
  if (seq < bounds.generations)
    for (const direction of ['do', 'undo'] as const) {
      for (const policy of ['none', 'one'] as const)
        all.push(planMade(seq, step, state, bounds.targets, { direction, policy }));
      all.push(
        planMade(seq, step, state, { a: 'satisfied' }, { direction }),
        planMade(seq, step, state, {}, { direction }),
      );
    }
  for (const of of [plan, digest(77)]) {
    add('plan.stale', { digest: of, reason: 'moved' });
    add('approval.requested', { digest: of, expiresAt: '2026-11-20T01:00:00.000Z' });
    add('approval.granted', { digest: of, note: '' });
    add('approval.denied', { digest: of, reason: 'no' });
    add('step.armed', { digest: of });
    add('step.armed', { digest: of }, { at: '2026-11-20T02:00:00.000Z' });
  }
  add('interlock.blocked', { interlock: 'first', missing: ['ready'] });
  for (const target of [...Object.keys(bounds.targets), 'besides']) {
    const known = state.targetOf(step, target);
    if ((known?.attempts ?? 0) < bounds.attempts)
      for (const key of [known?.key ?? 'none', 'another'])
        add(
          'effect.intent',
          { change: digest(5) },
          { target, key, attempt: (known?.attempts ?? 0) + 1 },
        );
    for (const status of ['applied', 'failed'])
      add('effect.outcome', { status, detail: '', result: null }, { target });
    add('effect.unknown', {}, { target });
    add('effect.reconciling', {}, { target });
    for (const landed of ['yes', 'no'])
      for (const how of ['probe', 'person'])
        add('effect.reconciled', { landed, how, detail: '' }, { target });
    add('verify.passed', { detail: '' }, { target });
    add('verify.failed', { detail: '' }, { target });
    for (const answer of ['yes', 'no']) add('target.answered', { answer, note: '' }, { target });
    if (target !== 'besides')
      add('target.excluded', { reason: 'r', until: '2027-01-01T00:00:00.000Z' }, { target });
  }
  for (const fact of ['ready', 'did']) {
    add('fact.recorded', { fact, note: '' });
    add('fact.withdrawn', { fact, reason: '' });
  }
  return all;
}

const decisions = /^(?:approval\.(?:granted|denied)|step\.(?:answered|skipped|retried)|target\.)/;

interface Walk {
  readonly compiled: Compiled;
  readonly states: ReadonlyMap<string, RunState>;
  /** Keys that lead to a key. */
  readonly into: ReadonlyMap<string, ReadonlySet<string>>;
  readonly accepted: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  /** What no run may do, as it was seen. */
  readonly breaches: readonly string[];
}

/** Every state of a run that can be reached, by what it shows, less what only tells when and in whose words. */
function walk(runbook: Runbook, bounds: Bounds): Walk {
  const compiled = compile(runbook);
  const first = initialState(compiled);
  const states = new Map([[keyOf(first), first]]);
  const into = new Map<string, Set<string>>();
  const accepted = new Set<string>();
  const refused = new Set<string>();
  const breaches: string[] = [];
  for (const [key, state] of states) {
    const before = projection(state);
    for (const id of Object.keys(state.steps)) {
      for (const candidate of candidates(state, id, bounds)) {
        const why = refusalOf(compiled, state, candidate);
        if (why !== null) {
          refused.add(candidate.type);
          continue;
        }
        accepted.add(candidate.type);
        const next = decide(compiled, state, candidate).state;
        breaches.push(...breachesOf(runbook, state, candidate, next));
        const nextKey = keyOf(next);
        if (!states.has(nextKey)) states.set(nextKey, next);
        into.set(nextKey, (into.get(nextKey) ?? new Set()).add(key));
      }
    }
    if (projection(state) !== before) breaches.push(`${key} changed`);
  }
  return { compiled, states, into, accepted, refused, breaches };
}

function keyOf(state: RunState): string {
  const steps = Object.values(state.steps).map((step) => {
    const targets = state.targetsOf(step.id).map((target) => [target.state, target.attempts]);
    const { approvals, direction, ended, generation, planDigest } = step;
    return [
      step.state,
      approvals.length,
      direction,
      ended,
      generation,
      planDigest !== null,
      targets,
    ];
  });
  const { active } = state;
  return JSON.stringify([steps, active, state.status, Object.keys(state.facts).toSorted()]);
}

function breachesOf(
  runbook: Runbook,
  state: RunState,
  { actor, step, type }: PlacedEvent,
  next: RunState,
): readonly string[] {
  const found: string[] = [];
  const before = state.steps[step ?? ''];
  const definitionOf = runbook.steps.find(({ id }) => id === step);
  const policy =
    definitionOf !== undefined && 'approval' in definitionOf ? definitionOf.approval : null;
  const guards = runbook.interlocks.flatMap(({ before: steps, require }) =>
    steps.includes(step ?? '') ? require : [],
  );
  const required = definitionOf?.kind === 'gate' ? [...guards, ...definitionOf.require] : guards;
  const lacks = required.some((fact) => !(fact in state.facts));
  const isUndo = before?.direction === 'undo';
  if (type === 'step.armed' && policy === 'one' && before?.approvals.length === 0)
    found.push('armed without approval');
  if (['step.armed', 'step.asked', 'step.passed'].includes(type) && lacks && !isUndo)
    found.push(`${type} without its facts`);
  if (
    type === 'effect.intent' &&
    policy === 'one' &&
    before?.approvals.every(({ kind }) => kind === 'engine')
  )
    found.push('an intent without approval');
  if (decisions.test(type) && actor.kind === engine.kind) found.push(`${type} by the engine`);
  for (const { counts, id } of Object.values(next.steps)) {
    const { total, ...parts } = counts;
    const sum = Object.values(parts).reduce((all, count) => all + count, 0);
    if (sum !== total || total !== next.targetsOf(id).length)
      found.push(`counts of ${id} do not sum`);
  }
  return found;
}

const walks = new Map(
  Object.entries(definitions).map(([name, runbook]) => [
    name,
    walk(runbook, boundsOf[name] ?? wide),
  ]),
);

describe.each([...walks])('%s', (_, walked) => {
  it('arms nothing without approval and facts, and loses no target', () => {
    expect([...new Set(walked.breaches)]).toEqual([]);
  });

  it('leaves somebody with something to do in every state before the end', () => {
    const stuck = [...walked.states].filter(
      ([, state]) =>
        state.status === 'running' &&
        state.active.length > 0 &&
        dutiesOf(walked.compiled, state).length === 0 &&
        waitingsOf(walked.compiled, state).length === 0,
    );

    expect(stuck.map(([key]) => key)).toEqual([]);
  });

  it('can be brought to its end from every state', () => {
    const ends = [...walked.states].flatMap(([key, state]) =>
      state.status === 'completed' ? [key] : [],
    );
    const saved = new Set(ends);
    for (const key of saved) for (const before of walked.into.get(key) ?? []) saved.add(before);
    const lost = [...walked.states].filter(
      ([key, state]) => state.status === 'running' && !saved.has(key),
    );

    expect(ends.length).toBeGreaterThan(0);
    expect(lost.map(([key]) => key)).toEqual([]);
  });
});

describe('the step template', () => {
  it('reaches each of its states, and takes and refuses events of every type', () => {
    const names = new Set(
      [...walks.values()].flatMap(({ states }) =>
        [...states.values()].flatMap(({ steps }) => Object.values(steps).map(({ state }) => state)),
      ),
    );
    const taken = new Set([...walks.values()].flatMap(({ accepted }) => [...accepted]));
    const refused = new Set([...walks.values()].flatMap(({ refused: types }) => [...types]));

    expect([...names].toSorted()).toEqual([
      'applying',
      'armed',
      'awaiting-answer',
      'awaiting-approval',
      'blocked',
      'done',
      'failed',
      'observing',
      'planned',
      'reconciling',
      'satisfied',
      'skipped',
      'undone',
      'unknown',
      'verifying',
    ]);
    expect([...taken].toSorted()).toEqual([...EventType.options].toSorted());
    // A run takes these at any time once it has started, and everything is refused before that.
    expect([...refused].toSorted()).toEqual([...EventType.options].toSorted());
  });
});
