import { describe, expect, it } from 'vitest';
import { evidenceStore } from '../../src/journal/evidence.ts';
import type { Actor, RunEvent } from '../../src/journal/record.ts';
import { redactor } from '../../src/journal/redact.ts';
import type { Verification } from '../../src/journal/verification.ts';
import { createJournal, openJournal } from '../../src/journal/writer.ts';
import { realDoors } from '../support/doors.ts';
import {
  ada,
  begun,
  definition,
  digest,
  event,
  finishedRun,
  setupIn,
  started,
} from '../support/journal.ts';
import { changed, copyOf, type RunCopy, verifyCopy } from '../support/run-copy.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A run with these events after its start; `mode` as record 0 has it. */
async function runOf(
  events: readonly RunEvent[],
  mode: 'real' | 'demo' = 'real',
): Promise<RunCopy> {
  const setup = await setupIn(realDoors, temporaryDirectory());
  const journal = await createJournal(realDoors, { ...setup, redact: redactor([]) });
  await journal.append(started(setup.key, mode));
  for (const one of events) await journal.append(one);
  await journal.close();
  const copy = await copyOf(setup.directory);
  return changed(
    changed(copy, 'definition.yaml', Buffer.from(definition)),
    'site.yaml',
    Buffer.from('owners: {}\n'),
  );
}

function messages({ failures }: Verification): string[] {
  return failures.map(({ check, message, seq }) => `${check} ${seq}: ${message}`);
}

const step = 's';
const target = 't';
const plan = digest('plan');
const about = { step, target, attempt: 1, key: 'k' };
const intent = event('effect.intent', { change: digest('c') }, about);
const outcome = event('effect.outcome', { status: 'applied', detail: '', result: null }, about);
const seen = event('verify.passed', { detail: '' }, { step, target });

const script: Actor = { kind: 'script', id: 'demo', auth: 'none', host: 'box' };

function planMade(policy: 'none' | 'one' = 'one', what = plan): RunEvent {
  return event(
    'plan.made',
    { generation: 1, direction: 'do', digest: what, targets: [], policy },
    { step },
  );
}
function requested(expiresAt = '2099-01-01T00:00:00.000Z'): RunEvent {
  return event('approval.requested', { digest: plan, expiresAt }, { step });
}
function granted(actor: Actor = ada, what = plan, where = step): RunEvent {
  return event('approval.granted', { digest: what, note: '' }, { step: where, actor });
}
const denied = event('approval.denied', { digest: plan, reason: '' }, { step, actor: ada });
const stale = event('plan.stale', { digest: plan, reason: '' }, { step });
const armed = event('step.armed', { digest: plan }, { step });
/** A step that may have effects. */
const ready = [planMade('none'), armed];
function forAnother(): RunEvent[] {
  return ready.map((one) => ({ ...one, step: 'other' }));
}

describe('effects', () => {
  it.each([
    ['an outcome', [intent, outcome, seen], []],
    [
      'a reconciliation',
      [
        intent,
        event('effect.unknown', {}, about),
        event('effect.reconciling', {}, about),
        event(
          'effect.reconciled',
          { landed: 'no', how: 'probe', detail: '' },
          { ...about, attempt: null },
        ),
        { ...intent, attempt: 2 },
        { ...outcome, attempt: 2 },
      ],
      [],
    ],
    [
      'an exclusion',
      [intent, event('target.excluded', { reason: '', until: '2099-01-01T00:00:00.000Z' }, about)],
      [],
    ],
    [
      'none, and a verification',
      [intent, seen],
      ['effects 3: record 3: an intent without an outcome, and record 4 (verify.passed) goes on'],
    ],
    [
      'none, and another intent',
      [intent, { ...intent, attempt: 2 }, { ...outcome, attempt: 2 }],
      ['effects 3: record 3: an intent without an outcome, and record 4 (effect.intent) goes on'],
    ],
    [
      'none, and the end of the step',
      [intent, event('step.ended', { outcome: 'done' }, { step })],
      ['effects 3: record 3: an intent without an outcome, and record 4 (step.ended) goes on'],
    ],
    [
      'none, and the end of the run',
      [intent, event('run.ended', { outcome: 'abandoned', note: '' })],
      ['effects 3: record 3: an intent without an outcome, and record 4 (run.ended) goes on'],
    ],
    [
      'the outcome of another attempt',
      [intent, { ...outcome, attempt: 2 }],
      ['effects 4: record 4: effect.outcome of another attempt than record 3'],
    ],
    [
      'the outcome of another key',
      [intent, { ...outcome, key: 'l' }],
      ['effects 4: record 4: effect.outcome of another attempt than record 3'],
    ],
    [
      'an outcome alone',
      [outcome],
      ['effects 3: record 3: effect.outcome without an intent before it'],
    ],
  ])('with %s', async (_, events, expected) => {
    expect(messages(await verifyCopy(await runOf([...ready, ...events])))).toEqual(expected);
  });

  it.each([
    ['before its step was armed', [planMade('none'), intent, outcome], 2],
    ['of another step than the armed one', [...forAnother(), intent, outcome], 3],
    ['after a new plan', [planMade('none'), armed, planMade('none'), intent, outcome], 4],
  ])('%s', async (_, events, seq) => {
    expect(messages(await verifyCopy(await runOf(events)))).toEqual([
      `approvals ${seq}: record ${seq}: an effect of s, which was not armed with its plan`,
    ]);
  });

  it('that nobody knows about yet are named, and no failure', async () => {
    const { failures, notChecked } = await verifyCopy(await runOf([...ready, intent]));

    expect(failures).toEqual([]);
    expect(notChecked).toContainEqual({
      check: 'effects',
      why: 'record 3: what became of s at t is not on record yet',
    });
  });
});

describe('approvals', () => {
  it.each<[string, RunEvent[], 'real' | 'demo', string | null]>([
    ['by a person', [planMade(), requested(), granted(), armed], 'real', null],
    ['that no plan asks for', [planMade('none'), armed], 'real', null],
    [
      'by a script in a demonstration',
      [planMade(), requested(), granted(script), armed],
      'demo',
      null,
    ],
    [
      'by a script in a real run',
      [planMade(), requested(), granted(script), armed],
      'real',
      "4: record 4: s was armed, but the approval in record 3 is not a person's",
    ],
    [
      'that nobody gave',
      [planMade(), requested(), armed],
      'real',
      '3: record 3: s was armed without an approval of its plan',
    ],
    [
      'of another step',
      [planMade(), requested(), granted(ada, plan, 'other'), armed],
      'real',
      '4: record 4: s was armed without an approval of its plan',
    ],
    [
      'of another plan',
      [planMade(), requested(), granted(ada, digest('x')), armed],
      'real',
      '4: record 4: s was armed without an approval of its plan',
    ],
    [
      'too late',
      [planMade(), requested('2020-01-01T00:00:00.000Z'), granted(), armed],
      'real',
      '4: record 4: s was armed, but the approval in record 3 came after 2020-01-01T00:00:00.000Z, when the request had expired',
    ],
    [
      'that nobody asked for',
      [planMade(), granted(), armed],
      'real',
      '3: record 3: s was armed, but the approval in record 2 was never requested',
    ],
    [
      'beside a denial',
      [planMade(), requested(), granted(), denied, armed],
      'real',
      '5: record 5: s was armed although record 4 denies it',
    ],
    [
      'of a stale plan',
      [planMade(), requested(), granted(), stale, armed],
      'real',
      '5: record 5: s was armed with a plan that record 4 calls stale',
    ],
    [
      'before the plan',
      [requested(), granted(), planMade(), armed],
      'real',
      '4: record 4: s was armed without an approval of its plan',
    ],
    [
      'of the plan before the last',
      [planMade(), requested(), granted(), planMade('one', digest('y')), armed],
      'real',
      '5: record 5: s was armed with another plan than the last one, record 4',
    ],
    ['without a plan', [armed], 'real', '1: record 1: s was armed without a plan'],
  ])('%s', async (_, events, mode, expected) => {
    expect(messages(await verifyCopy(await runOf(events, mode)))).toEqual(
      expected === null ? [] : [`approvals ${expected}`],
    );
  });
});

it('an approval does not outlast its request: a step is armed before it expires', async () => {
  const setup = await setupIn(realDoors, temporaryDirectory());
  let now = '2026-05-19T10:00:00.000Z';
  const doors = { ...realDoors, clock: { ...realDoors.clock, now: () => new Date(now) } };
  const journal = await begun(doors, setup);
  for (const one of [planMade(), requested('2026-05-19T11:00:00.000Z'), granted()])
    await journal.append(one);
  now = '2026-05-19T11:00:00.001Z';
  await journal.append(armed);
  await journal.close();

  expect(messages(await verifyCopy(await copyOf(setup.directory)))).toEqual([
    'approvals 4: record 4: s was armed, but the approval in record 3 held until 2026-05-19T11:00:00.000Z only',
  ]);
});

describe('verification', () => {
  it('says what it could not check', async () => {
    const { notChecked } = await verifyCopy(await runOf([]));

    expect(notChecked.map(({ check }) => check)).toEqual(['anchor', 'signer', 'replay']);
    expect(notChecked[0]?.why).toContain('no anchor was given');
    expect(notChecked[0]?.why).toContain('whoever holds the signing key');
  });

  it('holds the run against an anchor: the end cut off with its checkpoints passes without one', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    await finishedRun(realDoors, setup, ['freeze']);
    const whole = await copyOf(setup.directory);
    const text = (path: string): string => Buffer.from(whole.get(path) ?? []).toString();
    const lines = text('journal.jsonl').split('\n');
    const gone = new Set(
      lines.slice(6, -1).flatMap((line) => {
        const { evidence } = JSON.parse(line) as { evidence: { sha256: string }[] };
        return evidence.map(({ sha256 }) => sha256);
      }),
    );
    const short = new Map(
      [...changed(whole, 'journal.jsonl', Buffer.from(`${lines.slice(0, 5).join('\n')}\n`))].filter(
        ([path]) => !/^checkpoints\/1\d\./.test(path) && !gone.has(path.slice(-64)),
      ),
    );
    const anchor = text('checkpoints/14.note');

    expect((await verifyCopy(short)).failures).toEqual([]);
    expect(messages(await verifyCopy(short, { replay: null, anchor }))).toEqual([
      'anchor 5: record 5 is missing: the anchor covers 14 records, 5 are there',
    ]);
    const notes = [...whole.keys()].filter((path) => path.endsWith('.note'));
    for (const path of notes) {
      const { failures } = await verifyCopy(whole, { replay: null, anchor: text(path) });
      expect([path, failures]).toEqual([path, []]);
    }
    expect(
      messages(await verifyCopy(whole, { replay: null, anchor: anchor.replace('run-1', 'run-2') })),
    ).toEqual(['anchor null: the anchor: the signature of firebreak-box is wrong']);
  });

  it('is not deceived by another run of the same key, whole or in part', async () => {
    const parent = temporaryDirectory();
    const setup = await setupIn(realDoors, parent);
    await finishedRun(realDoors, setup, ['freeze']);
    const other = { ...setup, directory: `${parent}/run-2`, run: 'run-2' };
    await finishedRun(realDoors, other, ['freeze']);
    const [one, two] = [await copyOf(setup.directory), await copyOf(other.directory)];
    const note = Buffer.from(two.get('checkpoints/14.note') ?? []).toString();

    expect(
      (await verifyCopy(changed(one, 'journal.jsonl', two.get('journal.jsonl') ?? null))).verified,
    ).toBe(false);
    expect(messages(await verifyCopy(one, { replay: null, anchor: note }))).toEqual([
      'anchor null: the anchor: it is a checkpoint of firebreak/run-2',
    ]);
  });

  it('replays with the definition, and passes on what does not fit', async () => {
    const copy = await runOf([...ready, intent, outcome]);
    const asked: unknown[] = [];
    const failing = (records: readonly unknown[], text: string): string => {
      asked.push(records.length, text);
      return 'record 1 does not fit';
    };
    const throwing = (): never => {
      throw new Error('cannot be');
    };

    expect(messages(await verifyCopy(copy, { replay: failing, anchor: null }))).toEqual([
      'replay 1: record 1 does not fit',
    ]);
    expect(asked).toEqual([5, definition]);
    expect(messages(await verifyCopy(copy, { replay: throwing, anchor: null }))).toEqual([
      'replay null: cannot be',
    ]);
    expect(
      (await verifyCopy(copy, { replay: () => null, anchor: null })).notChecked.map(
        ({ check }) => check,
      ),
    ).not.toContain('replay');
  });

  it('sees the lines of two writers that went on from one place', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    await (await begun(realDoors, setup)).close();
    const before = await copyOf(setup.directory);
    const one = await openJournal(realDoors, setup);
    await one.append(event('note.added', { text: 'one' }));
    await one.close();
    const fork = await copyOf(setup.directory);
    const first = Buffer.from(before.get('journal.jsonl') ?? []).toString();
    const second = Buffer.from(fork.get('journal.jsonl') ?? [])
      .toString()
      .slice(first.length);
    const forked = changed(
      fork,
      'journal.jsonl',
      Buffer.from(first + second + second.replace('"one"', '"two"')),
    );

    expect((await verifyCopy(forked)).failures.map(({ check }) => check)).toContain('sequence');
  });

  it('calls evidence that nobody refers to what it is, and what a killed writer left', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    await finishedRun(realDoors, setup, []);
    await evidenceStore(realDoors, setup.directory).keep('x', 'text/plain', Buffer.from('x'));
    const copy = changed(
      changed(await copyOf(setup.directory), 'checkpoints/.12-a1.tmp', Buffer.from('x')),
      'notes.txt',
      Buffer.from('x'),
    );
    const { failures, notChecked } = await verifyCopy(copy);

    expect(failures).toEqual([]);
    expect(notChecked.map(({ why }) => why).join('\n')).toMatch(
      /left behind[^]*belongs to no record[^]*notes\.txt is no part/,
    );
  });

  it('is that of an empty place where nothing is', async () => {
    expect(await verifyCopy(new Map())).toMatchObject({ run: '', records: 0, verified: false });
    expect(await verifyCopy(new Map([['journal.jsonl', Buffer.alloc(0)]]))).toMatchObject({
      verified: false,
      failures: [{ check: 'checkpoints', seq: 0 }],
    });
  });
});
