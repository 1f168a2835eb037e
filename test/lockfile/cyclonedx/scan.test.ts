import { describe, expect, it } from 'vitest';
import { isScanned, itIsScannedAsItIsRead, readSlowly, unhashed } from '../scan-support.ts';
import { codes, read, stated } from '../support.ts';
import { bom } from './fixture.ts';

const path = 'app.cdx.json';

describe('an SBOM in CycloneDX', () => {
  itIsScannedAsItIsRead(path, JSON.stringify(bom));
});

const library = (purl: string, more: object = {}): object => ({
  type: 'library',
  name: 'x',
  purl,
  ...more,
});

const of = (...components: object[]): string =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', components });

describe('purls', () => {
  it.each([
    'pkg:npm/x@1.0.0',
    'pkg:npm/%40s/x@1.0.0-rc.1',
    'pkg:npm/@s/x@1.0.0',
    'pkg:npm/X@1.0.0+build',
    'pkg:npm/x@v1.0.0',
    'pkg:npm/x@1.0.0?arch=x64',
    'pkg:npm/x@1.0.0?vcs_url=https://registry.example/y/-/y-2.0.0.tgz',
    'pkg:npm/x@1.0.0#sub/path',
    'pkg:NPM/x@1.0.0',
    'pkg:pypi/x-y@1.0',
    'pkg:pypi/X_y@1.0-RC1',
    'pkg:pypi/x@01.0',
    'pkg:maven/org.example/x@1.0-SNAPSHOT?type=jar',
    'pkg:golang/example.com/a/x@v1.0.0',
    'pkg:golang/example.com/a/x@1.0.0',
    'pkg:composer/A/x@v1.0',
    'pkg:deb/debian/x@1:1.0~rc1%2Bb1?arch=amd64&distro=debian-12',
    'pkg:cargo/x@1.0.0',
    'pkg:generic/x@2.36-9',
    'pkg:unheard/of/x@1',
  ])('%s has its hashes', (purl) => {
    const reading = read(path, of(library(purl)));

    expect(stated(reading)).toEqual(stated(readSlowly(path, Buffer.from(of(library(purl))))));
    expect(isScanned(reading)).toBe(!purl.includes('/y/'));
    expect(unhashed(reading)).toEqual([]);
  });

  it.each(['pkg:npm/x@latest', 'pkg:npm/x', 'pkg:npm/x@^1.0', 'npm/x@1.0.0', 'pkg:npm//x@'])(
    '%s is left to the slow way',
    (purl) => {
      expect(isScanned(read(path, of(library(purl))))).toBe(false);
    },
  );

  it.each([
    ['another version beside it', { version: '1.0.1' }],
    ['a version that is no text', { version: 1 }],
    [
      'an archive of another package',
      {
        externalReferences: [
          { type: 'distribution', url: 'https://registry.example/y/-/y-1.0.0.tgz' },
        ],
      },
    ],
    [
      'an archive of another package, written with escapes',
      {
        externalReferences: [
          { type: 'distribution', url: 'https://registry.example/y/%2d/y-1.0.0.%74gz' },
        ],
      },
    ],
    [
      'an archive of another package, by its digest',
      {
        externalReferences: [
          {
            type: 'distribution',
            url: `https://registry.example/download/y/1.0.0/${'a'.repeat(40)}`,
          },
        ],
      },
    ],
  ])('of npm with %s is left to the slow way', (_, more) => {
    expect(isScanned(read(path, of(library('pkg:npm/x@1.0.0', more))))).toBe(false);
    expect(isScanned(read(path, of(library('pkg:npm/%40s/x@1.0.0', more))))).toBe(false);
  });

  it.each(['pkg:npm/x@1.0.0', 'pkg:npm/%40s/x@1.0.0'])('%s agrees with its archive', (purl) => {
    const name = purl.includes('%40') ? '@s/x' : 'x';
    const url = `https://registry.example/${name}/-/x-1.0.0.tgz`;
    const more = { version: '1.0.0', externalReferences: [{ type: 'distribution', url }] };
    const reading = read(path, of(library(purl, more)));

    expect(isScanned(reading)).toBe(true);
    expect(stated(reading)).toEqual([`${name}@1.0.0`]);
  });
});

it('is not scanned deeper than five hundred components within each other', () => {
  const count = 600;
  const opened = Array.from(
    { length: count },
    (_, index) => `{"type":"library","name":"x","purl":"pkg:npm/x@1.0.${index}","components":[`,
  ).join('');
  const text = `{"bomFormat":"CycloneDX","specVersion":"1.5","components":[${opened}${']}'.repeat(count)}]}`;
  const reading = read(path, text);

  expect(isScanned(reading)).toBe(false);
  expect(reading.documents[0]?.packages).toHaveLength(count);
  expect(codes(reading)).toEqual([]);
});
