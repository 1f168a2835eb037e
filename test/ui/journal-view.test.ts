import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../src/journal/record.ts';
import { EventType } from '../../src/journal/vocabulary.ts';
import { recordWords } from '../../src/ui/journal-words.ts';
import { journalText } from '../../src/ui/journal-view.ts';
import { exportText, verificationText } from '../../src/ui/verification-view.ts';
import { ada, event } from '../support/journal.ts';

function record(
  seq: number,
  one: ReturnType<typeof event>,
  at = '2026-11-20T03:14:07.221Z',
): JournalRecord {
  const place = { v: 1 as const, run: 'run-1', seq, epoch: 1, prev: '0'.repeat(64), at };
  return { ...place, redacted: [], ...one };
}

describe('the journal for a person', () => {
  it('has a row a record, in plain words, days apart', () => {
    const digest = `sha256:${'ab'.repeat(32)}`;
    const targets = ['change', 'change', 'satisfied'].map((state, index) => ({
      name: `t${index}`,
      key: '',
      state,
      note: '',
    }));
    const text = journalText({
      run: 'run-1',
      directory: '/srv/run-1',
      total: 9,
      torn: 12,
      records: [
        record(
          3,
          event(
            'plan.made',
            { generation: 2, direction: 'do', digest, targets, policy: 'one' },
            { step: 'freeze' },
          ),
        ),
        record(
          4,
          event(
            'approval.granted',
            { digest, note: 'go\u001b[31m' },
            { step: 'freeze', actor: ada },
          ),
        ),
        record(
          5,
          event('effect.intent', { change: digest }, { step: 'freeze', target: 'acme/web' }),
          '2026-11-21T00:00:00.000Z',
        ),
      ],
    });

    expect(text.split('\n')).toEqual([
      'run run-1  3 of 9 records',
      '2026-11-20 UTC',
      '3  03:14:07  firebreak  freeze: plan 2 to act: 2 to change, 1 done already;',
      '                        abababababab',
      '4  03:14:07  ada        freeze: approved abababababab: go\\u001b[31m',
      '2026-11-21 UTC',
      '5  00:00:00  firebreak  freeze / acme/web: about to apply abababababab',
      '12 bytes without a line end follow: being written right now, or torn.',
      '',
    ]);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('has words for every type of record', () => {
    const named = { id: 'i', version: 'v' };
    const known = { missing: [], targets: [], runbook: named, incident: named };
    const said = new Proxy(known, {
      get: (all, name) => Reflect.get(all, name) ?? String(name),
    });
    const words = EventType.options.map((type) =>
      recordWords({ ...record(0, event(type)), data: said }),
    );

    for (const one of words) expect(one).not.toMatch(/undefined|\[object/);
    expect(new Set(words).size).toBeGreaterThan(EventType.options.length - 6);
  });
});

describe('a verification for a person', () => {
  it('names failures first, then what was not checked', () => {
    const failures = [{ check: 'chain', seq: 4, message: 'record 4: \u001b changed' }];
    const notChecked = [{ check: 'anchor', why: 'none' }];
    const text = verificationText({
      run: 'run-1',
      records: 9,
      verified: false,
      failures,
      notChecked,
    });

    expect(text).toBe(
      'DOES NOT VERIFY  run run-1, 9 records\n  chain        record 4: \\u001b changed\n\nNot checked\n  anchor       none\n',
    );
    expect(
      verificationText({ run: 'r', records: 1, verified: true, failures: [], notChecked: [] }),
    ).toBe('VERIFIED  run r, 1 record\n');
  });

  it('says how to check a bundle', () => {
    const text = exportText({ run: 'r', file: 'r.tgz', files: 3, size: 1200, digest: 'sha256:x' });

    expect(text).toContain('3 files, 1,200 bytes');
    expect(text).toContain('firebreak journal verify r.tgz');
  });
});
