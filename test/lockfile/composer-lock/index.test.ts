import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/lockfile/graph.ts';
import { codes, edges, only, read, row, stated } from '../support.ts';
import {
  edgesStated,
  first,
  lock,
  log,
  manifest,
  probe,
  second,
  stated as all,
  web,
} from './fixture.ts';

const files = { 'composer.json': manifest };

const of = (...packages: unknown[]): object => ({ packages, 'packages-dev': [] });

describe('composer.lock', () => {
  it('states every package of both lists, names in the form in which Composer compares them', () => {
    const reading = read('composer.lock', lock, files);

    expect(stated(reading)).toEqual(all);
    expect(reading.problems).toEqual([]);
    expect(reading.documents[0]?.covers).toEqual(['.']);
  });

  it('says where each comes from and what identifies it', () => {
    const reading = read('composer.lock', lock, files);

    expect(only(reading, 'acme/web')).toEqual({
      key: 'acme/web',
      ecosystem: 'composer',
      name: 'acme/web',
      version: 'v2.3.1',
      source: 'registry',
      resolved: 'https://registry.example/acme/web.zip',
      commit: first,
      integrity: null,
      marks: [],
      scope: 'prod',
    });
    expect(only(reading, 'acme/log-core')).toMatchObject({
      key: 'Acme/Log-Core',
      commit: second,
      integrity: `sha1-${'qqqq'.repeat(6)}qqo=`,
    });
    expect(only(reading, 'acme/probe')).toMatchObject({
      source: 'git',
      resolved: 'https://git.example/acme/probe.git',
      commit: second,
      marks: ['dev'],
      scope: 'dev',
    });
  });

  it('follows what is required, also to what replaces or provides it', () => {
    const reading = read('composer.lock', lock, files);

    expect(edges(reading)).toEqual(edgesStated);
    expect(reading.documents[0]?.graph().importers).toEqual([
      {
        path: '.',
        name: 'acme/site',
        dependencies: [
          { alias: 'acme/web', range: '^2.0', kind: 'prod', to: 1 },
          { alias: 'acme/probe', range: '~1.4', kind: 'dev', to: 2 },
        ],
      },
    ]);
    expect(row(reading, 'acme/log-core')).toMatchObject({ direct: false, scope: 'prod' });
    expect(row(reading, 'acme/probe')).toMatchObject({ direct: true, scope: 'dev' });
  });

  it('does not know what the project asks for without its composer.json', () => {
    const reading = read('composer.lock', { ...lock, packages: [log], 'packages-dev': [] });

    expect(reading.documents[0]?.graph().importers).toBe('unknown');
    expect(reading.problems).toEqual([]);
  });

  it('gives the lines on which the packages are named, in whichever order the lists stand', () => {
    const turned = { 'packages-dev': [probe], packages: [log, web] };
    const text = JSON.stringify(turned, null, 4);
    const reading = read('composer.lock', text, files);
    const lines = text.split('\n');

    expect(reading.documents[0]?.lines().map((line) => lines[line - 1]?.trim())).toEqual([
      '"name": "Acme/Log-Core",',
      '"name": "acme/web",',
      '"name": "acme/probe",',
    ]);
  });

  it('states a package twice whose archive and repository are of different commits', () => {
    const moved = { ...web, require: {}, dist: { ...web.dist, reference: second } };
    const reading = read('composer.lock', of(moved));
    const commits = reading.documents[0]?.packages.map(({ commit }) => commit);

    expect(commits).toEqual([second, first]);
    expect(reading.documents[0]?.lines()).toEqual([4, 4]);
  });

  it.each([
    ['a directory', { dist: { type: 'path', url: '../lib', reference: first } }, 'file', null],
    ['a repository that is a directory', { source: { type: 'path', url: '../lib' } }, 'file', null],
    ['an archive on the disk', { dist: { type: 'zip', url: 'a/lib.zip' } }, 'file', null],
    ['a file URL', { dist: { type: 'zip', url: 'file:///lib.zip' } }, 'file', null],
    [
      'a short reference',
      { source: { type: 'svn', url: 'https://svn.example', reference: '/trunk/@12' } },
      'git',
      null,
    ],
    ['nothing, as a metapackage', { type: 'metapackage' }, 'registry', null],
    [
      'a commit in capitals',
      { source: { type: 'git', url: 'git@git.example:a/b', reference: 'ABCDEF1234'.repeat(4) } },
      'git',
      'abcdef1234'.repeat(4),
    ],
  ])('tells %s by its shape', (_, place, source, commit) => {
    const reading = read('composer.lock', of({ name: 'a/b', version: '1.0', ...place }));

    expect(only(reading, 'a/b')).toMatchObject({ source, commit });
    expect(reading.problems).toEqual([]);
  });

  it('takes a version that is a number, and null for the list of development', () => {
    const reading = read('composer.lock', {
      packages: [{ name: 'a/b', version: 2.5 }],
      'packages-dev': null,
    });

    expect(stated(reading)).toEqual(['a/b@2.5']);
    expect(reading.problems).toEqual([]);
  });
});

describe('what a composer.lock lacks', () => {
  it.each([
    ['an entry without a name', of({ version: '1.0' }), 'ENTRY_UNREADABLE', '"packages[0]"'],
    ['an entry without a version', of({ name: 'a/b' }), 'ENTRY_UNREADABLE', '"a/b"'],
    ['an entry that is none', of('a/b'), 'ENTRY_UNREADABLE', '"packages[0]"'],
    [
      'a source that is none',
      of({ name: 'a/b', version: '1.0', source: 'git' }),
      'ENTRY_UNREADABLE',
      '"a/b source"',
    ],
    [
      'a required package without an entry',
      of({ name: 'a/b', version: '1.0', require: { php: '*', 'c/d': '^1' } }),
      'REFERENCE_MISSING',
      '"c/d"',
    ],
    [
      'a package twice',
      of({ name: 'a/b', version: '1.0' }, { name: 'A/B', version: '2.0' }),
      'ENTRY_UNREADABLE',
      '"a/b" stands twice',
    ],
    ['the list of packages', { 'packages-dev': [] }, 'ENTRY_UNREADABLE', '"packages"'],
    ['the list, which is null', { packages: null, 'packages-dev': [] }, 'ENTRY_UNREADABLE', ''],
    ['the list, which is a text', { packages: 'a/b' }, 'ENTRY_UNREADABLE', '"packages"'],
    ['everything', { name: 'x' }, 'SYNTAX', 'not a lockfile'],
    ['an object', [1], 'SYNTAX', 'not a lockfile'],
  ])('is a problem: %s', (_, content, code, message) => {
    const reading = read('composer.lock', content);

    expect(codes(reading)).toEqual([code]);
    expect(reading.problems[0]?.message).toContain(message);
  });

  it('is a problem where composer.json asks for it', () => {
    const asked = { require: { 'a/gone': '^1' }, 'require-dev': { 'a/too': '^1', 'ext-x': '*' } };
    const reading = read('composer.lock', of(), { 'composer.json': asked });

    expect(reading.problems.map(({ message }) => message)).toEqual([
      'composer.json asks for "a/gone", which has no entry',
      'composer.json asks for "a/too", which has no entry',
    ]);
    expect(reading.documents[0]?.graph().importers).toMatchObject([
      { dependencies: [{ to: null }, { to: null }] },
    ]);
  });

  it('is none where the project replaces it, provides it, or is it', () => {
    const entry = { name: 'a/b', version: '1', require: { 'c/d': '*', 'e/f': '*', 'g/h': '*' } };
    const project = { name: 'G/H', replace: { 'C/D': '*' }, provide: { 'e/f': '*' } };

    expect(read('composer.lock', of(entry), { 'composer.json': project }).problems).toEqual([]);
    expect(codes(read('composer.lock', of(entry)))).toHaveLength(3);
  });

  it('is said of a composer.json that cannot be read', () => {
    const reading = read('composer.lock', of(), { 'composer.json': '{' });

    expect(codes(reading)).toEqual(['ENTRY_UNREADABLE']);
  });

  it('shows where a key stands twice, of which one reader of JSON keeps the first and another the last', () => {
    const text = `{"packages": [{"name": "a/b", "version": "1.0",\n"version": "2.0"}],\n"packages": []}`;
    const reading = read('composer.lock', text);

    expect(reading.problems).toMatchObject([
      { code: 'ENTRY_UNREADABLE', line: 2, message: expect.stringContaining('"version"') },
      { code: 'ENTRY_UNREADABLE', line: 3, message: expect.stringContaining('"packages"') },
    ]);
  });
});

describe('a composer.lock of any content', () => {
  it('reads the members of an object in place of a list, and says so', () => {
    const reading = read('composer.lock', { packages: { x: { name: 'a/b', version: '1.0' } } });

    expect(stated(reading)).toEqual(['a/b@1.0']);
    expect(codes(reading)).toEqual(['ENTRY_UNREADABLE']);
    expect(reading.documents[0]?.lines()).toEqual([0]);
  });

  it('has __proto__ and constructor for names like any other', () => {
    const text = `{"packages": [
      {"name": "__proto__", "version": "1.0", "require": {"constructor": "*"}},
      {"name": "constructor", "version": "2.0", "require": {"__proto__": "*"}}
    ]}`;
    const reading = read('composer.lock', text);

    expect(stated(reading)).toEqual(['__proto__@1.0', 'constructor@2.0']);
    expect(edges(reading)).toEqual([
      '__proto__ -prod> constructor',
      'constructor -prod> __proto__',
    ]);
    expect(reading.problems).toEqual([]);
  });

  it('follows one name to sixteen packages at most, so that no file makes edges without end', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      name: `a/p${index}`,
      version: '1.0',
      provide: { 'v/v': '1' },
      require: { 'v/v': '1' },
    }));
    const reading = read('composer.lock', of(...many));

    expect(reading.documents[0]?.graph().edges).toHaveLength(40 * 16);
  });

  it('is classified without composer.json by its lists', () => {
    const [document] = read('composer.lock', lock).documents;
    if (document === undefined) throw new Error('no document');

    expect(classify(document).map(({ scope }) => scope)).toEqual(['prod', 'prod', 'dev']);
  });
});
