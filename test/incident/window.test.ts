import { describe, expect, it } from 'vitest';
import {
  deriveWindow,
  FROM_RECORDS,
  isDerived,
  NOT_STATED,
  parseWindow,
} from '../../src/incident/window.ts';
import { refusal } from './support.ts';

describe('--window', () => {
  it.each([
    [
      '2026-05-19T01:39:00Z..2026-05-19T02:56:00Z',
      '2026-05-19T01:39:00.000Z',
      '2026-05-19T02:56:00.000Z',
      false,
    ],
    [
      '2026-05-19T01:39..2026-05-19T02:56:30',
      '2026-05-19T01:39:00.000Z',
      '2026-05-19T02:56:30.000Z',
      false,
    ],
    ['2026-05-19T03:39+02:00..', '2026-05-19T01:39:00.000Z', null, false],
    ['2026-05-19..2026-05-19', '2026-05-19T00:00:00.000Z', '2026-05-19T23:59:59.000Z', false],
    ['..2026-05-19T05:00Z', null, '2026-05-19T05:00:00.000Z', false],
    [
      '2026-05-19T01:39Z..~2026-05-19T05:00Z',
      '2026-05-19T01:39:00.000Z',
      '2026-05-19T05:00:00.000Z',
      true,
    ],
    ['~2026-05-19 .. ', '2026-05-19T00:00:00.000Z', null, true],
    ['2024-02-29..2024-02-29', '2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.000Z', false],
  ])('%s', (text, from, to, estimated) => {
    expect(parseWindow(text)).toEqual({ from, to, estimated, source: 'given with --window' });
  });

  it.each([
    ['2026-05-19', '--window 2026-05-19: expected FROM..TO'],
    ['a..b..c', '--window a..b..c: expected FROM..TO'],
    ['..', '--window ..: at least one of FROM and TO must be given'],
    ['2026-13-01..', '--window: FROM "2026-13-01" is not an ISO 8601 date or time'],
    ['2026-02-30..', '--window: FROM "2026-02-30" is not an ISO 8601 date or time'],
    ['2026-05-19T25:00Z..', '--window: FROM "2026-05-19T25:00Z" is not an ISO 8601 date or time'],
    ['..yesterday', '--window: TO "yesterday" is not an ISO 8601 date or time'],
    ['..~', '--window: TO is a ~ without a time'],
    ['2026-05-20..2026-05-19', '--window: FROM 2026-05-20 is after TO 2026-05-19'],
  ])('%s is refused, naming the side', (text, message) => {
    expect(refusal(() => parseWindow(text))).toBe(`ARGUMENT_INVALID: ${message}`);
  });
});

describe('a window nobody gave', () => {
  it('begins with the earliest publication and is an estimate', () => {
    const window = deriveWindow([
      { published: '2026-05-19T16:47:48.000Z' },
      { published: null },
      { published: '2026-05-19T00:00:00.000Z' },
    ]);

    expect(window).toEqual({
      from: '2026-05-19T00:00:00.000Z',
      to: null,
      estimated: true,
      source: FROM_RECORDS,
    });
    expect(isDerived(window)).toBe(true);
  });

  it('is not stated where no record has a date', () => {
    expect(deriveWindow([{ published: null }])).toEqual({
      from: null,
      to: null,
      estimated: true,
      source: NOT_STATED,
    });
    expect(isDerived(parseWindow('2026-05-19..'))).toBe(false);
  });
});
