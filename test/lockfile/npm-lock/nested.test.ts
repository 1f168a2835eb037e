import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/lockfile/types.ts';
import { codes, edges, only, read, row, sha, stated, tarball } from '../support.ts';

function readLock(
  dependencies: object,
  files = {},
  rest: object = { lockfileVersion: 1 },
): Reading {
  return read('package-lock.json', { name: 'app', ...rest, dependencies }, files);
}

describe('the nested lockfile', () => {
  it('reads every level, keyed by the path it stands for', () => {
    const reading = readLock({
      a: {
        version: '1.0.0',
        dependencies: { b: { version: '2.0.0', dependencies: { c: { version: '3.0.0' } } } },
      },
      b: { version: '1.0.0' },
    });

    expect(stated(reading)).toEqual(['a@1.0.0', 'b@1.0.0', 'b@2.0.0', 'c@3.0.0']);
    expect(only(reading, 'c').key).toBe('node_modules/a/node_modules/b/node_modules/c');
    expect(reading.formatVersion).toBe('1');
  });

  it('takes the real name of what is asked for by the URL of a registry', () => {
    const reading = readLock({
      foo: { version: tarball('evil', '1.2.3') },
      bar: { version: tarball('@s/evil', '1.2.3') },
    });

    expect(stated(reading)).toEqual(['@s/evil@1.2.3', 'evil@1.2.3']);
  });

  it('reads a lockfile that states no version', () => {
    const reading = readLock({ a: { version: '1.0.0' } }, {}, {});

    expect(reading.formatVersion).toBe('');
    expect(stated(reading)).toEqual(['a@1.0.0']);
    expect(reading.problems).toEqual([]);
  });

  it('finds what an entry requires in itself or the nearest ancestor', () => {
    const reading = readLock({
      a: {
        version: '1.0.0',
        requires: { b: '^2.0.0', c: '*' },
        dependencies: { b: { version: '2.0.0', requires: { c: '*', a: '*' } } },
      },
      b: { version: '1.0.0', requires: { absent: '*' } },
      c: { version: '1.0.0', requires: { b: '^1.0.0' } },
    });
    const [document] = reading.documents;
    const at = (index: number): string => document?.packages[index]?.key ?? '';
    const found = document?.graph().edges.map(({ from, to }) => `${at(from)} > ${at(to)}`);

    expect(found?.toSorted()).toEqual([
      'node_modules/a > node_modules/a/node_modules/b',
      'node_modules/a > node_modules/c',
      'node_modules/a/node_modules/b > node_modules/a',
      'node_modules/a/node_modules/b > node_modules/c',
      'node_modules/c > node_modules/b',
    ]);
  });

  it('takes importers from the package.json beside it, and leaves them unknown without it', () => {
    const dependencies = {
      a: { version: '1.0.0', requires: { b: '*' } },
      b: { version: '1.0.0', dev: true },
    };
    const manifest = {
      name: 'app',
      dependencies: { a: '^1.0.0' },
      devDependencies: { b: '^1.0.0' },
    };
    const alone = readLock(dependencies);
    const beside = readLock(dependencies, { 'package.json': manifest });

    expect(alone.documents[0]?.graph().importers).toBe('unknown');
    expect(row(alone, 'a')).toMatchObject({ direct: null, scope: 'prod' });
    expect(beside.documents[0]?.graph().importers).toMatchObject([
      {
        path: '.',
        name: 'app',
        dependencies: [
          { alias: 'a', range: '^1.0.0', kind: 'prod', to: 0 },
          { alias: 'b', kind: 'dev', to: 1 },
        ],
      },
    ]);
    expect(row(beside, 'b')).toMatchObject({ direct: true, scope: 'dev' });
    expect(edges(beside)).toEqual(['a -prod> b']);
  });

  it('takes a version that an entry lacks from the URL of its archive', () => {
    const reading = readLock({ a: { version: '', resolved: tarball('a', '1.2.3') } });

    expect(stated(reading)).toEqual(['a@1.2.3']);
    expect(codes(reading)).toEqual(['ENTRY_UNREADABLE']);
  });

  it('says when the package.json beside it cannot be read', () => {
    const reading = readLock({ a: { version: '1.0.0' } }, { 'package.json': '{"name":' });

    expect(codes(reading)).toEqual(['ENTRY_UNREADABLE']);
    expect(reading.documents[0]?.graph().importers).toBe('unknown');
  });

  it.each([
    ['an alias', 'npm:is-odd@3.0.1', { name: 'is-odd', version: '3.0.1', source: 'registry' }],
    [
      'a scoped alias',
      'npm:@s/odd@3.0.1',
      { name: '@s/odd', version: '3.0.1', source: 'registry' },
    ],
    [
      'a git URL',
      `git+ssh://git@git.example/u/r.git#${sha}`,
      { name: 'a', version: '', source: 'git', commit: sha },
    ],
    ['a shorthand', `github:u/r#${sha}`, { name: 'a', version: '', source: 'git', commit: sha }],
    [
      'an archive that is named like a release',
      'file:vendor/a-1.2.3.tgz',
      { name: 'a', version: '1.2.3', source: 'file', resolved: 'file:vendor/a-1.2.3.tgz' },
    ],
    [
      'an archive beside the file',
      'file:a-1.2.3.tgz',
      { name: 'a', version: '1.2.3', source: 'file', resolved: 'file:a-1.2.3.tgz' },
    ],
    [
      'an archive of another name',
      'file:vendor/b-1.2.3.tgz',
      { name: 'a', version: '', source: 'file', resolved: 'file:vendor/b-1.2.3.tgz' },
    ],
    ['a file', 'file:../a', { name: 'a', version: '', source: 'file', resolved: 'file:../a' }],
    ['a tarball', 'https://files.example/a.tgz', { name: 'a', version: '', source: 'tarball' }],
    [
      'a registry tarball',
      tarball('a', '1.2.3'),
      { name: 'a', version: '1.2.3', source: 'registry' },
    ],
    ['a version', '1.0.0-beta.1', { name: 'a', version: '1.0.0-beta.1', source: 'registry' }],
  ])('reads %s as version', (_, version, wanted) => {
    const reading = readLock({ a: { version } });

    expect(reading.documents[0]?.packages).toMatchObject([wanted]);
    expect(reading.problems).toEqual([]);
  });

  it('marks what is bundled and flagged', () => {
    const reading = readLock({ a: { version: '1.0.0', bundled: true, optional: true, dev: true } });

    expect(only(reading, 'a')).toMatchObject({
      marks: ['bundled', 'dev', 'optional'],
      scope: 'dev',
    });
  });

  it('reads the rest beside entries that are none', () => {
    const reading = readLock({
      a: 'surprise',
      b: { dependencies: { c: { version: '1.0.0' } } },
      d: { version: '1.0.0', dependencies: 7 },
    });

    expect(stated(reading)).toEqual(['c@1.0.0', 'd@1.0.0']);
    expect(codes(reading)).toEqual(['ENTRY_UNREADABLE', 'ENTRY_UNREADABLE', 'ENTRY_UNREADABLE']);
  });

  it('finds the line of each entry', () => {
    const reading = readLock({
      a: { version: '1.0.0', dependencies: { b: { version: '2.0.0' } } },
      b: { version: '1.0.0' },
    });
    const [document] = reading.documents;

    const lines = document?.packages.map(({ key }, index) => [key, document.lines()[index]]);
    expect(lines).toEqual([
      ['node_modules/a', 5],
      ['node_modules/b', 13],
      ['node_modules/a/node_modules/b', 8],
    ]);
  });

  it('stops at a depth that npm never reaches, and says so', () => {
    const levels = 3000;
    const inside = '"dependencies":{"a":{"version":"1.0.0",'.repeat(levels);
    const reading = read('package-lock.json', `{${inside}"x":1${'}}'.repeat(levels)}`);

    expect(codes(reading)).toContain('ENTRY_UNREADABLE');
    expect(stated(reading).length).toBeGreaterThan(100);
    expect(reading.documents[0]?.lines()).toHaveLength(stated(reading).length);
  });
});
