import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Doors } from '../../src/host/doors.ts';
import { signingKey } from '../../src/journal/key.ts';
import { readJournal } from '../../src/journal/reader.ts';
import { redactor } from '../../src/journal/redact.ts';
import { directoryFiles } from '../../src/journal/run-files.ts';
import { verifyRun } from '../../src/journal/verify.ts';
import type { JournalSetup } from '../../src/journal/setup.ts';
import { createJournal, openJournal } from '../../src/journal/writer.ts';
import { realDoors } from '../support/doors.ts';
import { begun, digest, event, finishedRun, setupIn, started } from '../support/journal.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

function verified(setup: JournalSetup): ReturnType<typeof verifyRun> {
  return verifyRun(directoryFiles(realDoors, setup.directory), { replay: null, anchor: null });
}

function notes(setup: JournalSetup): string[] {
  return readdirSync(join(setup.directory, 'checkpoints')).toSorted();
}

describe('a journal', () => {
  it('is what was appended, line by line, and verifies', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    await finishedRun(realDoors, setup, ['freeze', 'pin']);
    const { records, torn } = await readJournal(realDoors, setup.directory);
    const lines = readFileSync(join(setup.directory, 'journal.jsonl'), 'utf8').split('\n');

    expect(records.length).toBe(26);
    expect(lines.length).toBe(27);
    expect(records.map((record) => JSON.stringify(record))).toEqual(lines.slice(0, -1));
    expect(records.map(({ epoch }) => epoch)).toEqual([
      1,
      ...Array.from({ length: 12 }, () => 2),
      ...Array.from({ length: 12 }, () => 3),
      4,
    ]);
    expect(torn).toBeNull();
    expect(await verified(setup)).toMatchObject({ run: 'run-1', records: 26, failures: [] });
    expect(readdirSync(setup.directory).toSorted()).toEqual([
      'checkpoints',
      'definition.yaml',
      'evidence',
      'journal.jsonl',
      'site.yaml',
    ]);
    expect(statSync(join(setup.directory, 'journal.jsonl')).mode & 0o777).toBe(0o600);
  });

  it('is signed after decisions, at the end of steps, on demand, and when it is closed', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    const journal = await begun(realDoors, setup);
    expect(existsSync(join(setup.directory, 'checkpoints'))).toBe(false);
    await journal.checkpoint();
    await journal.checkpoint();
    expect(notes(setup)).toEqual(['1.note']);
    await journal.append(event('step.entered', {}, { step: 'a' }));
    await journal.append(
      event('approval.granted', { digest: digest('x'), note: '' }, { step: 'a' }),
    );
    await journal.append(
      event('approval.denied', { digest: digest('x'), reason: '' }, { step: 'a' }),
    );
    await journal.appendAll([
      event('step.ended', { outcome: 'done' }, { step: 'a' }),
      event('note.added', { text: 'after' }),
    ]);
    expect(notes(setup)).toEqual(['1.note', '3.note', '4.note', '6.note']);
    await journal.append(event('note.added', { text: 'last' }));
    await journal.close();
    await journal.close();
    expect(notes(setup)).toEqual(['1.note', '3.note', '4.note', '6.note', '7.note']);
    await (await openJournal(realDoors, setup)).close();
    expect(notes(setup)).toHaveLength(5);
  });

  it('is on the disk before anything is acted on, and before it is signed', async () => {
    const said: string[] = [];
    const setup = await setupIn(realDoors, temporaryDirectory());
    const journal = await begun(watching(said), setup);
    said.length = 0;

    await journal.append(event('effect.intent', { change: digest('a') }, { step: 's' }));
    await journal.append(event('verify.passed', { detail: 'seen' }, { step: 's' }));
    await journal.append(event('effect.intent', { change: digest('b') }, { step: 's' }));
    await journal.append(event('verify.failed', { detail: 'gone' }, { step: 's' }));
    await journal.close();

    expect(said).toEqual([
      'effect.intent synced',
      'verify.passed',
      'effect.intent synced',
      'verify.failed',
      ' synced',
      'checkpoint',
    ]);
  });

  it('keeps the order of calls that nobody waited for', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    const journal = await begun(realDoors, setup);
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        journal.append(event('note.added', { text: String(index) })),
      ),
    );
    await journal.close();

    expect(journal.records.slice(1).map(({ data }) => data['text'])).toEqual(
      Array.from({ length: 30 }, (_, index) => String(index)),
    );
    expect(await verified(setup)).toMatchObject({ verified: true, records: 31 });
  });

  it('never goes back in time', async () => {
    const times = ['2026-11-20T03:00:00.000Z', '2026-11-20T02:00:00.000Z'];
    const doors: Doors = {
      ...realDoors,
      clock: { now: () => new Date(times.shift() ?? '2026-11-20T01:00:00.000Z') },
    };
    const setup = await setupIn(realDoors, temporaryDirectory());
    const journal = await begun(doors, setup);
    await journal.append(event('note.added', { text: 'a' }));
    await journal.close();

    expect(journal.records.map(({ at }) => at)).toEqual([
      '2026-11-20T03:00:00.000Z',
      '2026-11-20T03:00:00.000Z',
    ]);
    expect((await verified(setup)).failures).toEqual([]);
  });

  it('holds no secret, wherever it stood', async () => {
    const base = await setupIn(realDoors, temporaryDirectory());
    const setup = { ...base, redact: redactor(['hunter2-hunter2']) };
    const journal = await begun(realDoors, setup);
    const record = await journal.append(
      event(
        'effect.outcome',
        { status: 'failed', detail: 'said hunter2-hunter2', result: { 'hunter2-hunter2': 1 } },
        {
          step: 'a',
          target: 'x/hunter2-hunter2',
          actor: { kind: 'person', id: 'hunter2-hunter2', auth: 'none', host: 'hunter2-hunter2' },
        },
      ),
    );
    await journal.close();

    expect(readFileSync(join(setup.directory, 'journal.jsonl'), 'utf8')).not.toContain('hunter2');
    expect(record.redacted).toEqual([
      'target',
      'actor.id',
      'actor.host',
      'data.detail',
      'data.result.[redacted]',
    ]);
  });

  it.each([
    ['an unknown type', event('note.gone' as never, { text: 'x' })],
    ['data of another shape', event('note.added', { words: 'x' })],
    ['data that lacks a field', event('step.failed', { code: 'X' })],
    ['a field that there is not', { ...event('note.added', { text: 'x' }), seq: 3 } as never],
    ['a second start', event('run.started', {})],
    [
      'what nests too deep',
      event('effect.outcome', { status: 'applied', detail: '', result: nested(80) }),
    ],
    [
      'what is no JSON',
      event('effect.outcome', { status: 'applied', detail: '', result: Number.NaN }),
    ],
  ])('refuses %s, and goes on', async (_, bad) => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    const journal = await begun(realDoors, setup);

    await expect(journal.append(bad)).rejects.toMatchObject({ code: 'BUG' });
    await journal.append(event('note.added', { text: 'good' }));
    await journal.close();
    await expect(journal.append(event('note.added', { text: 'late' }))).rejects.toMatchObject({
      code: 'BUG',
    });
    expect(await verified(setup)).toMatchObject({ verified: true, records: 2 });
  });

  it('keeps names that objects have of their own', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    const journal = await begun(realDoors, setup);
    const result = JSON.parse('{"__proto__":{"a":1},"constructor":2,"2":3,"1":4}');
    const outcome = { status: 'applied', detail: '\ud800 \u2028 \u0000', result };
    const plan = {
      generation: 1,
      direction: 'do',
      digest: digest('p'),
      targets: [],
      policy: 'none',
    };
    await journal.append(event('plan.made', plan, { step: 's' }));
    await journal.append(event('step.armed', { digest: plan.digest }, { step: 's' }));
    await journal.append(event('effect.intent', { change: digest('x') }, { step: 's' }));
    await journal.append(event('effect.outcome', outcome, { step: 's' }));
    await journal.close();

    expect(JSON.stringify(journal.records[4]?.data['result'])).toBe(JSON.stringify(result));
    expect(await verified(setup)).toMatchObject({ failures: [], records: 5 });
  });
});

describe('creating a journal', () => {
  it('refuses where one is', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    await (await begun(realDoors, setup)).close();

    await expect(createJournal(realDoors, setup)).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: expect.stringContaining('holds a journal already'),
    });
    await (await openJournal(realDoors, setup)).close();
  });

  it('begins with run.started, signed by the key at hand', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    const other = await signingKey(realDoors, temporaryDirectory(), 'other');
    const journal = await createJournal(realDoors, setup);

    await expect(journal.append(event('note.added', { text: 'x' }))).rejects.toMatchObject({
      code: 'BUG',
    });
    await expect(journal.append(started(other))).rejects.toMatchObject({ code: 'BUG' });
    expect(existsSync(join(setup.directory, 'journal.jsonl'))).toBe(false);
    await journal.append(started(setup.key));
    await journal.close();
  });
});

describe('opening a journal', () => {
  const cases: [string, (text: string) => string, RegExp][] = [
    ['a letter changed', (text) => text.replace('"text":"n3"', '"text":"m3"'), /record 3: /],
    [
      'a blank added',
      (text) => text.replace('"text":"n3"', '"text": "n3"'),
      /record 3: not written/,
    ],
    ['a line dropped', (text) => without(text, 3), /record 3 is missing/],
    ['a line repeated', (text) => repeated(text, 3), /record 4 is missing: record 3 stands/],
    ['its last line dropped', (text) => without(text, 5), /record 5 is missing: checkpoints\/6/],
    [
      'a checkpointed line torn',
      (text) => text.slice(0, -5),
      /record 5 is missing: checkpoints\/6/,
    ],
    ['its last letter changed', (text) => text.replace('n5', 'm5'), /record 5 or one before it/],
    ['nothing in it', () => '', /holds no whole record/],
    ['only a torn line', (text) => text.slice(0, 40), /holds no whole record/],
    ['other bytes', () => '\u0000\n', /record 0: not JSON/],
  ];
  it.each(cases)('with %s is refused, and nothing is touched', async (_, change, message) => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    const journal = await begun(realDoors, setup);
    for (const text of ['n1', 'n2', 'n3', 'n4', 'n5'])
      await journal.append(event('note.added', { text }));
    await journal.close();
    const path = join(setup.directory, 'journal.jsonl');
    const changed = change(readFileSync(path, 'utf8'));
    writeFileSync(path, changed);

    await expect(openJournal(realDoors, setup)).rejects.toMatchObject({
      code: 'JOURNAL_BROKEN',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('journal verify'),
    });
    expect(readFileSync(path, 'utf8')).toBe(changed);
    expect(existsSync(join(setup.directory, 'journal.lock'))).toBe(false);
  });

  it('is refused where it is not, for another run, and with another key', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    const broken = { code: 'JOURNAL_BROKEN' };
    await expect(openJournal(realDoors, setup)).rejects.toMatchObject(broken);
    expect(existsSync(setup.directory)).toBe(false);
    await (await begun(realDoors, setup)).close();
    const key = await signingKey(realDoors, temporaryDirectory(), 'firebreak-box');

    await expect(openJournal(realDoors, { ...setup, run: 'run-2' })).rejects.toMatchObject(broken);
    await expect(openJournal(realDoors, { ...setup, key })).rejects.toMatchObject({
      ...broken,
      message: expect.stringContaining('the key here is'),
    });
  });

  it('reads without the lock what another writes, torn or not', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    const journal = await begun(realDoors, setup);

    expect(await readJournal(realDoors, setup.directory)).toMatchObject({ torn: null });
    await journal.close();
    const path = join(setup.directory, 'journal.jsonl');
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"v":1`);
    const { records, torn } = await readJournal(realDoors, setup.directory);
    expect(records).toHaveLength(1);
    expect(Buffer.from(torn ?? []).toString()).toBe('{"v":1');
  });
});

function nested(levels: number): never {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value as never;
}

function without(text: string, index: number): string {
  return text
    .split('\n')
    .filter((_, at) => at !== index)
    .join('\n');
}

function repeated(text: string, index: number): string {
  const lines = text.split('\n');
  return lines.toSpliced(index, 0, lines[index] ?? '').join('\n');
}

/** Doors that say what is appended, whether it waits for the disk, and when a checkpoint is written. */
function watching(said: string[]): Doors {
  const { files } = realDoors;
  return {
    ...realDoors,
    files: {
      ...files,
      async openForAppend(path) {
        const file = await files.openForAppend(path);
        return {
          ...file,
          async append(bytes, synced) {
            const { type } = JSON.parse(Buffer.from(bytes).toString('utf8') || '{"type":""}');
            said.push(`${type}${synced ? ' synced' : ''}`);
            await file.append(bytes, synced);
          },
        };
      },
      async writeNewFile(path, content, mode) {
        if (path.endsWith('.note')) said.push('checkpoint');
        return await files.writeNewFile(path, content, mode);
      },
    },
  };
}
