import { describe, expect, it } from 'vitest';
import type { IndexFindResult } from '../../src/app/index-results.ts';
import { concentrationText, findText, forgetText, statsText } from '../../src/ui/index-view.ts';

const inventory: IndexFindResult['inventory'] = {
  targets: 2,
  looks: { oldest: '2026-11-01T00:00:00.000Z', newest: '2026-11-20T00:00:00.000Z' },
  reach: { history: 1, tips: 1, unknown: 0 },
};

describe('what is found', () => {
  it('is shown with its places, and with what the answer rests on', () => {
    const evil = 'a\u001b[2J\u202e';
    const text = findText({
      inventory,
      found: [
        {
          asked: 'chalk',
          targets: 1,
          artefacts: 1,
          packages: [
            {
              purl: 'pkg:npm/chalk@5.6.1',
              ecosystem: 'npm',
              name: 'chalk',
              version: '5.6.1',
              source: 'git',
              targets: 1,
              artefacts: 1,
            },
          ],
          holdings: [
            {
              target: evil,
              place: evil,
              at: '2026-11-20T00:00:00.000Z',
              part: { key: 'k', kind: 'repository', reach: 'history' },
              artefact: { digest: 'sha256:abcdef', reader: 'npm-lock@1' },
              places: [{ path: `${evil}/package-lock.json`, refs: ['main', evil] }],
              purls: ['pkg:npm/chalk@5.6.1'],
              requests: [{ ecosystem: 'npm', name: evil, range: null, kind: 'dev' }],
            },
          ],
        },
        { asked: evil, targets: 0, artefacts: 0, packages: [], holdings: [] },
      ],
    });

    expect(['\u001b', '\u202e'].filter((sign) => text.includes(sign))).toEqual([]);
    expect(text).toContain('in 1 target, 1 artefact');
    expect(text).toContain('/package-lock.json (main, ');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('asked for as any version, without a lock');
    expect(text).toContain('not in the inventory');
    expect(text.replaceAll('\n', ' ')).toContain('knows 2 targets, looked at between 2026-11-01');
    expect(text.replaceAll('\n', ' ')).toContain('all history of 1 part, the tips alone of 1 part');
  });
});

describe('the other views', () => {
  it('say what is not known', () => {
    const stats = statsText({
      file: '/home/user/inventory.sqlite',
      ...inventory,
      parts: 2,
      partsWithProblems: 1,
      artefacts: { held: 3, unheld: 1 },
      statements: { packages: 5, requests: 0 },
      pairs: 1200,
      bytes: 2400,
      bytesPerPair: 2,
      ecosystems: [{ ecosystem: 'npm', names: 4, statements: 5 }],
    });
    const concentration = concentrationText({
      by: 'paths',
      inventory,
      weighed: { targets: 1, of: 2 },
      total: 9,
      packages: [
        {
          purl: 'pkg:npm/a',
          ecosystem: 'npm',
          name: 'a',
          repositories: 1,
          share: 0.5,
          artefacts: 3,
          versions: 2,
          paths: Number.MAX_SAFE_INTEGER,
          dominates: 4,
        },
      ],
    });
    const forgotten = forgetText({
      targets: ['acme/web'],
      artefacts: 1,
      statements: 2,
      bytes: 8192,
      left: {
        targets: 0,
        looks: { oldest: null, newest: null },
        reach: { history: 0, tips: 0, unknown: 0 },
      },
    });

    expect(stats).toContain('2,400 (2.00 a pair)');
    expect(stats).toContain('1 of them not read in full');
    expect(concentration).toContain('50.0 %');
    expect(concentration).toContain('very many');
    expect(concentration).toContain('known of 1 of 2 targets alone');
    expect(forgotten).toContain('Forgot 1 target: acme/web');
    expect(forgotten).toContain('looked at never');
  });
});
