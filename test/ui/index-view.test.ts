import { describe, expect, it } from 'vitest';
import type { IndexFindResult } from '../../src/app/index-results.ts';
import { concentrationText, forgetText, statsText } from '../../src/ui/index-view.ts';

const inventory: IndexFindResult['inventory'] = {
  targets: 2,
  looks: { oldest: '2026-11-01T00:00:00.000Z', newest: '2026-11-20T00:00:00.000Z' },
  historyLooks: { oldest: '2026-11-01T00:00:00.000Z', newest: '2026-11-01T00:00:00.000Z' },
  reach: { history: 1, tips: 1, unknown: 0 },
};

describe('the views', () => {
  it('say what is not known', () => {
    const never = { oldest: null, newest: null };
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
        looks: never,
        historyLooks: never,
        reach: { history: 0, tips: 0, unknown: 0 },
      },
    });

    const empty = { targets: 0, looks: never, historyLooks: never };
    const nothing = forgetText({
      targets: [],
      artefacts: 0,
      statements: 0,
      bytes: 0,
      left: { ...empty, reach: { history: 0, tips: 0, unknown: 0 } },
    });

    expect(stats).toContain('all history of 1 part (looked at 2026-11-01 00:00Z)');
    expect(stats).toContain('2,400 (2.00 a pair)');
    expect(stats).toContain('1 of them not read in full');
    expect(concentration).toContain('50.0 %');
    expect(concentration).toContain('very many');
    expect(concentration).toContain('known of 1 of 2 targets alone');
    expect(forgotten).toContain('Forgot 1 target: acme/web');
    expect(forgotten).toContain('The inventory knows no target.');
    expect(nothing).toBe('Nothing to forget.\nThe inventory knows no target.\n');
  });

  it('rank nothing by what was never weighed', () => {
    const text = concentrationText({
      by: 'dominators',
      inventory,
      weighed: { targets: 0, of: 2 },
      total: 9,
      packages: [],
    });

    expect(text).toContain('Nothing is known of dominators yet: scan with --weigh first.');
  });
});
