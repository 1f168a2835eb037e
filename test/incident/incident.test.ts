import { describe, expect, it } from 'vitest';
import {
  newIncident,
  pairCount,
  pairsByEcosystem,
  updateIncident,
} from '../../src/incident/incident.ts';
import { Incident } from '../../src/incident/schema.ts';
import { parseWindow } from '../../src/incident/window.ts';
import { read, refusal } from './support.ts';

const opened = new Date('2026-05-19T03:00:00Z');
const later = new Date('2026-05-19T04:00:00Z');

function osv(name: string, published: string): ReturnType<typeof read> {
  const affected = [{ package: { ecosystem: 'npm', name }, versions: ['1.0.0'] }];
  return read(
    `${name}.json`,
    JSON.stringify({ id: 'MAL-1', modified: published, published, affected }),
  );
}

describe('opening', () => {
  it('writes down what was given, and nothing that was not', () => {
    const incident = newIncident({
      id: 'antv',
      readings: [read('a.txt', 'axios@1.14.1\npypi:x:1.0\npypi:y\n')],
      now: opened,
    });

    expect(Incident.parse(incident)).toEqual(incident);
    expect(incident).toMatchObject({
      title: 'antv',
      severity: null,
      commander: null,
      openedAt: '2026-05-19T03:00:00.000Z',
      updatedAt: '2026-05-19T03:00:00.000Z',
      window: { from: null, to: null, estimated: true, source: 'not stated' },
      lists: [
        {
          name: 'a.txt',
          format: 'text',
          importedAt: '2026-05-19T03:00:00.000Z',
          entries: 3,
          pairs: 2,
          notUnderstood: 0,
          neverMatches: 0,
        },
      ],
    });
    expect(pairCount(incident)).toBe(2);
    expect(pairsByEcosystem(incident)).toEqual({ npm: 1, pypi: 1 });
  });

  it('keeps per list what was not understood and what can never match', () => {
    const list = read('a.txt', 'axios@1.14.1\nsome prose here\n@@antv/g2@5.5.8\nx@latest\n');
    const [record] = newIncident({ id: 'antv', readings: [list], now: opened }).lists;

    expect(record).toMatchObject({ entries: 4, pairs: 1, notUnderstood: 1, neverMatches: 2 });
    expect(Incident.shape.lists.safeParse([{ ...record, notUnderstood: undefined }]).success).toBe(
      false,
    );
  });

  it('takes the person’s word before the lists’', () => {
    const window = parseWindow('2026-05-19T01:39Z..');
    const incident = newIncident({
      id: 'x',
      title: 'T',
      severity: 1,
      commander: 'Ada',
      window,
      readings: [osv('a', '2026-05-18T00:00:00Z')],
      now: opened,
    });

    expect(incident).toMatchObject({ title: 'T', severity: 1, commander: 'Ada', window });
  });

  it.each([['Upper'], [''], ['../x'], ['.x'], ['a b'], ['x'.repeat(65)]])(
    'refuses the id %j',
    (id) => {
      expect(refusal(() => newIncident({ id, readings: [], now: opened }))).toMatch(
        /^ARGUMENT_INVALID: .* cannot name an incident$/,
      );
    },
  );

  it.each([0, 5, 1.5])('refuses severity %d', (severity) => {
    expect(refusal(() => newIncident({ id: 'x', severity, readings: [], now: opened }))).toMatch(
      /^ARGUMENT_INVALID: severity/,
    );
  });

  it('refuses two different lists of one name, as their words could not be told apart', () => {
    const readings = [read('a.txt', 'axios@1.14.1\n'), read('a.txt', 'foo@1.0.0\n')];

    expect(refusal(() => newIncident({ id: 'x', readings, now: opened }))).toBe(
      'ARGUMENT_INVALID: two different lists are both called a.txt',
    );
    expect(
      newIncident({
        id: 'x',
        readings: [readings[0], readings[0]].flatMap((each) => each ?? []),
        now: opened,
      }).lists,
    ).toHaveLength(1);
  });
});

describe('updating', () => {
  const first = newIncident({ id: 'x', readings: [osv('a', '2026-05-19T02:00:00Z')], now: opened });

  it('adds lists and pairs, and moves a window that was derived', () => {
    const updated = updateIncident(first, [osv('b', '2026-05-19T01:00:00Z')], later);

    expect(updated.lists.map(({ name, importedAt }) => [name, importedAt])).toEqual([
      ['a.json', '2026-05-19T03:00:00.000Z'],
      ['b.json', '2026-05-19T04:00:00.000Z'],
    ]);
    expect(pairCount(updated)).toBe(2);
    expect(updated.window.from).toBe('2026-05-19T01:00:00.000Z');
    expect([updated.openedAt, updated.updatedAt]).toEqual([
      '2026-05-19T03:00:00.000Z',
      '2026-05-19T04:00:00.000Z',
    ]);
  });

  it('leaves a window that a person gave', () => {
    const given = { ...first, window: parseWindow('2026-05-19T01:39Z..') };

    expect(updateIncident(given, [osv('b', '2026-05-18T00:00:00Z')], later).window).toEqual(
      given.window,
    );
  });

  it('with the same bytes is no newer import', () => {
    expect(updateIncident(first, [osv('a', '2026-05-19T02:00:00Z')], later).lists).toEqual(
      first.lists,
    );
  });

  it('replaces the record of a list that changed', () => {
    const updated = updateIncident(first, [osv('a', '2026-05-19T02:30:00Z')], later);

    expect(updated.lists).toHaveLength(1);
    expect(updated.lists[0]?.importedAt).toBe('2026-05-19T04:00:00.000Z');
    expect(updated.window.from).toBe('2026-05-19T02:00:00.000Z');
  });
});
