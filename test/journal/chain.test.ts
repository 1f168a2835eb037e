import { describe, expect, it } from 'vitest';
import { readChain } from '../../src/journal/chain.ts';
import { signingKey } from '../../src/journal/key.ts';
import { digestOf, lineOf, noLine } from '../../src/journal/line.ts';
import type { JournalRecord } from '../../src/journal/record.ts';
import { realDoors } from '../support/doors.ts';
import { event, started } from '../support/journal.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const at = '2026-11-20T03:00:00.000Z';

/** A journal whose links all hold: what each record says instead of the plain. */
async function chained(changes: readonly Partial<JournalRecord>[]): Promise<Uint8Array> {
  const key = await signingKey(realDoors, temporaryDirectory(), 'box');
  const lines: Uint8Array[] = [];
  for (const [seq, change] of changes.entries()) {
    const said = seq === 0 ? started(key) : event('note.added', { text: String(seq) });
    const last = lines.at(-1);
    const prev = last === undefined ? noLine : digestOf(last);
    const plain = { v: 1 as const, run: 'run-1', seq, epoch: 1, prev, at, redacted: [] };
    lines.push(lineOf({ ...plain, ...said, ...change }));
  }
  return Buffer.concat(lines);
}

describe('a journal whose links hold', () => {
  it.each<[string, Partial<JournalRecord>[], string[]]>([
    ['nothing else wrong', [{}, {}, { epoch: 2 }, { epoch: 2 }, { epoch: 3 }], []],
    ['an epoch that falls', [{}, { epoch: 2 }, {}], ['epochs 2']],
    ['an epoch left out', [{}, { epoch: 3 }], ['epochs 1']],
    ['a first epoch that is not 1', [{ epoch: 2 }], ['epochs 0']],
    ['another run', [{}, { run: 'run-2' }], ['run 1']],
    ['a time that goes back', [{}, { at: '2026-11-20T02:59:59.999Z' }], ['times 1']],
    ['a time in another form', [{}, { at: '2026-11-20T03:00:00Z' }], ['syntax 1']],
    ['a number left out', [{}, {}, { seq: 3 }], ['sequence 2']],
    ['one number wrong', [{}, { seq: 7 }, {}], ['sequence 1']],
    ['a number twice', [{}, {}, { seq: 1 }], ['sequence 2']],
    ['no link at the start', [{ prev: 'a'.repeat(64) }, {}], ['chain 0']],
    ['a link to nothing that is vouched for', [{}, { prev: 'a'.repeat(64) }, {}], ['chain 0']],
    ['two starts', [{}, { type: 'run.started', data: {} }], ['syntax 1']],
  ])('and %s', async (_, changes, expected) => {
    const { failures } = readChain(await chained(changes));

    expect(failures.map(({ check, seq }) => `${check} ${seq}`)).toEqual(expected);
    for (const { message, seq } of failures) expect(message).toContain(`record ${seq}`);
  });

  it('is not read where a line nests without end', () => {
    const line = Buffer.from(`${'[{"a":'.repeat(200_000)}\n`);

    expect(readChain(line).failures).toMatchObject([
      { message: 'record 0: nested deeper than 64 levels' },
    ]);
  });
});
