import { describe, expect, it } from 'vitest';
import { indicators, pairs, ranges, read, refusal } from '../support.ts';

interface Affected {
  package?: object;
  versions?: string[];
  ranges?: object[];
  database_specific?: object;
}

function record(affected: readonly Affected[], more: object = {}): string {
  return JSON.stringify(
    { id: 'MAL-2026-1', modified: '2026-05-20T00:00:00Z', affected, ...more },
    null,
    1,
  );
}

const npm = (name: string): object => ({ ecosystem: 'npm', name });
const events = (...list: object[]): object => ({ type: 'SEMVER', events: list });

describe('an affected item', () => {
  it.each<[string, Affected, string[], string[], string]>([
    [
      'versions',
      { package: npm('a'), versions: ['1.0.0', '1.0.1'] },
      ['npm a 1.0.0', 'npm a 1.0.1'],
      [],
      'packages',
    ],
    [
      'every version',
      { package: npm('a'), ranges: [events({ introduced: '0' })] },
      [],
      ['npm a *'],
      'anyVersion',
    ],
    [
      'a fixed range',
      { package: npm('a'), ranges: [events({ introduced: '0' }, { fixed: '1.2.0' })] },
      [],
      ['npm a <1.2.0'],
      'wildcard',
    ],
    [
      'an inclusive range',
      { package: npm('a'), ranges: [events({ introduced: '1.0.0' }, { last_affected: '1.2.0' })] },
      [],
      ['npm a >=1.0.0 <=1.2.0'],
      'wildcard',
    ],
    [
      'an open range',
      { package: npm('a'), ranges: [events({ introduced: '1.0.0' })] },
      [],
      ['npm a >=1.0.0'],
      'wildcard',
    ],
    [
      'several ranges',
      {
        package: npm('a'),
        ranges: [events({ introduced: '1.0.0' }, { fixed: '1.0.1' }, { introduced: '2.0.0' })],
      },
      [],
      ['npm a >=1.0.0 <1.0.1', 'npm a >=2.0.0'],
      'wildcard',
    ],
    [
      'a PyPI range',
      {
        package: { ecosystem: 'PyPI', name: 'A_b' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '1.0' }, { fixed: '2.0' }] }],
      },
      [],
      ['pypi a-b >=1.0,<2.0'],
      'wildcard',
    ],
    [
      'versions and every version',
      { package: npm('a'), versions: ['1.0.0'], ranges: [events({ introduced: '0' })] },
      ['npm a 1.0.0'],
      ['npm a *'],
      'packages',
    ],
    [
      'a purl alone',
      { package: { purl: 'pkg:npm/%40antv/g2' }, versions: ['5.5.8'] },
      ['npm @antv/g2 5.5.8'],
      [],
      'packages',
    ],
    [
      'an ecosystem we do not know',
      { package: { ecosystem: 'Debian:11', name: 'xz' }, versions: ['5.6.1'] },
      ['debian xz 5.6.1'],
      [],
      'packages',
    ],
    [
      'a Go version without v',
      { package: { ecosystem: 'Go', name: 'github.com/x/y' }, versions: ['1.0.0'] },
      ['golang github.com/x/y v1.0.0'],
      [],
      'packages',
    ],
  ])('with %s', (_what, affected, expectedPairs, expectedRanges, kind) => {
    const reading = read('r.json', record([affected]));

    expect(pairs(reading)).toEqual(expectedPairs);
    expect(ranges(reading)).toEqual(expectedRanges);
    expect(reading.entries).toMatchObject({ total: 1, [kind]: 1 });
  });

  it.each<[string, Affected, string]>([
    [
      'commits alone',
      { package: npm('a'), ranges: [{ type: 'GIT', events: [{ introduced: 'abc' }] }] },
      'only git commits are given, no versions',
    ],
    ['nothing', { package: npm('a') }, 'a package without versions and ranges'],
    ['no package', { versions: ['1.0.0'] }, 'affected code without a package name and ecosystem'],
  ])('with %s is not understood', (_what, affected, reason) => {
    const reading = read(
      'r.json',
      record([{ package: npm('good'), versions: ['1.0.0'] }, affected]),
    );

    expect(reading.notUnderstood).toMatchObject([{ reason }]);
    expect(reading.entries).toMatchObject({ total: 2, packages: 1, notUnderstood: 1 });
  });
});

describe('commits', () => {
  const commit = 'abcdef0123456789abcdef0123456789abcdef01';
  const git = { type: 'GIT', events: [{ introduced: commit }, { fixed: 'f'.repeat(40) }] };
  const packagist = { ecosystem: 'Packagist', name: 'acme/web' };

  it('that begin a range are the package’s, and later ones may be as well', () => {
    const {
      entries,
      pairs: none,
      references,
    } = read('r.json', record([{ package: npm('a'), ranges: [git] }]));

    expect(none).toEqual([]);
    expect(entries).toMatchObject({ total: 1, packages: 1 });
    expect(references).toMatchObject([{ name: 'a', commit, version: null, since: true }]);
  });

  it('among the indicators of a record are the package’s, and indicators all the same', () => {
    const iocs = { database_specific: { iocs: { commits: [commit], domains: ['x.example'] } } };
    const one = read('r.json', record([{ package: packagist, versions: ['5.0.2'] }], iocs));
    const two = read('r.json', record([{ package: packagist, versions: ['1.0', '2.0'] }], iocs));
    const many = read(
      'r.json',
      record(
        [
          { package: packagist, versions: ['1.0'] },
          { package: npm('a'), versions: ['1.0.0'] },
        ],
        iocs,
      ),
    );

    expect(one.references).toMatchObject([
      { name: 'acme/web', commit, version: '5.0.2', since: false },
    ]);
    expect(indicators(one)).toEqual([`commit ${commit}`, 'domain x.example']);
    expect(two.references).toMatchObject([{ commit, version: null }]);
    expect(many.references).toEqual([]);
  });
});

it('a withdrawn record states nothing', () => {
  const withdrawn = record([{ package: npm('a'), versions: ['1.0.0'] }], {
    withdrawn: '2026-06-01T00:00:00Z',
  });

  expect(refusal(() => read('r.json', withdrawn))).toContain(
    'the record was withdrawn on 2026-06-01',
  );
});

it('a record without affected items is named', () => {
  const reading = read(
    'r.json',
    `[${record([])}, ${record([{ package: npm('a'), versions: ['1.0.0'] }])}, {"x": 1}]`,
  );

  expect(reading.notUnderstood.map(({ text, reason }) => [text, reason])).toEqual([
    ['MAL-2026-1', 'a record without affected packages'],
    ['{"x": 1}', 'not an OSV record'],
  ]);
  expect(pairs(reading)).toEqual(['npm a 1.0.0']);
});

it('indicators of the record and of its items count leaf by leaf', () => {
  const digest = '5f'.repeat(32);
  const reading = read(
    'r.json',
    record(
      [
        {
          package: npm('a'),
          versions: ['1.0.0'],
          database_specific: { indicators: { urls: ['hxxp://evil[.]example/'] } },
        },
      ],
      {
        database_specific: {
          iocs: {
            domains: ['evil.example'],
            ips: ['192.0.2.7'],
            files: [{ name: 'x.js', digests: { sha256: digest } }],
          },
          other: { domains: ['not.an.indicator.example'] },
        },
      },
    ),
  );

  expect(indicators(reading)).toEqual([
    'domain evil.example',
    'file-name x.js',
    'ip 192.0.2.7',
    `sha256 ${digest}`,
    'url http://evil.example/',
  ]);
  expect(reading.entries).toMatchObject({ total: 6, packages: 1, indicator: 5 });
});

it('the feeds that a record names are the vendors of what they said', () => {
  const origins = [
    { source: 'inspector', versions: ['1.0.0'] },
    { source: 'ghsa', ranges: [events({ introduced: '0' })] },
    { source: 'partial', ranges: [events({ introduced: '0' }, { fixed: '2.0.0' })] },
  ];
  const reading = read(
    'r.json',
    record([{ package: npm('a'), versions: ['1.0.0', '1.0.1'] }], {
      database_specific: { 'malicious-packages-origins': origins },
    }),
  );

  expect(reading.pairs.map(({ version, vendors }) => [version, vendors])).toEqual([
    ['1.0.0', ['ghsa', 'inspector']],
    ['1.0.1', ['ghsa']],
  ]);
});

it('an item’s line and the earliest publication are kept', () => {
  const two = `[${record([{ package: npm('a'), versions: ['1.0.0'] }], { published: '2026-05-19T02:00:00+02:00' })},
${record([{ package: npm('b'), versions: ['1.0.0'] }], { published: '2026-05-19T12:00:00Z' })}]`;
  const reading = read('r.json', two);

  expect(reading.published).toBe('2026-05-19T00:00:00.000Z');
  expect(
    reading.pairs.map(({ name, line }) => [name, two.split('\n')[(line ?? 0) - 1]?.trim()]),
  ).toEqual([
    ['a', '{'],
    ['b', '{'],
  ]);
  expect(reading.pairs[0]?.line).toBe(5);
});
