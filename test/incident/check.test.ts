import { expect, it } from 'vitest';
import { checkLists } from '../../src/incident/check.ts';
import { refusal } from './support.ts';

const file = (path: string, text: string): Parameters<typeof checkLists>[0][number] => ({
  path,
  name: path.split('/').at(-1) ?? path,
  bytes: new TextEncoder().encode(text),
});

it('gives the account of each list, and of all together', () => {
  const result = checkLists([
    file(
      'lists/a.csv',
      'package,versions,sources\naxios,"1.14.1, 0.30.4","koi, wiz"\n@@antv/g2,1.0.0,koi\n,1.0.0,\nfoo,,koi\n',
    ),
    file('lists/b.txt', '# comment\naxios:1.14.1\npypi:durabletask:1.4.1\n192.0.2.7\n'),
  ]);

  expect(result).toEqual({
    files: [
      {
        path: 'lists/a.csv',
        name: 'a.csv',
        format: 'csv-aggregated',
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        entries: {
          total: 4,
          packages: 2,
          anyVersion: 1,
          wildcard: 0,
          indicator: 0,
          notUnderstood: 1,
        },
        apart: { headers: 1, comments: 0, blank: 0 },
        pairs: 2,
        ranges: 1,
        indicators: 0,
        contested: 0,
        onlyHere: 1,
        notUnderstood: [{ line: 4, text: ',1.0.0,', reason: 'a row without a package name' }],
        neverMatches: [
          {
            line: 3,
            name: '@@antv/g2',
            reason: 'a scope begins with one @; did the list mean @antv/g2?',
          },
        ],
        neverMatchesTotal: 1,
        notRead: [],
      },
      expect.objectContaining({
        path: 'lists/b.txt',
        format: 'name-colon-version',
        entries: {
          total: 3,
          packages: 2,
          anyVersion: 0,
          wildcard: 0,
          indicator: 1,
          notUnderstood: 0,
        },
        apart: { headers: 0, comments: 1, blank: 0 },
        pairs: 2,
        indicators: 1,
        onlyHere: 1,
      }),
    ],
    pairs: 3,
    byEcosystem: { npm: 2, pypi: 1 },
    disagreements: [{ purl: 'pkg:npm/axios@0.30.4', in: ['a.csv'], notIn: ['b.txt'] }],
  });
});

it('refuses the whole when one list cannot be used', () => {
  const lists = [file('a.txt', 'axios@1.14.1\n'), file('empty.csv', '')];

  expect(refusal(() => checkLists(lists))).toBe('LIST_EMPTY: empty.csv holds no entries');
});
