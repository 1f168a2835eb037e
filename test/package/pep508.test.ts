import { describe, expect, it } from 'vitest';
import { markerTruth } from '../../src/package/pep508-marker.ts';
import { parsePep508 } from '../../src/package/pep508.ts';

describe('a dependency of PEP 508', () => {
  it.each([
    ['requests', 'requests', [], null, null, null],
    ['A.b_c-d', 'A.b_c-d', [], null, null, null],
    [
      ' requests [security, tests] >= 2.8.1, == 2.8.* ; python_version < "2.7"',
      'requests',
      ['security', 'tests'],
      '>=2.8.1,==2.8.*',
      null,
      'python_version < "2.7"',
    ],
    ['name>=3,<2', 'name', [], '>=3,<2', null, null],
    ['name (>=3)', 'name', [], '>=3', null, null],
    ['name[]', 'name', [], null, null, null],
    ['name@https://foo.example/a;b', 'name', [], null, 'https://foo.example/a;b', null],
    [
      'name [fred] @ https://foo.example/a ; os_name == "nt"',
      'name',
      ['fred'],
      null,
      'https://foo.example/a',
      'os_name == "nt"',
    ],
    ['name===legacy', 'name', [], '===legacy', null, null],
  ])('%j', (text, name, extras, range, url, marker) => {
    expect(parsePep508(text)).toEqual({ name, extras, range, url, marker });
  });

  it.each([
    '',
    '-e .',
    'name-',
    'name 1.0',
    'name[',
    'name[a b]',
    'name[,]',
    'name @',
    'name>=1 @ x',
    'é',
    '__proto__',
    'a @ b c',
  ])('%j is none', (text) => {
    expect(parsePep508(text)).toBeNull();
  });

  it.each([`a${'-'.repeat(200_000)}`, `a${' '.repeat(200_000)}b`, `a[${','.repeat(100_000)}`])(
    'is read or refused in no time however long it is',
    (text) => {
      expect(parsePep508(text)).toBeNull();
    },
  );
});

describe('a marker', () => {
  const judge = (comparison: string): 'false' | 'either' =>
    comparison.includes('dependency_groups') ? 'false' : 'either';

  it.each([
    ["'dev' in dependency_groups", 'false'],
    ["python_version > '3' and 'dev' in dependency_groups", 'false'],
    ["python_version > '3' or 'dev' in dependency_groups", 'either'],
    [
      "(os_name == 'nt' or os_name == 'x') and ('a' in dependency_groups or 'b' in dependency_groups)",
      'false',
    ],
    ["'a' in dependency_groups or 'b' in dependency_groups and os_name == 'nt'", 'false'],
    ["os_name == 'nt' or 'b' in dependency_groups and os_name == 'nt'", 'either'],
    ['python_version', 'either'],
    ['', 'either'],
    ['('.repeat(100_000), 'either'],
  ])('%s', (marker, truth) => {
    expect(markerTruth(marker, judge)).toBe(truth);
  });
});
