import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/lockfile/types.ts';
import { codes, only, read, row, sha, stated, tarball } from '../support.ts';

function asked(reading: Reading): string[] {
  return reading.documents
    .flatMap(({ requests }) => requests ?? [])
    .map(({ kind, name, range }) => `${kind} ${name}@${range ?? ''}`);
}

function readManifest(manifest: object): Reading {
  return read('package.json', { name: 'app', ...manifest });
}

describe('package.json', () => {
  it('asks for what its sections name', () => {
    const reading = readManifest({
      dependencies: { a: '^1.0.0', b: '*', c: '', shared: '^1.0.0' },
      optionalDependencies: { shared: '^2.0.0' },
      peerDependencies: { d: '>=1 <3', e: 'next' },
      devDependencies: { '@s/f': '1.2.3' },
      bundleDependencies: ['a'],
      peerDependenciesMeta: { d: { optional: true } },
    });

    expect(asked(reading)).toEqual([
      'prod a@^1.0.0',
      'prod b@',
      'prod c@',
      'optional shared@^2.0.0',
      'peer d@>=1 <3',
      'peer e@next',
      'dev @s/f@1.2.3',
    ]);
    expect(stated(reading)).toEqual([]);
    expect(reading.problems).toEqual([]);
  });

  it('gives the line of each request, and of each package', () => {
    const reading = read(
      'package.json',
      `{\n "dependencies": {\n  "a": "1",\n  "g": "git+https://git.example/g.git#${sha}"\n },\n "overrides": {"x":\n  {"y": "2"}}\n}`,
    );
    const [document] = reading.documents;

    expect(document?.requests?.map(({ line, name }) => [name, line])).toEqual([
      ['a', 3],
      ['y', 7],
    ]);
    expect(document?.lines()).toEqual([4]);
  });

  it.each([
    ['npm:is-odd@^3.0.0', 'is-odd', '^3.0.0'],
    ['npm:@s/odd@3', '@s/odd', '3'],
    ['npm:is-odd', 'is-odd', null],
    ['npm:@s/odd', '@s/odd', null],
    ['npm:^1.0.0', 'alias', '^1.0.0'],
    ['npm:', 'alias', null],
    ['jsr:@s/odd@^1.0.0', '@jsr/s__odd', '^1.0.0'],
    ['catalog:', 'alias', null],
    ['catalog:react18', 'alias', null],
    ['patch:odd@npm%3A^1.2.0#./odd.patch', 'odd', '^1.2.0'],
    ['patch:@s/odd@npm:1.2.0#~/odd.patch', '@s/odd', '1.2.0'],
    [' latest ', 'alias', 'latest'],
  ])('asks for %s under the real name', (spec, name, range) => {
    const reading = readManifest({ dependencies: { alias: spec } });

    expect(reading.documents[0]?.requests).toMatchObject([{ name, range, kind: 'prod' }]);
    expect(reading.documents[0]?.graph().importers).toMatchObject([
      { path: '.', name: 'app', dependencies: [{ alias: 'alias', range: spec, to: null }] },
    ]);
  });

  it.each([
    'file:../a',
    'link:../a',
    'portal:../a',
    'workspace:^',
    './a',
    '../a',
    '~/a',
    '/a',
    'git+https://git.example/u/r.git',
    'git+https://git.example/u/r.git#main',
    'u/r',
    'github:u/r#semver:^1.0.0',
  ])('asks no registry for %s', (spec) => {
    const reading = readManifest({ dependencies: { a: spec } });

    expect(asked(reading)).toEqual([]);
    expect(stated(reading)).toEqual([]);
    expect(reading.problems).toEqual([]);
  });

  it.each([
    [`git+ssh://git@git.example/u/r.git#${sha}`, { name: 'a', source: 'git', commit: sha }],
    [`github:u/r#${sha}`, { name: 'a', source: 'git', commit: sha }],
    [`u/r#${sha}`, { name: 'a', source: 'git', commit: sha }],
    [
      `https://codeload.example/u/r/tar.gz/${sha}`,
      { name: 'a', source: 'git', commit: sha, version: '' },
    ],
    [
      'https://files.example/a.tgz',
      { name: 'a', source: 'tarball', version: '', resolved: 'https://files.example/a.tgz' },
    ],
    [tarball('@s/evil', '1.2.3'), { name: '@s/evil', source: 'registry', version: '1.2.3' }],
  ])('states the package that %s is', (spec, wanted) => {
    const reading = readManifest({ devDependencies: { a: spec } });

    expect(reading.documents[0]?.packages).toMatchObject([
      { ...wanted, key: 'a', marks: ['dev'], scope: 'dev' },
    ]);
    expect(asked(reading)).toEqual([]);
    expect(row(reading, wanted.name)).toMatchObject({ direct: true, scope: 'dev' });
  });

  it('asks for what overrides and resolutions pin', () => {
    const reading = readManifest({
      dependencies: { base: '^4.0.0' },
      overrides: {
        a: '1.0.0',
        'b@^2': { '.': '2.0.1', c: 'npm:real@3.0.0' },
        '@s/d': '$base',
        e: '$absent',
        base: '$base',
      },
      resolutions: {
        f: '6.0.0',
        'parent/g': '7.0.0',
        '**/@s/h': '8.0.0',
        'parent/@s/i': '9.0.0',
        '@s/j@npm:^1.0.0/x': '10.0.0',
        'k@patch:k@npm%3A1.0.0#x': 'file:k',
      },
      pnpm: { overrides: { 'l>m': '1', 'n@>=1>o@2': '2', p: '-' }, neverBuiltDependencies: [] },
    });

    expect(asked(reading)).toEqual([
      'prod base@^4.0.0',
      'prod a@1.0.0',
      'prod b@2.0.1',
      'prod real@3.0.0',
      'prod @s/d@^4.0.0',
      'prod base@^4.0.0',
      'prod f@6.0.0',
      'prod g@7.0.0',
      'prod @s/h@8.0.0',
      'prod @s/i@9.0.0',
      'prod @s/j@10.0.0',
      'prod m@1',
      'prod o@2',
    ]);
    expect(reading.problems).toEqual([]);
  });

  it('states the commit that an override pins', () => {
    const reading = readManifest({ overrides: { a: `github:u/r#${sha}` } });

    expect(only(reading, 'a')).toMatchObject({ source: 'git', commit: sha, scope: 'prod' });
  });

  it.each([
    ['a list', []],
    ['a text', 'none'],
    ['a number', 7],
  ])('says that a section is %s', (_, section) => {
    const reading = readManifest({ dependencies: { a: '1' }, devDependencies: section });

    expect(asked(reading)).toEqual(['prod a@1']);
    expect(reading.problems).toMatchObject([{ code: 'ENTRY_UNREADABLE', line: 6 }]);
  });

  it('takes a section that is null for one that is absent', () => {
    expect(readManifest({ dependencies: null, overrides: null }).problems).toEqual([]);
  });

  it.each([
    ['dependencies', { a: 1 }],
    ['dependencies', { a: null }],
    ['dependencies', { a: { b: '1' } }],
    ['dependencies', { a: ['1'] }],
    ['dependencies', { '': '1' }],
    ['resolutions', { a: 1 }],
    ['overrides', { a: ['1'] }],
  ])('says which entry of %s it cannot read: %j', (section, entries) => {
    const reading = readManifest({ [section]: entries });

    expect(reading.problems).toMatchObject([{ code: 'ENTRY_UNREADABLE', line: 4 }]);
    expect(asked(reading)).toEqual([]);
  });

  it.each([
    ['a key', '{"dependencies":{"a":"1",\n"a":"2"}}', ['prod a@1', 'prod a@2']],
    [
      'a section',
      '{"dependencies":{"a":"1"},\n"dependencies":{"b":"2"}}',
      ['prod a@1', 'prod b@2'],
    ],
    ['an escaped key', '{"dependencies":{"a":"1",\n"\\u0061":"2"}}', ['prod a@1', 'prod a@2']],
  ])('reads both where %s stands twice, and says so', (_, text, wanted) => {
    const reading = read('package.json', text);

    expect(asked(reading)).toEqual(wanted);
    expect(reading.problems).toMatchObject([{ code: 'ENTRY_UNREADABLE', line: 2 }]);
  });

  it('keeps what stands in front of a cut', () => {
    const reading = read('package.json', '{"dependencies":{"a":"1","b":');

    expect(asked(reading)).toEqual(['prod a@1']);
    expect(codes(reading)).toEqual(['SYNTAX']);
  });

  it('has __proto__ and constructor for names like any other', () => {
    const reading = read('package.json', '{"dependencies":{"__proto__":"1","constructor":"2"}}');

    expect(asked(reading)).toEqual(['prod __proto__@1', 'prod constructor@2']);
    expect(reading.problems).toEqual([]);
  });

  it.each(['[]', 'null', '"x"', 'hello'])('that holds %s is a problem', (text) => {
    expect(codes(read('package.json', text))).toEqual(['SYNTAX']);
  });

  it('without a dependency asks for nothing', () => {
    const reading = read('package.json', '{}');

    expect(reading.documents).toHaveLength(1);
    expect(reading.problems).toEqual([]);
  });
});
