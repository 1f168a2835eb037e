import { describe, expect, it } from 'vitest';
import { integrityOf, sriOf } from '../../../src/lockfile/reading/sbom-integrity.ts';
import { isRange } from '../../../src/lockfile/reading/sbom-package.ts';
import { readPurl } from '../../../src/lockfile/reading/sbom-purl.ts';
import { sha } from '../support.ts';

describe('a purl with qualifiers', () => {
  it.each([
    ['pkg:npm/x@1.0.0', 'registry', null, null],
    [
      `pkg:npm/x@1.0.0?vcs_url=git+ssh://git@git.example/x.git#${sha}`,
      'git',
      `git+ssh://git@git.example/x.git#${sha}`,
      sha,
    ],
    [
      `pkg:pypi/x@1.0?vcs_url=git%2Bhttps://git.example/x.git%40${sha}#sub/path`,
      'git',
      `git+https://git.example/x.git@${sha}#sub/path`,
      sha,
    ],
    [
      'pkg:npm/x@1.0.0?download_url=https://other.example/x.tgz',
      'tarball',
      'https://other.example/x.tgz',
      null,
    ],
    [
      'pkg:pypi/x@1.0?download_url=https://files.example/x-1.0.tar.gz#sub',
      'registry',
      'https://files.example/x-1.0.tar.gz',
      null,
    ],
    ['pkg:npm/x@1.0.0?download_url=file:x.tgz', 'file', 'file:x.tgz', null],
    [
      'pkg:npm/x@1.0.0?Repository_URL=registry.example&arch=x64',
      'registry',
      'registry.example',
      null,
    ],
    ['pkg:npm/x@1.0.0?vcs_url=%E0%A4%A', 'git', '%E0%A4%A', null],
    ['pkg:npm/x@1.0.0?vcs_url=&novalue', 'registry', null, null],
  ])('%s says where the package comes from', (purl, source, resolved, commit) => {
    expect(readPurl(purl)).toMatchObject({ name: 'x', source, resolved, commit });
  });

  it('says what the archive’s digests are', () => {
    const checksum = `sha1:${'0'.repeat(40)},md5:00,sha256:${'0'.repeat(64)},none`;

    expect(readPurl(`pkg:npm/x@1.0.0?checksum=${checksum}`)?.integrity).toEqual([
      `sha1-${'A'.repeat(27)}=`,
      `sha256-${'A'.repeat(43)}=`,
    ]);
  });

  it('is none without a type', () => {
    expect(readPurl('npm/x@1.0.0')).toBeNull();
  });
});

it.each([
  ['SHA-512', 'a'.repeat(128), true],
  ['sha512', 'A'.repeat(128), true],
  ['SHA-512', 'a'.repeat(64), false],
  ['SHA-1', 'x'.repeat(40), false],
  ['SHA3-256', 'a'.repeat(64), false],
  [1, 2, false],
])('a digest of %s is one of a registry: %s %s', (algorithm, digest, known) => {
  expect(sriOf(algorithm, digest) !== null).toBe(known);
});

it('puts the longest digest first, and each once', () => {
  expect(integrityOf(['sha1-a', 'sha512-aaaa', 'sha1-a'])).toBe('sha512-aaaa sha1-a');
  expect(integrityOf([])).toBeNull();
});

it.each([
  ['^1.0.0', true],
  ['>= 1.0, < 2', true],
  ['1.*', true],
  ['~=1.0', true],
  ['1.0 || 2.0', true],
  ['1.0.0', false],
  ['dev-topic/x', false],
  ['1:1.0~rc1-2+b1', false],
])('%s asks for several versions: %s', (version, range) => {
  expect(isRange(version)).toBe(range);
});
