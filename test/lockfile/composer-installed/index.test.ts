import { describe, expect, it } from 'vitest';
import { edgesStated, log, manifest, probe, stated as all, web } from '../composer-lock/fixture.ts';
import { describeDamage } from '../damage-support.ts';
import { itIsScannedAsItIsRead } from '../scan-support.ts';
import { codes, edges, only, read, row, stated } from '../support.ts';

const path = 'vendor/composer/installed.json';

const files = { '../../composer.json': manifest };

const second = {
  packages: [log, web, { ...probe, 'install-path': '../acme/probe' }],
  dev: true,
  'dev-package-names': ['acme/probe'],
};

describe.each([
  ['Composer 1', second.packages],
  ['Composer 2', second],
])('installed.json of %s', (_, content) => {
  it('states what was installed, and what asks for what', () => {
    const reading = read(path, content, files);

    expect(stated(reading)).toEqual(all);
    expect(edges(reading)).toEqual(edgesStated);
    expect(reading).toMatchObject({ describes: 'installation', problems: [] });
    expect(reading.documents[0]?.covers).toEqual(['../..']);
    expect(reading.documents[0]?.graph().importers).toMatchObject([{ path: '../..' }]);
  });

  itIsScannedAsItIsRead(path, JSON.stringify(content), files);

  it('tells what is there for development alone', () => {
    const reading = read(path, content, files);

    expect(row(reading, 'acme/probe').scope).toBe('dev');
    expect(row(reading, 'acme/web').scope).toBe('prod');
  });

  it('gives the lines on which the packages are named', () => {
    const text = JSON.stringify(content, null, 4);
    const lines = read(path, text, files).documents[0]?.lines() ?? [];

    expect(lines.map((line) => text.split('\n')[line - 1]?.trim())).toEqual([
      '"name": "Acme/Log-Core",',
      '"name": "acme/web",',
      '"name": "acme/probe",',
    ]);
  });
});

describe('installed.json', () => {
  it('leaves open what is there for development where it does not say', () => {
    expect(only(read(path, second.packages), 'acme/probe')).toMatchObject({
      marks: [],
      scope: null,
    });
    expect(only(read(path, second), 'acme/probe')).toMatchObject({ marks: ['dev'], scope: 'dev' });
  });

  it('asks no composer.json what should be there: that may be newer', () => {
    const asked = { require: { 'a/newer': '^1' }, replace: manifest.replace };

    expect(read(path, second, { '../../composer.json': asked }).problems).toEqual([]);
  });

  it.each([
    ['an object without packages', {}, 'SYNTAX'],
    ['a text', '"a/b"', 'SYNTAX'],
    ['packages that are null', { packages: null }, 'SYNTAX'],
    ['packages that are a text', { packages: 'a/b' }, 'ENTRY_UNREADABLE'],
    ['an entry that is none', [1], 'ENTRY_UNREADABLE'],
    [
      'names for development that are none',
      { packages: [], 'dev-package-names': 'a/b' },
      'ENTRY_UNREADABLE',
    ],
    [
      'a name for development without an entry',
      { packages: [], 'dev-package-names': ['a/b'] },
      'REFERENCE_MISSING',
    ],
    [
      'a required package without an entry',
      [{ name: 'a/b', version: '1.0', require: { 'c/d': '*' } }],
      'REFERENCE_MISSING',
    ],
  ])('is a problem with %s', (_, content, code) => {
    expect(codes(read(path, content))).toEqual([code]);
  });

  it('is an empty installation with an empty list', () => {
    const reading = read(path, '[]');

    expect(reading.documents).toHaveLength(1);
    expect(reading.problems).toEqual([]);
  });
});

describeDamage('installed.json of Composer 1', path, JSON.stringify(second.packages), {
  companions: files,
  packages: all,
});

describeDamage(
  'installed.json of Composer 2',
  path,
  `${JSON.stringify(second, null, 1).replaceAll(/("name": "acme\/web",)\s+/g, '$1 ')}\n`,
  {
    companions: files,
    packages: all,
    conflict: { name: 'acme/web', ours: 'v2.3.1', theirs: 'v2.9.0' },
  },
);
