import { describe, expect, it } from 'vitest';
import { delta } from '../../src/incident/delta.ts';
import { contestedPairs, disagreements, pairsOnlyIn } from '../../src/incident/disagreement.ts';
import { listDigest } from '../../src/incident/digest.ts';
import { mergeLists } from '../../src/incident/merge.ts';
import type { Compromised } from '../../src/incident/merge.ts';
import { read } from './support.ts';

const nothing: Compromised = { packages: [], indicators: [] };

describe('merging lists', () => {
  const a = read(
    'a.csv',
    'package,version,sources\naxios,1.14.1,"wiz, koi"\naxios,1.2.0,koi\nonly-a,1.0.0,\n',
  );
  const b = read('b.txt', 'axios:1.14.1\npypi:durabletask:1.4.1\naxios:1.10.0\nranged@<2\n');

  it('is their union, with who says what, sorted by ecosystem, name and version order', () => {
    const { packages } = mergeLists(nothing, [b, a]);

    expect(packages).toEqual([
      {
        ecosystem: 'npm',
        name: 'axios',
        versions: {
          '1.2.0': { 'a.csv': ['koi'] },
          '1.10.0': { 'b.txt': [] },
          '1.14.1': { 'a.csv': ['koi', 'wiz'], 'b.txt': [] },
        },
        ranges: {},
      },
      { ecosystem: 'npm', name: 'only-a', versions: { '1.0.0': { 'a.csv': [] } }, ranges: {} },
      { ecosystem: 'npm', name: 'ranged', versions: {}, ranges: { '<2': { 'b.txt': [] } } },
      {
        ecosystem: 'pypi',
        name: 'durabletask',
        versions: { '1.4.1': { 'b.txt': [] } },
        ranges: {},
      },
    ]);
    expect(Object.keys(packages[0]?.versions ?? {})).toEqual(['1.2.0', '1.10.0', '1.14.1']);
  });

  it('does not hang on their order, nor on whether they come at once', () => {
    const once = JSON.stringify(mergeLists(nothing, [a, b]));

    expect(JSON.stringify(mergeLists(nothing, [b, a]))).toBe(once);
    expect(JSON.stringify(mergeLists(mergeLists(nothing, [b]), [a]))).toBe(once);
    expect(JSON.stringify(mergeLists(mergeLists(nothing, [a, b]), [a]))).toBe(once);
  });

  it('joins indicators, the context not hanging on the order', () => {
    const x = read('x.csv', 'type,indicator,context\ndomain,EVIL[.]example,C2\nip,192.0.2.7,\n');
    const y = read(
      'y.csv',
      'type,indicator,context\ndomain,evil.example,A record\nip,192.0.2.7,host\n',
    );
    const merged = [
      {
        kind: 'domain',
        value: 'evil.example',
        context: 'A record',
        sources: { 'x.csv': [], 'y.csv': [] },
      },
      { kind: 'ip', value: '192.0.2.7', context: 'host', sources: { 'x.csv': [], 'y.csv': [] } },
    ];

    expect(mergeLists(nothing, [x, y]).indicators).toEqual(merged);
    expect(mergeLists(nothing, [y, x]).indicators).toEqual(merged);
  });

  it('takes names that objects are born with', () => {
    const { packages } = mergeLists(nothing, [
      read('l.txt', '__proto__@1.0.0\nconstructor@1.0.0\ntoString@1.0.0\n'),
    ]);

    expect(packages.map(({ name }) => name)).toEqual(['__proto__', 'constructor', 'toString']);
  });
});

describe('a list that shrinks', () => {
  const before = mergeLists(nothing, [
    read('a.txt', 'axios@1.14.1\nfoo@1.0.0\nbar@<2\n192.0.2.7\n'),
    read('b.txt', 'axios@1.14.1\n'),
  ]);
  const after = mergeLists(before, [read('a.txt', 'foo@1.0.1\n')]);

  it('takes its word back, and no pair vanishes with it', () => {
    expect(after.packages).toEqual([
      { ecosystem: 'npm', name: 'axios', versions: { '1.14.1': { 'b.txt': [] } }, ranges: {} },
      {
        ecosystem: 'npm',
        name: 'bar',
        versions: {},
        ranges: { '<2': { 'a.txt (retracted)': [] } },
      },
      {
        ecosystem: 'npm',
        name: 'foo',
        versions: { '1.0.0': { 'a.txt (retracted)': [] }, '1.0.1': { 'a.txt': [] } },
        ranges: {},
      },
    ]);
    expect(after.indicators[0]?.sources).toEqual({ 'a.txt (retracted)': [] });
  });

  it('is told as a delta', () => {
    expect(delta(before, after)).toEqual({
      pairs: ['pkg:npm/foo@1.0.1'],
      packages: [],
      ranges: [],
      references: [],
      indicators: [],
      retracted: ['pkg:npm/foo@1.0.0'],
    });
    expect(delta(after, mergeLists(after, [read('a.txt', 'foo@1.0.1\n')])).retracted).toEqual([]);
  });

  it('may say it again, or another list may', () => {
    expect(
      mergeLists(after, [read('a.txt', 'foo@1.0.0\n')]).packages.at(-1)?.versions['1.0.0'],
    ).toEqual({ 'a.txt': [] });
    expect(
      mergeLists(after, [read('c.txt', 'foo@1.0.0\n')]).packages.at(-1)?.versions['1.0.0'],
    ).toEqual({ 'c.txt': [] });
  });
});

it('a delta names new pairs, packages, ranges and indicators', () => {
  const before = mergeLists(nothing, [read('a.txt', 'axios@1.14.1\n')]);
  const after = mergeLists(before, [
    read('b.txt', 'axios@0.30.4\n@antv/g2@5.5.8\nfoo@<2\n192.0.2.7\n'),
  ]);

  expect(delta(before, after)).toEqual({
    pairs: ['pkg:npm/%40antv/g2@5.5.8', 'pkg:npm/axios@0.30.4'],
    packages: ['pkg:npm/%40antv/g2', 'pkg:npm/foo'],
    ranges: [{ purl: 'pkg:npm/foo', range: '<2' }],
    references: [],
    indicators: [{ kind: 'ip', value: '192.0.2.7' }],
    retracted: [],
  });
});

describe('commits of packages', () => {
  const commit = 'abcdef0123456789abcdef0123456789abcdef01';
  const list = `package,ecosystem,version,commit\nacme/web,packagist,5.0.2,${commit}\n`;

  it('are merged with who says so, kept when a list takes them back, and told as new', () => {
    const first = mergeLists(nothing, [read('a.csv', list)]);
    const second = mergeLists(first, [
      read('b.csv', list.replace('5.0.2', '5.0.3')),
      read('a.csv', 'package,ecosystem,version\nacme/web,packagist,5.0.2\n'),
    ]);

    expect(first.packages[0]?.references).toEqual({
      [commit]: { versions: ['5.0.2'], since: false, sources: { 'a.csv': [] } },
    });
    expect(second.packages[0]?.references).toEqual({
      [commit]: { versions: ['5.0.2', '5.0.3'], since: false, sources: { 'b.csv': [] } },
    });
    expect(delta(nothing, first).references).toEqual([{ purl: 'pkg:composer/acme/web', commit }]);
    expect(delta(first, second).references).toEqual([]);
    expect(listDigest(first)).not.toBe(
      listDigest(mergeLists(nothing, [read('a.csv', list.replace(commit, 'see below'))])),
    );
  });
});

describe('the digest of the list', () => {
  const a = read('a.txt', 'axios@1.14.1\nfoo@<2\n192.0.2.7\n');
  const digest = listDigest(mergeLists(nothing, [a]));

  it('is the same whoever says it, in which order', () => {
    const b = read('b.csv', 'package,version,sources\nfoo,<2,koi\naxios,1.14.1,wiz\n');
    const c = read('c.txt', '192.0.2.7\n');

    expect(listDigest(mergeLists(nothing, [c, b]))).toBe(digest);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    const { packages, indicators } = mergeLists(nothing, [a]);
    expect(listDigest({ packages: packages.toReversed(), indicators })).toBe(digest);
  });

  it.each([
    'axios@1.14.1\nfoo@<2\n',
    'axios@1.14.2\nfoo@<2\n192.0.2.7\n',
    'axios@1.14.1\nfoo@<3\n192.0.2.7\n',
    'pypi:axios@1.14.1\nfoo@<2\n192.0.2.7\n',
  ])('changes with what is said: %j', (content) => {
    expect(listDigest(mergeLists(nothing, [read('a.txt', content)]))).not.toBe(digest);
  });
});

describe('disagreements', () => {
  it('are versions that one list naming the package has and another has not', () => {
    const a = read('a.csv', 'package,version\naxios,1.14.1\naxios,0.30.4\nonly-a,1.0.0\n');
    const b = read('b.txt', 'axios@1.14.1\n');
    const c = read('c.txt', 'other@1.0.0\n');

    expect(disagreements([a, b, c])).toEqual([
      { purl: 'pkg:npm/axios@0.30.4', in: ['a.csv'], notIn: ['b.txt'] },
    ]);
    expect(pairsOnlyIn([a, b, c])).toEqual([2, 0, 1]);
  });

  it('are none where a range covers the version, and are left open where we cannot judge it', () => {
    const exact = read('a.txt', 'axios@1.14.1\naxios@3.0.0\npypi:x:1.0\n');
    const range = read('b.txt', 'axios@<2\npypi:x:<2\n');
    const every = read('c.txt', 'axios\n');

    expect(disagreements([exact, range, every])).toEqual([
      { purl: 'pkg:npm/axios@3.0.0', in: ['a.txt', 'c.txt'], notIn: ['b.txt'] },
    ]);
  });

  it('within a list are pairs that one of its vendors for that ecosystem does not state', () => {
    const reading = read(
      'm.json',
      JSON.stringify({
        packages: [
          {
            name: 'a',
            versions: [
              { version: '1.0.0', sources: ['koi', 'wiz'] },
              { version: '1.0.1', sources: ['koi'] },
            ],
          },
          { ecosystem: 'pypi', name: 'b', versions: [{ version: '1.0', sources: ['wiz'] }] },
        ],
      }),
    );

    expect(contestedPairs(reading)).toBe(1);
    expect(contestedPairs(read('a.txt', 'axios@1.14.1\n'))).toBe(0);
  });
});
