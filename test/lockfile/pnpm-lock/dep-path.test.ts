import { describe, expect, it } from 'vitest';
import { splitKey, versionOf, withoutSuffix } from '../../../src/lockfile/pnpm-lock/dep-path.ts';

describe('the key of a snapshot', () => {
  it.each([
    ['a@1.0.0', 'a@1.0.0'],
    ['a@1.0.0(b@2.0.0)', 'a@1.0.0'],
    ['a@1.0.0(b@2.0.0(c@3.0.0))(d@4.0.0)', 'a@1.0.0'],
    ['a@1.0.0(patch_hash=0f)(b@2.0.0)', 'a@1.0.0'],
    ['a@file:dir (copy)/b(c@1.0.0)', 'a@file:dir (copy)/b'],
    ['a@1.0.0(b@2.0.0', 'a@1.0.0(b@2.0.0'],
    ['a@1.0.0b@2.0.0)', 'a@1.0.0b@2.0.0)'],
    ['a@1.0.0)(b@1.0.0)', 'a@1.0.0)(b@1.0.0)'],
    ['(a)', ''],
  ])('%s without its suffix is %s', (key, base) => {
    expect(withoutSuffix(key)).toBe(base);
  });

  it('with many parentheses takes no more than a glance', () => {
    expect(withoutSuffix(`a@1.0.0${'('.repeat(50_000)}${')'.repeat(50_000)}`)).toBe('a@1.0.0');
    expect(withoutSuffix(`a@1.0.0${'()'.repeat(50_000)}`)).toBe('a@1.0.0');
  });

  it.each([
    ['a@1.0.0', { name: 'a', reference: '1.0.0' }],
    ['@s/a@file:../a@b', { name: '@s/a', reference: 'file:../a@b' }],
    ['@s/a', null],
    ['a@', null],
    ['', null],
  ])('%s parts into name and reference', (key, parts) => {
    expect(splitKey(key)).toEqual(parts);
  });

  it.each([
    ['1.0.0-rc.1+build', '1.0.0-rc.1+build'],
    ['work:1.0.0', '1.0.0'],
    ['runtime:24.0.0', '24.0.0'],
    ['file:../a', ''],
    ['file:1.0.0.tgz', ''],
    ['https://files.example/1.0.0.tgz', ''],
    ['git@git.example:u/r', ''],
  ])('%s states the version %j', (reference, version) => {
    expect(versionOf(reference)).toBe(version);
  });
});
