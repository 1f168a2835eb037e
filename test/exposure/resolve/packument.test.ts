import { describe, expect, it } from 'vitest';
import { factsOfPackument } from '../../../src/exposure/resolve/packument.ts';
import { at } from './support.ts';

const time = {
  created: '2020-01-01T00:00:00.000Z',
  modified: '2026-05-20T00:00:00.000Z',
  '1.0.0': '2020-01-01T00:00:00.000Z',
  '1.0.1': '2026-05-19T00:00:00.000Z',
};

describe('a packument', () => {
  it('tells of versions that are there, and of those that were taken down', () => {
    const facts = factsOfPackument({
      name: 'evil',
      'dist-tags': { latest: '1.0.0', odd: 7 },
      versions: { '1.0.0': { deprecated: 'no more' } },
      time,
    });

    expect(facts).toEqual({
      complete: true,
      releases: [
        { version: '1.0.0', publishedAt: at('2020-01-01'), removedAt: null, deprecated: true },
        {
          version: '1.0.1',
          publishedAt: at('2026-05-19'),
          removedAt: 'unknown',
          deprecated: false,
        },
      ],
      tags: [{ tag: 'latest', version: '1.0.0', from: at('2026-05-20'), to: null }],
    });
  });

  it('of a package that is gone says when it went', () => {
    const unpublished = { time: '2026-05-19T05:00:00.000Z', versions: ['1.0.0', '1.0.1', 3] };
    const facts = factsOfPackument({ name: 'evil', time: { ...time, unpublished } });

    expect(facts?.releases).toMatchObject([
      { version: '1.0.0', removedAt: at('2026-05-19T05:00:00Z') },
      { version: '1.0.1', removedAt: at('2026-05-19T05:00:00Z') },
    ]);
  });

  it('without times leaves open what was taken down, and what tags pointed at', () => {
    const facts = factsOfPackument({ 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': {} } });

    expect(facts).toMatchObject({ complete: false, tags: [], releases: [{ publishedAt: null }] });
  });

  it.each([
    null,
    7,
    'x',
    [],
    {},
    { versions: [] },
    { versions: null, time: 'x' },
    { time: { unpublished: 1 } },
  ])('%j is none', (document) => {
    expect(factsOfPackument(document)).toBeNull();
  });

  it.each([
    { versions: { '1.0.0': null }, time: { '1.0.0': 5 }, 'dist-tags': ['x'] },
    { versions: { '1.0.0': [] }, time: { '1.0.0': 'yesterday' }, 'dist-tags': null },
    { versions: { '1.0.0': 'x' }, time: { '1.0.0': '9'.repeat(1000) } },
    { versions: { '1.0.0': { deprecated: '' } }, time: { [`1${'0'.repeat(300)}`]: '2020-01-01' } },
  ])('%j is taken for as much as it says', (document) => {
    expect(factsOfPackument(document)?.releases).toEqual([
      { version: '1.0.0', publishedAt: null, removedAt: null, deprecated: false },
    ]);
  });

  it('has __proto__ for a version like any other', () => {
    const document: unknown = JSON.parse(
      '{"versions":{"__proto__":{},"constructor":{}},"time":{}}',
    );

    expect(factsOfPackument(document)?.releases.map(({ version }) => version)).toEqual([
      '__proto__',
      'constructor',
    ]);
  });

  it('of more versions than there can be is not whole', () => {
    const versions = Object.fromEntries(Array.from({ length: 20_001 }, (_, n) => [`1.0.${n}`, {}]));
    const facts = factsOfPackument({ versions, time: {} });

    expect(facts?.complete).toBe(false);
    expect(facts?.releases).toHaveLength(20_000);
  });
});
