import { describe, expect, it } from 'vitest';
import { parseComposerConstraint } from '../../src/package/composer-constraint.ts';
import { inComposerRange } from '../../src/package/composer-range.ts';
import {
  compareComposer,
  isComposerBranch,
  normalComposer,
  shortComposer,
} from '../../src/package/composer-version.ts';
import { checkRange, checkVersion, inRange } from '../../src/package/version.ts';

describe('the normal form', () => {
  it.each([
    ['3', '3.0.0.0'],
    ['v5.0.2', '5.0.2.0'],
    ['2.4.6.1', '2.4.6.1'],
    ['6.1-b2', '6.1.0.0-beta2'],
    ['6.1.rc.3', '6.1.0.0-RC3'],
    ['6.1.0-alpha.2.5', '6.1.0.0-alpha2.5'],
    ['6.1pl4', '6.1.0.0-patch4'],
    ['6.1.0-stable', '6.1.0.0'],
    ['6.1.0-beta2-dev', '6.1.0.0-beta2-dev'],
    ['6.1.0+build.7', '6.1.0.0'],
    ['6.1.0@beta', '6.1.0.0'],
    ['6.1.x-dev', '6.1.9999999.9999999-dev'],
    ['v7.*-dev', '7.9999999.9999999.9999999-dev'],
    ['dev-main', 'dev-main'],
    ['DEV-Topic/a b', 'dev-Topic/a b'],
    ['trunk', 'dev-trunk'],
    ['dev-main as 6.0', 'dev-main'],
    ['20240131', '20240131'],
    ['2024-01-31-p2', '2024.01.31-patch2'],
    ['007.01', '007.01.0.0'],
  ])('of %j is %s', (version, normal) => {
    expect(normalComposer(version)).toBe(normal);
  });

  it.each(['', 'v', 'latest', '6.1.0-SNAPSHOT', '1.2.3.4.5', '1.0.0 .1', 'topic-dev', '^6'])(
    '%j has none',
    (version) => {
      expect(normalComposer(version)).toBeNull();
    },
  );

  it.each([
    ['dev-main', true],
    ['6.1.9999999.9999999-dev', true],
    ['6.1.0.0-dev', false],
    ['6.1.0.0', false],
  ])('%s of a branch: %s', (normal, branch) => {
    expect(isComposerBranch(normal)).toBe(branch);
  });
});

it('orders versions as Composer does', () => {
  const sorted = [
    '1.9999998.0.0',
    '2.0.0.0-dev',
    '2.0.0.0-alpha1',
    '2.0.0.0-alpha2',
    '2.0.0.0-alpha10',
    '2.0.0.0-beta',
    '2.0.0.0-beta2-dev',
    '2.0.0.0-beta2',
    '2.0.0.0-RC1',
    '2.0.0.0',
    '2.0.0.0-patch1',
    '2.0.0.1',
    '2.0.10.0',
    '2.10.0.0',
    '20240131',
    '20240131.5',
    `${'9'.repeat(30)}.0.0.0`,
  ];

  expect(sorted.toReversed().toSorted(compareComposer)).toEqual(sorted);
  expect(compareComposer('2.01.0.0', '2.1.0.0')).toBe(0);
});

it.each([
  ['v5.0.2', '5.0.2'],
  ['5', '5.0.0'],
  ['5.0', '5.0.0'],
  ['5.0.0.0', '5.0.0'],
  ['5.0.0.1', '5.0.0.1'],
  ['5.0-beta.2', '5.0.0-beta2'],
  ['5.0.0-rc1', '5.0.0-RC1'],
  ['2.4.7-p1', '2.4.7-p1'],
  ['5.0.0+build', '5.0.0'],
  ['5.1.x-dev', '5.1.x-dev'],
  ['dev-main', 'dev-main'],
  ['20240131', '20240131'],
  ['what?', 'what?'],
])('%s is compared as %s', (version, short) => {
  expect(shortComposer(version)).toBe(short);
  expect(checkVersion('composer', version)).toEqual({ ok: true, version: short });
});

describe('a constraint', () => {
  it.each([
    ['^1.2', '1.2.0', true],
    ['^1.2', '1.2.0-beta1', true],
    ['^1.2', '1.9.9', true],
    ['^1.2', '2.0.0-alpha1', false],
    ['^0.3', '0.4.0', false],
    ['^0.0.3', '0.0.4', false],
    ['^1.2.3-RC2', '1.2.3-RC1', false],
    ['~1.2', '1.9', true],
    ['~1.2.3', '1.2.9', true],
    ['~1.2.3', '1.3.0', false],
    ['~1', '2.0', false],
    ['1.2.*', '1.2.0-dev', true],
    ['1.2.*', '1.3.0', false],
    ['0.*', '0.0.0-dev', true],
    ['1.0 - 2.0', '2.0.9', true],
    ['1.0 - 2.0.0', '2.0.1', false],
    ['1.0 - 2', '2.9', true],
    ['>=1.0,<2.0', '1.9', true],
    ['>=1.0 <2.0', '2.0.0-beta1', false],
    ['> 1.0 , != 1.5', '1.5.0', false],
    ['<>1.5', '1.6', true],
    ['<=1.5', '1.5.0', true],
    ['<2.0-beta2', '2.0.0-beta1', true],
    ['==1.5', 'v1.5.0', true],
    ['>=1.5@beta', '1.5.0-alpha1', false],
    ['>=1.5@beta', '1.5.0-beta1', true],
    ['1.5@dev', '1.5', true],
    ['^1.0 || ^3.0', '3.1', true],
    ['^1.0|^3.0', '2.1', false],
    ['*', '1.0-dev', true],
    ['@dev', '1.0', true],
    ['v*', '0.0.1', true],
    ['dev-main as 1.0', '1.0', false],
  ])('%s lets %s through: %s', (constraint, version, allowed) => {
    expect(inRange('composer', version, constraint)).toBe(allowed);
  });

  it.each([
    ['dev-main', 'dev-main', true],
    ['dev-main#0123abc', 'dev-main', true],
    ['topic-dev', 'dev-topic', true],
    ['^1.0', '1.x-dev', true],
    ['!=1.0', 'dev-main', true],
    ['dev-main', 'dev-other', null],
    ['^1.0', 'dev-main', null],
    ['>=1.0,<1.4', '1.x-dev', null],
  ])('%s says of the branch %s: %s', (constraint, branch, allowed) => {
    expect(inRange('composer', branch, constraint)).toBe(allowed);
  });

  it.each([
    ['^1.0', 'latest'],
    ['~>1.0', '1.0'],
    ['^', '1.0'],
    ['foo', '1.0'],
    ['1.0 ||', '1.0'],
    ['1.0,,2.0', '1.0'],
    [`^${'9'.repeat(20)}`, '1.0'],
    ['self.version', '1.0'],
  ])('%j with %s cannot be judged', (constraint, version) => {
    expect(inComposerRange(version, constraint)).toBeNull();
  });

  it.each([
    ['>= 1.0 , < 2.0', '>=1.0,<2.0'],
    ['>=1.0 <2.0||^3', '>=1.0,<2.0 || ^3'],
    ['^1.0 | ^2.0 || 3.*', '^1.0 || ^2.0 || 3.*'],
    ['1.0  -  2.0', '1.0 - 2.0'],
    ['*', '*'],
  ])('%j is written %s, which reads the same', (constraint, regular) => {
    expect(checkRange('composer', constraint)).toEqual({ ok: true, range: regular });
    expect(checkRange('composer', regular)).toEqual({ ok: true, range: regular });
    expect(parseComposerConstraint(regular)).toEqual(parseComposerConstraint(constraint));
  });

  it.each(['>=foo', '~>1.0', '', '1.0 as'])('%j is none', (constraint) => {
    expect(checkRange('composer', constraint).ok).toBe(false);
  });
});
