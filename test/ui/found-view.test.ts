import { describe, expect, it } from 'vitest';
import type { IndexFindResult, IndexHolding } from '../../src/app/index-results.ts';
import { findText } from '../../src/ui/found-view.ts';
import { linesOf, onPage } from './support.ts';

const inventory: IndexFindResult['inventory'] = {
  targets: 2,
  looks: { oldest: '2026-11-01T00:00:00.000Z', newest: '2026-11-20T00:00:00.000Z' },
  historyLooks: { oldest: '2026-11-01T00:00:00.000Z', newest: '2026-11-20T00:00:00.000Z' },
  reach: { history: 1, tips: 1, unknown: 0 },
};

/** A version of a lockfile that holds one package. */
function holding(
  digest: string,
  place: Partial<NonNullable<IndexHolding['places']>[number]>,
): IndexHolding {
  return {
    target: 'acme/web',
    place: '/mirrors/web',
    at: '2026-11-20T21:56:58.657Z',
    part: { key: 'k', kind: 'repository', reach: 'history' },
    artefact: { digest, reader: 'npm-lock@1' },
    places: [{ path: 'package-lock.json', refs: [], ...place }],
    purls: ['pkg:npm/chalk@5.6.1'],
    requests: [],
  };
}

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
    expect(text).toContain('held by main, ');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('asked for as any version, without a lock');
    expect(text).toContain('not in the inventory');
    expect(text.replaceAll('\n', ' ')).toContain('knows 2 targets, looked at between 2026-11-01');
    expect(text.replaceAll('\n', ' ')).toContain('all history of 1 part, the tips alone of 1 part');
  });

  it('is one row for all versions of a file that hold the same', () => {
    const versions = [
      holding('sha256:a', {
        refs: ['refs/pull/34/head'],
        history: {
          commits: 3,
          first: { commit: '83bbe219e2370000', at: '2025-09-08T13:56:08.000Z' },
          last: { commit: '4b8d7c577beb0000', at: '2025-09-08T14:04:19.000Z' },
          tip: true,
        },
      }),
      holding('sha256:b', {
        refs: ['refs/pull/35/head'],
        history: {
          commits: 1,
          first: { commit: 'c5a71363fee10000', at: '2025-09-10T03:19:21.000Z' },
          last: { commit: 'c5a71363fee10000', at: '2025-09-10T03:19:21.000Z' },
          tip: true,
        },
      }),
    ];
    const found = [
      { asked: 'chalk@5.6.1', targets: 1, artefacts: 2, packages: [], holdings: versions },
    ];

    const text = onPage(140, () => findText({ inventory, found }));

    expect(linesOf(text).slice(0, 5)).toEqual([
      'chalk@5.6.1  in 1 target, 2 artefacts',
      'acme/web  as of 2026-11-20 21:56Z',
      '  pkg:npm/chalk@5.6.1  package-lock.json, 2 versions of it',
      '    held by refs/pull/34/head, refs/pull/35/head; 4 commits from 2025-09-08 13:56Z (83bbe219e237) to 2025-09-10 03:19Z (c5a71363fee1)',
      '',
    ]);
  });

  it('is told to be of the past where no tip holds it', () => {
    const at = { commit: '7c1f7aa2c8ee0000', at: null };
    const past = holding('sha256:a', { history: { commits: 1, first: at, last: at, tip: false } });
    const found = [{ asked: 'chalk', targets: 1, artefacts: 1, packages: [], holdings: [past] }];

    expect(findText({ inventory, found })).toContain(
      'held by no tip now; 1 commit of a time not stated (7c1f7aa2c8ee)',
    );
  });
});
