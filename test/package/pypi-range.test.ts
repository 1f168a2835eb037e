import { compare } from '@renovatebot/pep440';
import { describe, expect, it } from 'vitest';
import { comparePypiVersions } from '../../src/package/pypi-order.ts';
import { inPypiRange, normalPypiRange } from '../../src/package/pypi-range.ts';

/** Every combination of these parts, in no order. */
const versions = ['', '1!'].flatMap((epoch) =>
  ['0', '1', '1.0', '1.0.1', '1.10'].flatMap((release) =>
    ['', 'a1', 'b2', 'rc1', 'rc10'].flatMap((pre) =>
      ['', '.post1', '-2'].flatMap((post) =>
        ['', '.dev1'].flatMap((dev) =>
          ['', '+abc', '+1.2'].map((local) => `${epoch}${release}${pre}${post}${dev}${local}`),
        ),
      ),
    ),
  ),
);

describe("Python's order of versions", () => {
  it('is that of another implementation, for every pair of many', () => {
    const sample = versions.filter((_, index) => index % 7 === 0);
    const wrong = sample.flatMap((a) =>
      sample
        .filter((b) => Math.sign(comparePypiVersions(a, b)) !== Math.sign(compare(a, b)))
        .map((b) => `${a} ${b}`),
    );

    expect(sample.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  it('goes from development releases to post-releases', () => {
    const sorted = [
      '1.0.dev1',
      '1.0a1.dev1',
      '1.0a1',
      '1.0b2',
      '1.0rc1',
      '1.0',
      '1.0+abc',
      '1.0+5',
      '1.0.post1.dev1',
      '1.0.post1',
      '1.0.20260101120000123456',
      '1.0.20260101120000123457',
      '1!0.1',
    ];

    expect(sorted.toReversed().toSorted(comparePypiVersions)).toEqual(sorted);
  });

  it('has what PEP 440 does not know behind it, and trailing zeros for nothing', () => {
    expect(comparePypiVersions('2004d', '0.1')).toBeLessThan(0);
    expect(comparePypiVersions('1.0', '1.0.0')).toBe(0);
  });
});

describe('a Python range', () => {
  it.each([
    ['1.5', '>=1.0,<2.0', true],
    ['2.0', '>=1.0,<2.0', false],
    ['1.0.post1', '>1.0', true],
    ['1.0rc1', '<1.0rc2', true],
    ['1.4.5', '~=1.4.2', true],
    ['1.5.0', '~=1.4.2', false],
    ['1.9', '~=1.4', true],
    ['1', '==1.0.*', true],
    ['1.1', '==1.0.*', false],
    ['1.1', '!=1.0.*', true],
    ['1.0.0', '==1', true],
    ['1.0+cu118', '==1.0', true],
    ['1.0+cu118', '<=1.0', true],
    ['1.0+cu118', '==1.0+cu121', false],
    ['1.0', '===1.0', true],
    ['2004d', '===2004d', true],
    ['1.0', '!=1.0', false],
    ['3.1', '>=1,<2||>=3,<4', true],
    ['2.1', '>=1,<2||>=3,<4', false],
    ['1.2', '1.2', true],
    ['1.2', '>=1.0,', true],
    ['1!1.0', '<2', false],
  ])('%s in %s: %s', (version, range, expected) => {
    expect(inPypiRange(version, range)).toBe(expected);
  });

  it.each([
    ['2.0rc1', '<2.0'],
    ['2.0.dev1', '>=1.0,<2.0'],
  ])('has pre-releases in it by their order: %s in %s', (version, range) => {
    expect(inPypiRange(version, range)).toBe(true);
  });

  it.each([
    ['1.0', '>=x'],
    ['1.0', ''],
    ['1.0', '>=1.0.*'],
    ['1.0', '~=1'],
    ['1.0', '^1.0'],
    ['latest', '>=1.0'],
    ['1.0', Array.from({ length: 65 }, () => '>=1').join(',')],
  ])('nobody can say whether %s is in %j', (version, range) => {
    expect(inPypiRange(version, range)).toBeNull();
  });

  it('has one spelling', () => {
    expect(normalPypiRange(' >= 1.0 , < 2.* ')).toBeNull();
    expect(normalPypiRange(' >= 1.0 , == 2.* || 3 ')).toBe('>=1.0,==2.*||==3');
  });
});
