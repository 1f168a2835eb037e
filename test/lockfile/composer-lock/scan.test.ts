import { describe, expect, it } from 'vitest';
import { isScanned, itIsScannedAsItIsRead, unhashed } from '../scan-support.ts';
import { read, stated } from '../support.ts';
import { lock, manifest } from './fixture.ts';

const files = { 'composer.json': manifest };

describe('composer.lock', () => {
  itIsScannedAsItIsRead('composer.lock', JSON.stringify(lock), files);

  it.each([
    ['3', '3.0.0'],
    ['v1.0-beta.2', '1.0.0-beta2'],
    ['dev-main', 'dev-main'],
    ['1.x-dev', '1.x-dev'],
  ])('has version %s among its hashes in the form in which versions compare', (version) => {
    const reading = read('composer.lock', { packages: [{ name: 'A/B', version }] });

    expect(isScanned(reading)).toBe(true);
    expect(stated(reading)).toEqual([`a/b@${version}`]);
    expect(unhashed(reading)).toEqual([]);
  });

  it.each([
    [
      'an archive that is another package of npm',
      { dist: { url: 'https://r.example/x/-/x-1.0.0.tgz' } },
    ],
    ['a version that is a number', { version: 1 }],
    ['a version that no release can bear', { version: '1.0 .0' }],
    ['a required package that is not there', { require: { 'c/d': '*' } }],
    ['a source that is none', { source: [] }],
  ])('is left to the slow way with %s', (_, more) => {
    const reading = read('composer.lock', { packages: [{ name: 'a/b', version: '1.0', ...more }] });

    expect(isScanned(reading)).toBe(false);
  });

  it('is left to the slow way where its composer.json cannot be read, or asks for more', () => {
    const content = { packages: [] };

    expect(isScanned(read('composer.lock', content, { 'composer.json': '{' }))).toBe(false);
    expect(
      isScanned(read('composer.lock', content, { 'composer.json': { require: { 'a/b': '*' } } })),
    ).toBe(false);
    expect(isScanned(read('composer.lock', content))).toBe(true);
  });
});
