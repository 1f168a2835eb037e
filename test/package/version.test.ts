import { describe, expect, it } from 'vitest';
import { normalPep440 } from '../../src/package/pep440.ts';
import { checkRange, checkVersion, compareVersions, inRange } from '../../src/package/version.ts';

describe('versions compare in their ecosystem’s form', () => {
  it.each([
    ['npm', 'v1.14.1', '1.14.1'],
    ['npm', '1.0.1637-dev', '1.0.1637-dev'],
    ['npm', '1.10.0', '1.10.0'],
    ['composer', 'v5.0.2', '5.0.2'],
    ['composer', 'dev-main', 'dev-main'],
    ['golang', '1.2.3', 'v1.2.3'],
    ['golang', 'v0.0.0-20260805091749-3577fc492f9c', 'v0.0.0-20260805091749-3577fc492f9c'],
    ['pypi', '1.4.1', '1.4.1'],
    ['pypi', 'v1.0.0-RC.1', '1.0.0rc1'],
    ['pypi', '2004d', '2004d'],
  ])('%s: %s is %s', (ecosystem, version, normal) => {
    expect(checkVersion(ecosystem, version)).toEqual({ ok: true, version: normal });
  });

  it.each([
    ['npm', 'latest'],
    ['npm', '1.0'],
    ['npm', '1.0.0.1'],
    ['npm', ''],
    ['pypi', 'latest'],
    ['cargo', '1.0 .0'],
    ['cargo', '__proto__'],
    ['cargo', '1'.repeat(300)],
  ])('%s: %j can be borne by no release', (ecosystem, version) => {
    expect(checkVersion(ecosystem, version).ok).toBe(false);
  });
});

it.each([
  ['1.0', '1.0'],
  ['1.0-alpha_2', '1.0a2'],
  ['1.0.beta', '1.0b0'],
  ['1.0-preview3', '1.0rc3'],
  ['1.0-1', '1.0.post1'],
  ['1.0-r4', '1.0.post4'],
  ['01.02.dev', '1.2.dev0'],
  ['2!1.0rc1.post2.dev3', '2!1.0rc1.post2.dev3'],
  ['1.0+Ubuntu-1', '1.0+ubuntu.1'],
  ['1.0.0.0', '1.0.0.0'],
  ['1.0 beta', null],
  ['one', null],
])('PEP 440 writes %j as %j', (version, normal) => {
  expect(normalPep440(version)).toBe(normal);
});

describe('ranges', () => {
  it.each([
    ['npm', '<= 1.4.0', '<=1.4.0'],
    ['npm', '>=1.0.0, < 2', '>=1.0.0 <2'],
    ['npm', '1.x', '1.x'],
    ['npm', '1.0.0 - 1.2.0', '1.0.0 - 1.2.0'],
    ['npm', '*', '*'],
    ['pypi', '>= 1.0  < 2', '>=1.0,<2'],
  ])('%s: %s is written %s', (ecosystem, range, tight) => {
    expect(checkRange(ecosystem, range)).toEqual({ ok: true, range: tight });
  });

  it.each([
    ['npm', '>=foo'],
    ['npm', ''],
    ['pypi', '>=foo'],
    ['npm', '<'.repeat(300)],
  ])('%s: %j selects nothing', (ecosystem, range) => {
    expect(checkRange(ecosystem, range).ok).toBe(false);
  });

  it('what we cannot judge is null, not false', () => {
    expect(inRange('npm', '1.4.1', '<=1.4.0')).toBe(false);
    expect(inRange('npm', '1.4.0-beta.1', '<=1.4.0')).toBe(true);
    expect(inRange('pypi', '1.4.1', '<=1.4.0')).toBe(false);
    expect(inRange('pypi', 'latest', '<=1.4.0')).toBeNull();
    expect(inRange('npm', 'latest', '<=1.4.0')).toBeNull();
    expect(inRange('pypi', '1.4.1', '*')).toBe(true);
  });
});

describe('version order', () => {
  it('goes by precedence, by numbers, and puts what is no semantic version last', () => {
    const sorted = [
      '1.2.0',
      '1.10.0',
      '1.10.0-rc.1',
      '9.0.0',
      '10.0.0',
      '1.9',
      '1.10',
      '5',
      'v0.4.9',
    ];
    expect(sorted.toReversed().toSorted(compareVersions)).toEqual([
      'v0.4.9',
      '1.2.0',
      '1.10.0-rc.1',
      '1.10.0',
      '9.0.0',
      '10.0.0',
      '1.9',
      '1.10',
      '5',
    ]);
  });

  it('is total: any arrangement sorts to the same', () => {
    const versions = [
      '9.0.0',
      '10.0.0',
      '5',
      '1.0.0+a',
      '1.0.0+b',
      'v1.0.0',
      '1.0.0',
      '2004d',
      '01',
      '1',
    ];
    const sorted = versions.toSorted(compareVersions);
    for (let turn = 0; turn < versions.length; turn += 1) {
      const turned = [...versions.slice(turn), ...versions.slice(0, turn)];
      expect(turned.toSorted(compareVersions)).toEqual(sorted);
      expect(turned.toReversed().toSorted(compareVersions)).toEqual(sorted);
    }
  });
});
