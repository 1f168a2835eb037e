import { describe, expect, it } from 'vitest';
import { indicators, pairs, ranges, read } from '../support.ts';

describe('a line names a package', () => {
  it.each([
    ['@antv/g2@5.5.8', 'npm @antv/g2 5.5.8'],
    ['@antv/g2:5.5.8', 'npm @antv/g2 5.5.8'],
    ['npm:@antv/g2:5.5.8', 'npm @antv/g2 5.5.8'],
    ['npm:@antv/g2@5.5.8', 'npm @antv/g2 5.5.8'],
    ['pypi:durabletask:1.4.1', 'pypi durabletask 1.4.1'],
    ['durabletask==1.4.1', 'pypi durabletask 1.4.1'],
    ['crates:serde:1.0.0', 'cargo serde 1.0.0'],
    ['composer:intercom/intercom-php:5.0.2', 'composer intercom/intercom-php 5.0.2'],
    ['go:github.com/x/y:v1.0.0', 'golang github.com/x/y v1.0.0'],
    ['github.com/x/y:1.0.0', 'golang github.com/x/y v1.0.0'],
    ['maven:org.mvnpm:posthog-node:4.18.1', 'maven org.mvnpm/posthog-node 4.18.1'],
    ['pkg:npm/@antv/g2@5.5.8', 'npm @antv/g2 5.5.8'],
    ['pkg:npm/JSONStream@1.0.0', 'npm JSONStream 1.0.0'],
    ['node:18.0.0', 'npm node 18.0.0'],
    ['npm:10.0.0', 'npm npm 10.0.0'],
    ['socket.io:4.0.0', 'npm socket.io 4.0.0'],
    ['constructor@1.0.0', 'npm constructor 1.0.0'],
    ['__proto__@1.0.0', 'npm __proto__ 1.0.0'],
    ['  - `axios@1.14.1`  # bad', 'npm axios 1.14.1'],
    ['"axios@1.14.1",', 'npm axios 1.14.1'],
    ['axios@= 1.14.1', 'npm axios 1.14.1'],
    ['pre@1.0.1637-dev', 'npm pre 1.0.1637-dev'],
    ['axios@V1.14.1', 'npm axios 1.14.1'],
    ['axios@1.14.1 (malicious)', 'npm axios 1.14.1'],
    ['axios - 1.14.1', 'npm axios 1.14.1'],
    ['axios – 1.14.1', 'npm axios 1.14.1'],
    ['- @antv/g2 — 5.5.8 (removed from the registry)', 'npm @antv/g2 5.5.8'],
  ])('%s', (line, pair) => {
    const reading = read('list.txt', `# list\n${line}\n`);

    expect(pairs(reading)).toEqual([pair]);
    expect(reading.pairs[0]?.line).toBe(2);
    expect(reading.entries).toMatchObject({ total: 1, packages: 1 });
  });
});

describe('a line means more than one version', () => {
  it.each([
    ['axios', 'npm axios *', 'anyVersion'],
    ['npm:axios', 'npm axios *', 'anyVersion'],
    ['pkg:npm/axios', 'npm axios *', 'anyVersion'],
    ['maven:org.mvnpm:posthog-node', 'maven org.mvnpm/posthog-node *', 'anyVersion'],
    ['axios:*', 'npm axios *', 'wildcard'],
    ['@antv/*', 'npm @antv/* *', 'wildcard'],
    ['composer:laravel-lang/*', 'composer laravel-lang/* *', 'wildcard'],
    ['axios@<=1.4.0', 'npm axios <=1.4.0', 'wildcard'],
    ['axios@>= 1.0.0 < 2', 'npm axios >=1.0.0 <2', 'wildcard'],
    ['axios@^1.2.0', 'npm axios ^1.2.0', 'wildcard'],
    ['axios@1.x', 'npm axios 1.x', 'wildcard'],
    ['axios@≤1.4.0', 'npm axios <=1.4.0', 'wildcard'],
    ['axios ≥ 1.4.0', 'npm axios >=1.4.0', 'wildcard'],
    ['axios@1.2.0 to 1.2.9', 'npm axios >=1.2.0 <=1.2.9', 'wildcard'],
    ['axios 1.2.0 through 1.2.9', 'npm axios >=1.2.0 <=1.2.9', 'wildcard'],
    ['axios before 1.2.9', 'npm axios <1.2.9', 'wildcard'],
    ['axios: up to 1.2.9', 'npm axios <=1.2.9', 'wildcard'],
    ['axios – 1.2.0 - 1.2.9', 'npm axios 1.2.0 - 1.2.9', 'wildcard'],
    ['pypi:durabletask: 1.0 to 1.4', 'pypi durabletask >=1.0,<=1.4', 'wildcard'],
    ['pypi:durabletask:>=1.0,<2.0', 'pypi durabletask >=1.0,<2.0', 'wildcard'],
  ] as const)('%s', (line, range, kind) => {
    const reading = read('list.txt', line);

    expect(ranges(reading)).toEqual([range]);
    expect(pairs(reading)).toEqual([]);
    expect(reading.entries).toMatchObject({ total: 1, [kind]: 1 });
  });
});

describe('a line that no release can match', () => {
  it.each([
    ['@@antv/g2@5.5.8', '@@antv/g2', 'a scope begins with one @; did the list mean @antv/g2?'],
    ['@@antv/g2', '@@antv/g2', 'a scope begins with one @; did the list mean @antv/g2?'],
    ['@antv', '@antv', 'a scope without a package'],
    ['@@antv', '@@antv', 'a scope begins with one @; did the list mean @antv?'],
    ['axios@latest', 'axios@latest', 'not an exact semantic version'],
    ['axios:1.0', 'axios@1.0', 'not an exact semantic version'],
    ['axi os@1.0.0\naxios\u200b@1.0.0', 'axios\u200b', 'not an npm name'],
    ['org.mvnpm:posthog-node:4.18.1', 'org.mvnpm:posthog-node', 'not an npm name'],
    ['axios@>=foo', 'axios@>=foo', 'not a range npm knows'],
    [
      'axios@1.2.0-1.2.9',
      'axios@1.2.0-1.2.9',
      'reads as one pre-release; was a range meant? Then write >=1.2.0 <=1.2.9',
    ],
  ])('%j', (line, name, reason) => {
    const reading = read('list.txt', `${line}\ngood@1.0.0`);

    expect(pairs(reading)).toEqual(['npm good 1.0.0']);
    expect(reading.neverMatches).toMatchObject([{ name, reason }]);
    expect(reading.entries.packages).toBe(2);
  });
});

describe('a line that is not understood', () => {
  it.each([
    ['This is prose about it.', 'several words that are not a package and its version'],
    ['Note: see advisory 1.0', 'not a version after the :'],
    ['axios@', 'nothing after the @'],
    ['axios:', 'nothing after the :'],
    ['axios@1.14.1 (safe)', 'not a version after the @'],
    ['two words@1.0.0', 'white space where a package name should be'],
    ['*', 'a * in a name is understood only as a whole scope: @scope/*'],
    ['@antv/g2-*', 'a * in a name is understood only as a whole scope: @scope/*'],
    ['pkg:npm/', 'not a package URL'],
    [
      'https://blog.example/wave',
      'an address, not a package; a defanged one (hxxp, [.]) is taken as an indicator',
    ],
  ])('%j', (line, reason) => {
    const reading = read('list.txt', `good@1.0.0\n${line}\n`);

    expect(reading.notUnderstood).toEqual([{ line: 2, text: line, reason }]);
    expect(reading.entries).toMatchObject({ total: 2, packages: 1, notUnderstood: 1 });
  });

  it('is cut to 200 characters', () => {
    const reading = read('list.txt', `good@1.0.0\nprose ${'x'.repeat(500)} prose\n`);

    expect(reading.notUnderstood[0]?.text).toHaveLength(200);
  });
});

it('what cannot be a package is an indicator', () => {
  const digest = '5f'.repeat(32);
  const reading = read(
    'list.txt',
    `axios@1.14.1\n${digest}\n192.0.2.7\nhxxps://evil[.]example/x\nevil[.]example\n`,
  );

  expect(indicators(reading)).toEqual([
    'domain evil.example',
    'ip 192.0.2.7',
    `sha256 ${digest}`,
    'url https://evil.example/x',
  ]);
});

it('comments, blank lines and a heading are no entries', () => {
  const reading = read('list.txt', '# one\n\npackage\n// two\naxios@1.14.1\n\n');

  expect(reading.apart).toEqual({ headers: 1, comments: 2, blank: 2 });
  expect(reading.entries.total).toBe(1);
});

it('a package called as a heading is one where it is no heading', () => {
  expect(ranges(read('list.txt', 'axios@1.14.1\npackage\n'))).toEqual(['npm package *']);
});

it('forms may be mixed, and one pair stated twice is one pair of two entries', () => {
  const reading = read('list.txt', 'axios@1.14.1\naxios:1.14.1\npkg:npm/axios@1.14.1\n');

  expect(reading.format).toBe('text');
  expect(pairs(reading)).toEqual(['npm axios 1.14.1']);
  expect(reading.entries.packages).toBe(3);
});

it.each(['\r\n', '\r'])('line ends may be %j', (end) => {
  expect(pairs(read('list.txt', ['axios@1.14.1', 'axios@0.30.4', ''].join(end)))).toEqual([
    'npm axios 0.30.4',
    'npm axios 1.14.1',
  ]);
});
