import { describe, expect, it } from 'vitest';
import type { EventType } from '../../../src/journal/vocabulary.ts';
import {
  compile,
  decide,
  dutiesOf,
  exclusionsOf,
  initialState,
  interlocksOf,
  refusalOf,
  replay,
  waitingsOf,
} from '../../../src/runbook/machine/index.ts';
import type { PlacedEvent, RunState } from '../../../src/runbook/machine/state.ts';
import type { Runbook } from '../../../src/runbook/schema.ts';
import {
  actionStep,
  definition,
  gateStep,
  humanStep,
  reportStep,
  shipped,
} from '../support/definitions.ts';
import {
  ada,
  digest,
  event,
  keyOf,
  planMade,
  script,
  started,
  wellDone,
} from '../support/events.ts';

type Targets = Readonly<Record<string, 'change' | 'satisfied' | 'person'>>;

/** A run that is driven by hand. */
function drive(runbook: Runbook, mode: 'real' | 'demo' = 'real') {
  const compiled = compile(runbook);
  const records: PlacedEvent[] = [];
  let state = initialState(compiled);
  function put(
    type: EventType,
    step: string | null = null,
    data: PlacedEvent['data'] = {},
    more: Partial<PlacedEvent> = {},
  ): void {
    take(event(records.length, type, step, data, more));
  }
  function take(next: PlacedEvent): void {
    ({ state } = decide(compiled, state, next));
    records.push(next);
  }
  /** Does duties, the first each time, until `until` holds or none is left. */
  function work(
    targets: Targets = { a: 'change' },
    until: (at: RunState) => boolean = () => false,
  ): void {
    for (;;) {
      const [duty] = dutiesOf(compiled, state);
      if (duty === undefined || until(state)) return;
      const step = 'step' in duty ? compiled.byId.get(duty.step) : undefined;
      const policy = step !== undefined && 'approval' in step ? step.approval : 'none';
      for (const next of wellDone(records.length, duty, state, targets, policy)) take(next);
    }
  }
  function approve(step: string): void {
    put(
      'approval.granted',
      step,
      { digest: state.steps[step]?.planDigest ?? '', note: '' },
      { actor: ada },
    );
  }
  take(started(0, mode));
  return { compiled, records, state: () => state, put, take, work, approve };
}

describe('a run of the shipped runbook', () => {
  it('goes from its first record to its end, each branch behind its interlock', () => {
    const run = drive(shipped(), 'demo');
    const answer = (step: string): void =>
      run.put('step.answered', step, { answer: 'yes', note: '' }, { actor: script });

    run.work();
    run.approve('freeze');
    run.work();
    expect(run.state().active).toEqual(['pin', 'cache-bust', 'check-hosts', 'revoke-tokens']);
    expect(waitingsOf(run.compiled, run.state())).toContainEqual(
      expect.objectContaining({
        step: 'revoke-tokens',
        for: 'fact',
        owner: 'role:security',
        detail: 'hosts-checked, from step check-hosts',
      }),
    );
    expect(
      refusalOf(
        run.compiled,
        run.state(),
        event(99, 'step.asked', 'revoke-tokens', { question: '' }),
      ),
    ).toBe('step revoke-tokens waits for hosts-checked');
    answer('check-hosts');
    run.approve('pin');
    run.approve('cache-bust');
    run.work();
    answer('merge');
    answer('revoke-tokens');
    run.work();
    expect(interlocksOf(run.compiled, run.state()).every(({ met }) => met)).toBe(true);
    run.approve('unfreeze');
    run.work();

    expect(run.state().status).toBe('completed');
    expect(run.state().steps['freeze']?.state).toBe('undone');
    expect(dutiesOf(run.compiled, run.state())).toEqual([]);
    expect(replay(run.compiled, run.records).steps).toEqual(run.state().steps);
  });
});

describe('who may say what', () => {
  it('takes no script in a real run, and a person once', () => {
    const run = drive(definition([actionStep('act')]));
    run.work();
    const plan = run.state().steps['act']?.planDigest ?? '';
    const grant = event(
      9,
      'approval.granted',
      'act',
      { digest: plan, note: '' },
      { actor: script },
    );

    expect(refusalOf(run.compiled, run.state(), grant)).toContain(
      'demonstrations and exercises alone',
    );
    expect(
      refusalOf(run.compiled, run.state(), { ...grant, actor: { ...ada, kind: 'engine' } }),
    ).toContain("a person's decision");
    run.approve('act');
    run.approve('act');
    expect(run.state().steps['act']?.approvals).toEqual([ada]);
  });

  it('lets a denial win over an approval', () => {
    const run = drive(definition([actionStep('act')]));
    run.work();
    run.approve('act');
    run.put(
      'approval.denied',
      'act',
      { digest: run.state().steps['act']?.planDigest ?? '', reason: 'wrong host' },
      { actor: ada },
    );

    expect(dutiesOf(run.compiled, run.state())).toEqual([]);
    expect(waitingsOf(run.compiled, run.state())).toEqual([
      { step: 'act', for: 'decision', owner: 'role:commander', detail: 'wrong host' },
    ]);
  });

  it('takes a fact from the step that records it, and any other from a person', () => {
    const run = drive(
      definition([gateStep('hold', ['heard']), actionStep('act', { records: 'did' })], {
        facts: { heard: '', did: '' },
      }),
    );
    const fact = (name: string): PlacedEvent =>
      event(9, 'fact.recorded', null, { fact: name, note: '' }, { actor: ada });

    expect(refusalOf(run.compiled, run.state(), fact('did'))).toContain("from nobody's word");
    expect(refusalOf(run.compiled, run.state(), fact('constructor'))).toContain('knows no fact');
    expect(
      refusalOf(run.compiled, run.state(), { ...fact('heard'), actor: { ...ada, kind: 'engine' } }),
    ).not.toBe(null);
    run.take(fact('heard'));
    run.work();
    expect(run.state().active).toEqual(['act']);
  });
});

describe('an approval', () => {
  it('holds for one plan alone, and until it expires', () => {
    const run = drive(definition([actionStep('act'), reportStep('report')]));
    run.work();
    run.approve('act');
    const armed = event(50, 'step.armed', 'act', {
      digest: run.state().steps['act']?.planDigest ?? '',
    });
    expect(refusalOf(run.compiled, run.state(), armed)).toBe(null);
    expect(
      refusalOf(run.compiled, run.state(), { ...armed, at: '2027-01-01T00:00:00.001Z' }),
    ).toContain('expired at 2027-01-01T00:00:00.000Z');

    run.work({ a: 'change' }, (at) => at.steps['act']?.state === 'done');
    run.take(planMade(60, 'act', run.state(), { a: 'change' }, { direction: 'undo' }));
    expect(run.state().steps['act']).toMatchObject({ approvals: [], expiresAt: null });
    run.work();
    expect(run.state().steps['act']?.state).toBe('awaiting-approval');
    expect(waitingsOf(run.compiled, run.state())).toEqual([
      expect.objectContaining({ step: 'act', for: 'approval' }),
    ]);
  });
});

describe('facts', () => {
  it('come on record before their step is left, and are taken back by that step alone', () => {
    const run = drive(
      definition([actionStep('act', { records: 'did', approval: 'none' }), humanStep('ask')], {
        facts: { did: '', heard: '' },
      }),
    );
    const refusal = (type: EventType, data: PlacedEvent['data']): string | null =>
      refusalOf(run.compiled, run.state(), event(99, type, 'act', data));
    run.put('fact.recorded', null, { fact: 'heard', note: '' }, { actor: ada });
    run.work({ a: 'change' }, (at) => at.steps['act']?.state === 'done');
    expect(refusal('step.ended', { outcome: 'done' })).toBe(
      'step act has still to account for did',
    );
    expect(refusal('fact.withdrawn', { fact: 'did', reason: '' })).toContain(
      'did is not on record',
    );
    run.work();
    expect(refusal('fact.withdrawn', { fact: 'did', reason: '' })).toContain('act is not undone');
    run.take(
      planMade(60, 'act', run.state(), { a: 'change' }, { direction: 'undo', policy: 'none' }),
    );
    run.work({ a: 'change' }, (at) => at.steps['act']?.state === 'undone');

    expect(refusal('fact.withdrawn', { fact: 'heard', reason: '' })).toContain(
      'heard did not come from step act',
    );
    expect(refusal('fact.withdrawn', { fact: 'did', reason: '' })).toBe(null);
  });
});

describe('targets', () => {
  it('are seen to one by one, and again after a failure under the same plan', () => {
    const run = drive(definition([actionStep('act', { approval: 'none' })]));
    run.work(
      { a: 'change', b: 'change', c: 'satisfied', d: 'person' },
      (at) => at.steps['act']?.state === 'armed',
    );
    const intent = (attempt: number): void =>
      run.put(
        'effect.intent',
        'act',
        { change: digest(1) },
        { target: 'a', attempt, key: keyOf('act', 'a', 1) },
      );
    intent(1);
    run.put(
      'effect.outcome',
      'act',
      { status: 'failed', detail: 'disk full', result: null },
      { target: 'a' },
    );
    run.work();
    run.put('target.answered', 'act', { answer: 'yes', note: '' }, { target: 'd', actor: ada });
    run.put('verify.failed', 'act', { detail: 'not there' }, { target: 'd' });
    expect(run.state().targetOf('act', 'd')?.state).toBe('waiting');
    run.put('target.answered', 'act', { answer: 'yes', note: '' }, { target: 'd', actor: ada });
    run.work();
    expect(run.state().steps['act']).toMatchObject({
      state: 'failed',
      counts: { total: 4, verified: 2, satisfied: 1, failed: 1 },
    });
    // What was said last was about d.
    expect(waitingsOf(run.compiled, run.state())).toEqual([
      {
        step: 'act',
        for: 'decision',
        owner: 'role:commander',
        detail: '1 of 4 failed: a: disk full',
      },
    ]);

    run.put('step.retried', 'act', { reason: 'space made' }, { actor: ada });
    expect(dutiesOf(run.compiled, run.state())).toEqual([
      { do: 'apply', step: 'act', target: 'a', attempt: 2 },
    ]);
    run.work();
    expect(run.state().status).toBe('completed');
  });

  it('take an intent with their own key and the next number alone', () => {
    const run = drive(definition([actionStep('act', { approval: 'none' })]));
    run.work({ a: 'change' }, (at) => at.steps['act']?.state === 'armed');
    const intent = (key: string, attempt: number | null): string | null =>
      refusalOf(
        run.compiled,
        run.state(),
        event(9, 'effect.intent', 'act', { change: digest(1) }, { target: 'a', attempt, key }),
      );

    expect(intent(keyOf('act', 'a', 1), 1)).toBe(null);
    expect(intent(keyOf('act', 'a', 1), 2)).toContain('is not number 1');
    expect(intent(keyOf('act', 'a', 1), null)).toContain('without a number');
    expect(intent(keyOf('act', 'a', 2), 1)).toContain("is not the plan's");
  });

  it('are planned anew after a failure, and approved anew', () => {
    const run = drive(definition([actionStep('act')]));
    run.work();
    run.approve('act');
    run.work({ a: 'change' }, (at) => at.steps['act']?.state === 'verifying');
    run.put('verify.failed', 'act', { detail: 'not there' }, { target: 'a' });
    const plan = run.state().steps['act']?.planDigest ?? '';
    run.put('plan.stale', 'act', { digest: plan, reason: 'moved on' }, { actor: ada });
    run.work({ a: 'change', b: 'change' });

    expect(run.state().steps['act']).toMatchObject({
      state: 'awaiting-approval',
      generation: 2,
      approvals: [],
      counts: { total: 2, pending: 2 },
    });
    const old = event(99, 'approval.granted', 'act', { digest: plan, note: '' }, { actor: ada });
    expect(refusalOf(run.compiled, run.state(), old)).toBe(
      'the digest is not that of the plan of step act',
    );
  });

  it('that were cut off are found unknown, and asked of a person where nobody can look', () => {
    const run = drive(
      definition([
        actionStep('act', {
          approval: 'none',
          semantics: { repeat: 'no', observable: false, undo: false },
        }),
      ]),
    );
    run.work({ a: 'change', b: 'change' }, (at) => at.steps['act']?.state === 'armed');
    run.put(
      'effect.intent',
      'act',
      { change: digest(1) },
      { target: 'a', attempt: 1, key: keyOf('act', 'a', 1) },
    );
    expect(dutiesOf(run.compiled, run.state())).toEqual([
      { do: 'declare-unknown', step: 'act', target: 'a' },
    ]);
    run.work();
    expect(waitingsOf(run.compiled, run.state())).toEqual([
      {
        step: 'act',
        for: 'reconciliation',
        owner: 'role:commander',
        detail: 'did it happen at a?',
      },
    ]);
    expect(
      refusalOf(
        run.compiled,
        run.state(),
        event(
          9,
          'effect.intent',
          'act',
          { change: digest(1) },
          { target: 'b', attempt: 1, key: keyOf('act', 'b', 1) },
        ),
      ),
    ).toContain('is unknown');
    run.put('effect.reconciling', 'act', {}, { target: 'a' });
    run.put(
      'effect.reconciled',
      'act',
      { landed: 'no', how: 'person', detail: 'looked' },
      { target: 'a', actor: ada },
    );
    expect(dutiesOf(run.compiled, run.state())).toEqual([
      { do: 'apply', step: 'act', target: 'a', attempt: 2 },
    ]);
  });

  it('are excluded by a person with a reason, those beside the plan too, whatever they are called', () => {
    const run = drive(definition([actionStep('act', { approval: 'none' })]));
    const until = '2027-01-01T00:00:00.000Z';
    run.work({ a: 'change' }, (at) => at.steps['act']?.state === 'verifying');
    run.put('verify.failed', 'act', { detail: 'exposed' }, { target: 'a' });
    run.put(
      'target.excluded',
      'act',
      { reason: 'closed', until },
      { target: '__proto__', actor: ada },
    );
    expect(run.state().steps['act']?.state).toBe('failed');
    run.put('target.excluded', 'act', { reason: 'gone', until }, { target: 'a', actor: ada });

    expect(run.state().steps['act']).toMatchObject({ state: 'done', counts: { excluded: 1 } });
    const excluded = exclusionsOf(run.state(), 'act');
    const seq = expect.any(Number) as number;
    expect(Object.entries(excluded)).toEqual(
      expect.arrayContaining([
        ['__proto__', { reason: 'closed', until, seq, actor: ada }],
        ['a', { reason: 'gone', until, seq, actor: ada }],
      ]),
    );
    expect(Object.keys(excluded)).toHaveLength(2);
  });
});

describe('taking back', () => {
  it('withdraws the fact of a step that the run has gone past, and holds the end of the run up', () => {
    const run = drive(
      definition(
        [
          actionStep('act', { records: 'did', approval: 'none' }),
          humanStep('ask'),
          reportStep('report'),
        ],
        { facts: { did: '' } },
      ),
    );
    run.work();
    run.take(
      planMade(
        run.records.length,
        'act',
        run.state(),
        { a: 'change' },
        { direction: 'undo', policy: 'none' },
      ),
    );
    run.put('step.answered', 'ask', { answer: 'yes', note: '' }, { actor: ada });
    expect(
      refusalOf(
        run.compiled,
        run.state(),
        event(99, 'run.ended', null, { outcome: 'completed', note: '' }),
      ),
    ).toContain('act still open');
    run.work({ a: 'change' }, (at) => at.steps['act']?.state === 'undone');
    expect(dutiesOf(run.compiled, run.state())[0]).toEqual({
      do: 'withdraw-fact',
      step: 'act',
      fact: 'did',
    });
    run.work();

    expect(run.state().facts).toEqual({});
    expect(run.state().status).toBe('completed');
  });

  it('keeps the run open until somebody approves it', () => {
    const run = drive(definition([actionStep('act'), humanStep('ask')]));
    run.work();
    run.approve('act');
    run.work();
    run.take(planMade(60, 'act', run.state(), { a: 'change' }, { direction: 'undo' }));
    run.put('step.answered', 'ask', { answer: 'yes', note: '' }, { actor: ada });
    run.work();

    expect(run.state().status).toBe('running');
    expect(dutiesOf(run.compiled, run.state())).toEqual([]);
    expect(waitingsOf(run.compiled, run.state()).map((one) => one.for)).toEqual(['approval']);
    run.approve('act');
    run.work();
    expect(run.state().steps['act']?.state).toBe('undone');
    expect(run.state().status).toBe('completed');
  });

  it('goes by the step that undoes, where there is one', () => {
    const back = actionStep('back', {
      action: undefined,
      undoes: 'act',
      semantics: { repeat: 'safe', observable: true, undo: false },
    });
    const run = drive(definition([actionStep('act', { approval: 'none' }), back]));
    run.work();

    expect(run.state().steps['back']?.state).toBe('awaiting-approval');
    expect(
      refusalOf(
        run.compiled,
        run.state(),
        planMade(99, 'act', run.state(), { a: 'change' }, { direction: 'undo', policy: 'none' }),
      ),
    ).toBe('step back is the way to take act back');
  });
});

it('names the record that does not fit', () => {
  const run = drive(definition([reportStep('report')]));
  run.work();
  const wrong = run.records.map((record) =>
    record.seq === 2 ? { ...record, type: 'step.asked' as const } : record,
  );

  expect(() => replay(run.compiled, wrong)).toThrow(
    expect.objectContaining({
      code: 'JOURNAL_BROKEN',
      message: expect.stringMatching(/^record 2 \(step\.asked\) does not fit/),
    }),
  );
});

it('keeps every state before as it was', () => {
  const names = Array.from({ length: 200 }, (_, index) => [`t${index}`, 'change'] as const);
  const run = drive(definition([actionStep('act', { approval: 'none' })]));
  run.work(Object.fromEntries(names), (at) => at.steps['act']?.state === 'armed');
  const armed = run.state();
  run.work();

  expect(run.state().steps['act']?.counts.verified).toBe(200);
  expect(armed.steps['act']?.counts).toMatchObject({ total: 200, pending: 200, verified: 0 });
  expect(new Set(armed.targetsOf('act').map(({ state }) => state))).toEqual(new Set(['pending']));
  expect(armed.targetOf('act', 't199')).toMatchObject({ state: 'pending', attempts: 0 });
});
