import { describe, expect, it } from 'vitest';
import { isScanned, itIsScannedAsItIsRead } from '../scan-support.ts';
import { codes, read } from '../support.ts';
import { packageOf, relation, second } from './fixture.ts';

const path = 'app.spdx.json';

describe('an SBOM in SPDX 2', () => {
  itIsScannedAsItIsRead(path, JSON.stringify(second));

  const base = { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'x' };
  const a = packageOf('a', 'a', 'pkg:npm/a@1.0.0');

  it.each([
    ['one package twice', { packages: [a, a] }],
    [
      'a project without a purl',
      { packages: [packageOf('r', 'r'), a], documentDescribes: ['SPDXRef-r'] },
    ],
    [
      'a version that is not stated',
      { packages: [{ ...a, versionInfo: 'NOASSERTION', downloadLocation: 'NONE' }] },
    ],
    [
      'another reference',
      {
        packages: [
          {
            ...a,
            externalRefs: [
              { referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a' },
              { referenceType: 'purl', referenceLocator: 'pkg:npm/a@1.0.0' },
            ],
          },
        ],
      },
    ],
    [
      'a relationship that says nothing of dependencies',
      { packages: [a], relationships: [relation('x', 'GENERATED_FROM', 'y')] },
    ],
  ])('is scanned with %s', (_, content) => {
    const reading = read(path, { ...base, ...content });

    expect(isScanned(reading)).toBe(true);
    expect(reading.problems).toEqual([]);
  });

  it.each([
    ['two packages of one identifier', { packages: [a, { ...a, versionInfo: '1.0.0' }] }],
    ['a package without a purl', { packages: [packageOf('r', 'r')] }],
    [
      'a project that another describes',
      { packages: [packageOf('r', 'r'), a], relationships: [relation('a', 'DESCRIBES', 'r')] },
    ],
    ['two purls', { packages: [packageOf('a', 'a', 'pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0')] }],
    [
      'a purl and a reference to a registry',
      {
        packages: [
          {
            ...a,
            externalRefs: [
              { referenceType: 'npm', referenceLocator: 'b@1.0.0' },
              { referenceType: 'purl', referenceLocator: 'pkg:npm/a@1.0.0' },
            ],
          },
        ],
      },
    ],
    [
      'a relationship that leads nowhere',
      { packages: [a], relationships: [relation('a', 'CONTAINS', 'gone')] },
    ],
    ['no packages', {}],
    ['a version of SPDX that is not known', { packages: [a], spdxVersion: 'SPDX-2.9' }],
  ])('is left to the slow way with %s', (_, content) => {
    expect(isScanned(read(path, { ...base, ...content }))).toBe(false);
  });

  it('is left to the slow way with one package any number of times', () => {
    const packages = Array.from({ length: 66 }, () => a);

    expect(isScanned(read(path, { ...base, packages: packages.slice(1) }))).toBe(true);
    expect(isScanned(read(path, { ...base, packages }))).toBe(false);
  });

  it('is left to the slow way with more than sixteen packages without a purl', () => {
    const many = Array.from({ length: 17 }, (_, index) => packageOf(`r${index}`, `r${index}`));
    const documentDescribes = many.map((_, index) => `SPDXRef-r${index}`);
    const reading = read(path, { ...base, packages: many, documentDescribes });

    expect(isScanned(reading)).toBe(false);
    expect(codes(reading)).toEqual([]);
  });
});
