import { describe, expect, it } from 'vitest';
import { indicators, pairs, ranges, read, refusal } from '../support.ts';

describe('packages', () => {
  it.each([
    ['an array of objects', '[{"name": "axios", "versions": ["1.14.1", "0.30.4"]}]'],
    ['versions in one string', '[{"package": "axios", "version": "1.14.1, 0.30.4"}]'],
    [
      'versions with their vendors',
      '{"packages": [{"name": "axios", "versions": [{"version": "1.14.1"}, {"version": "0.30.4", "sources": ["koi"]}]}]}',
    ],
    [
      'a map by version',
      '{"packages": [{"name": "axios", "versions": {"1.14.1": {}, "0.30.4": {}}}]}',
    ],
    [
      'an advisory’s package object',
      '{"data": [{"package": {"ecosystem": "npm", "name": "axios"}, "vulnerable_version": ["1.14.1", "0.30.4"]}]}',
    ],
    [
      'a key we do not know',
      '{"wave2": [{"name": "axios", "version": "1.14.1"}, {"name": "axios", "version": "0.30.4"}]}',
    ],
    ['strings under a key we do not know', '{"wave2": ["axios@1.14.1", "axios:0.30.4"]}'],
    ['a map', '{"axios": ["1.14.1", "0.30.4"]}'],
    ['a map whose key comes twice', '{"axios": ["1.14.1"], "axios": ["0.30.4"]}'],
    [
      'a map under packages',
      '{"meta": {"by": "x"}, "packages": {"axios": {"versions": ["1.14.1", "0.30.4"]}}}',
    ],
    ['an ecosystem’s name', '{"npm": {"axios": ["1.14.1", "0.30.4"]}}'],
    [
      'packages under an ecosystem’s name',
      '{"packages": {"npm": [{"name": "axios", "versions": ["1.14.1", "0.30.4"]}]}}',
    ],
    [
      'a list inside a holder',
      '{"data": {"packages": [{"name": "axios", "versions": ["1.14.1", "0.30.4"]}]}}',
    ],
    [
      'purls',
      '{"items": [{"purl": "pkg:npm/axios@1.14.1"}, {"purl": "pkg:npm/axios", "versions": ["0.30.4"]}]}',
    ],
  ])('are read from %s', (_what, content) => {
    const reading = read('list.json', content);

    expect(pairs(reading)).toEqual(['npm axios 0.30.4', 'npm axios 1.14.1']);
    expect(reading.notUnderstood).toEqual([]);
    expect(reading.notRead.filter((key) => key !== 'meta')).toEqual([]);
  });

  it('belong to the ecosystem that the item, a purl or a key around names', () => {
    const reading = read(
      'list.json',
      `{"packages": [
        {"ecosystem": "PyPI", "name": "Durable_Task", "version": "1.4.1"},
        {"ecosystem": "Hackage", "name": "aeson", "version": "2.0"},
        {"type": "malware", "name": "axios", "version": "1.14.1"},
        {"type": "pypi package", "name": "typed", "version": "1.0"},
        {"name": "pypi:prefixed", "version": "1.0"},
        {"name": "github.com/x/y", "version": "v1.0.0"}
      ], "composer": {"a/b": ["1.0.0"]}}`,
    );

    expect(pairs(reading)).toEqual([
      'composer a/b 1.0.0',
      'golang github.com/x/y v1.0.0',
      'hackage aeson 2.0',
      'npm axios 1.14.1',
      'pypi durable-task 1.4.1',
      'pypi prefixed 1.0',
      'pypi typed 1.0',
    ]);
  });

  it('may be called as ecosystems, keys and prototypes are', () => {
    const reading = read(
      'list.json',
      '{"packages": {"go": ["1.0.0"], "node": {"versions": ["2.0.0"]}, "__proto__": ["3.0.0"], "constructor": ["4.0.0"], "name": ["5.0.0"], "version": ["6.0.0"], "packages": ["7.0.0"], "iocs": ["8.0.0"]}}',
    );

    expect(pairs(reading)).toEqual([
      'npm __proto__ 3.0.0',
      'npm constructor 4.0.0',
      'npm go 1.0.0',
      'npm iocs 8.0.0',
      'npm name 5.0.0',
      'npm node 2.0.0',
      'npm packages 7.0.0',
      'npm version 6.0.0',
    ]);
  });

  it.each([
    [
      '[["evil", "1.2.3"], ["@x/bad", ["1.0.0", "1.0.1"]]]',
      ['@x/bad 1.0.0', '@x/bad 1.0.1', 'evil 1.2.3'],
    ],
    ['{"evil": {"versions": ["1.2.3"]}, "bad": {"version": "1.0.0"}}', ['bad 1.0.0', 'evil 1.2.3']],
  ])('may be said in %s', (text, stated) => {
    expect(pairs(read('list.json', text))).toEqual(stated.map((pair) => `npm ${pair}`));
  });

  it('are not taken from arrays of two that are no name and version', () => {
    const reading = read(
      'list.json',
      '["good@1.0.0", ["evil", "bad"], ["1.0.0", "1.0.1"], ["a", "b", "1.0.0"]]',
    );

    expect(pairs(reading)).toEqual(['npm good 1.0.0']);
    expect(reading.entries.notUnderstood).toBe(3);
  });

  it('keep a version that JSON gives as a number as it is written', () => {
    const reading = read(
      'list.json',
      '[{"ecosystem": "pypi", "name": "a", "versions": [1.10, 2.0]}]',
    );

    expect(pairs(reading)).toEqual(['pypi a 1.10', 'pypi a 2.0']);
  });
});

describe('entries', () => {
  const reading = read(
    'list.json',
    `{
  "version": "1.0.0",
  "acknowledgements": [{"name": "A. Person", "org": "x"}],
  "packages": [
    {"name": "axios", "versions": ["1.14.1"]},
    {"name": "any"},
    {"name": "ranged", "versions": "<=1.4.0"},
    {"name": "@@antv/g2", "versions": ["5.5.8"]},
    {"severity": "high"},
    7
  ],
  "indicators": {"domains": ["evil[.]example"]}
}`,
  );

  it('are the items of the lists', () => {
    expect(reading.entries).toEqual({
      total: 7,
      packages: 2,
      anyVersion: 1,
      wildcard: 1,
      indicator: 1,
      notUnderstood: 2,
    });
    expect(ranges(reading)).toEqual(['npm any *', 'npm ranged <=1.4.0']);
  });

  it('have lines', () => {
    expect(reading.pairs[0]?.line).toBe(5);
    expect(reading.ranges.map(({ line }) => line)).toEqual([6, 7]);
    expect(reading.neverMatches[0]?.line).toBe(8);
    expect(reading.notUnderstood).toEqual([
      { line: 9, text: '{"severity": "high"}', reason: 'an item without a package name' },
      { line: 10, text: '7', reason: 'an item without a package name' },
    ]);
    expect(reading.indicators[0]?.line).toBe(12);
  });

  it('are not looked for everywhere, and where not is said', () => {
    expect(reading.notRead).toEqual(['acknowledgements']);
  });
});

it('vendors are those of the version, else those of the package', () => {
  const content = `{"packages": [{"name": "a", "sources": ["koi", "wiz"], "versions": ["1.0.0", {"version": "1.0.1", "sources": ["osv"]}]}]}`;

  expect(
    read('list.json', content).pairs.map(({ version, vendors }) => [version, vendors]),
  ).toEqual([
    ['1.0.0', ['koi', 'wiz']],
    ['1.0.1', ['osv']],
  ]);
});

it('a block of indicators counts leaf by leaf, the keys telling the kind', () => {
  const sha1 = 'ab'.repeat(20);
  const sha256 = 'cd'.repeat(32);
  const reading = read(
    'list.json',
    `{"iocs": {
      "maliciousFiles": ["setup.js", "/tmp/x.js"],
      "maliciousWorkflows": [".github/workflows/x.yml"],
      "fileHashes": {"setup.js": {"sha1": "${sha1}", "sha256": ["${sha256}"]}},
      "byDigest": {"${'ef'.repeat(32)}": "other.js"},
      "gitHub": {"runnerName": "RUNNER"},
      "typed": [{"type": "npm package", "value": "axios@1.14.1"}, {"type": "ip", "value": "192.0.2.7"}],
      "nothing": null, "blank": ""
    }}`,
  );

  expect(indicators(reading)).toEqual([
    'file-name setup.js',
    'file-path /tmp/x.js',
    'ip 192.0.2.7',
    'other RUNNER',
    `sha1 ${sha1}`,
    `sha256 ${sha256}`,
    `sha256 ${'ef'.repeat(32)}`,
    'workflow .github/workflows/x.yml',
  ]);
  expect(reading.indicators.find(({ kind }) => kind === 'sha1')?.context).toBe(
    'fileHashes / setup.js / sha1',
  );
  expect(reading.indicators.find(({ value }) => value.startsWith('ef'))?.context).toBe('other.js');
  expect(pairs(reading)).toEqual(['npm axios 1.14.1']);
  expect(reading.entries).toMatchObject({ total: 10, packages: 1, indicator: 8, notUnderstood: 1 });
});

it('a digest is known by its shape, unless the key says commit', () => {
  const digest = 'ab'.repeat(20);
  const reading = read(
    'list.json',
    `{"iocs": {"fileHashes": ["${digest}"], "gitCommits": ["${digest}"], "sha256": ["no digest"]}}`,
  );

  expect(indicators(reading)).toEqual([`commit ${digest}`, 'other no digest', `sha1 ${digest}`]);
});

describe('JSON Lines', () => {
  const osv =
    '{"id": "MAL-1", "modified": "2026-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "npm", "name": "o"}, "versions": ["1.0.0"]}]}';
  const reading = read(
    'list.jsonl',
    [
      '{"name": "axios", "version": "1.14.1"}',
      '"foo@1.0.0"',
      '',
      '{"type": "domain", "value": "evil[.]example"}',
      '{"hello": 1}',
      '{bad',
      osv,
    ].join('\n'),
  );

  it('are one entry a line, whatever stands in it', () => {
    expect(pairs(reading)).toEqual(['npm axios 1.14.1', 'npm foo 1.0.0', 'npm o 1.0.0']);
    expect(indicators(reading)).toEqual(['domain evil.example']);
    expect(reading.entries).toMatchObject({
      total: 6,
      packages: 3,
      indicator: 1,
      notUnderstood: 2,
    });
    expect(reading.notUnderstood.map(({ line }) => line)).toEqual([5, 6]);
    expect(reading.pairs.map(({ line }) => line)).toEqual([1, 2, 7]);
  });
});

describe('hostile JSON', () => {
  it.each([
    ['deep arrays', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['deep objects', `${'{"data":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['deep indicators', `{"iocs":${'{"a":'.repeat(100_000)}"x"${'}'.repeat(100_000)}}`],
  ])('%s are refused, not followed to the end of the stack', (_what, content) => {
    expect(refusal(() => read('list.json', content))).toMatch(/^LIST_/);
  });

  it.each([
    [
      '{"packages": [{"name": "a", "version": "1.0.0"},\n',
      'line 2: not valid JSON: the JSON breaks off',
    ],
    ['{"a": ["1.0.0",]}', 'line 1: not valid JSON: not a JSON value'],
    ['{"a": ["1.0.0"]} x', 'line 1: not valid JSON: more text after the JSON value'],
    ["{'a': []}", 'line 1: not valid JSON: expected a key in double quotes'],
    ['{"a" ["1.0.0"]}', 'line 1: not valid JSON: expected : after a key'],
    ['["a\nb"]', 'line 1: not valid JSON: not a JSON value'],
    ['[01]', 'line 1: not valid JSON: expected , or ]'],
    ['{"a": ["1.0.0"]', 'line 1: not valid JSON: the JSON breaks off'],
  ])('%j is refused as a whole, with the place', (content, reason) => {
    expect(refusal(() => read('list.json', content))).toBe(
      `LIST_UNUSABLE: list.json has no usable entry (read as json): ${reason}`,
    );
  });
});
