import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../../src/lockfile/types.ts';
import { codes, edges, only, read, row, sha, stated } from '../../support.ts';
import { json, manifest, packages } from '../fixtures.ts';

const beside = { 'package.json': manifest };

interface Stated {
  readonly resolution: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly optionalDependencies?: unknown;
  readonly variants?: readonly string[];
}

function lock(entries: Readonly<Record<string, Stated>>): object {
  const all = Object.entries(entries).map(([key, resolution]) => [key, { resolution }]);
  return { __metadata: { version: 9 }, entries: Object.fromEntries(all) };
}

function of(resolution: string, version: string, rest: Partial<Stated> = {}): Stated {
  return { resolution, version, ...rest };
}

function readLock(entries: Readonly<Record<string, Stated>>, files = {}): Reading {
  return read('yarn.lock', lock(entries), files);
}

describe('yarn.lock in JSON', () => {
  it('states its packages, edges and importers', () => {
    const reading = read('yarn.lock', json, beside);

    expect(reading).toMatchObject({ formatVersion: '9', problems: [] });
    expect(stated(reading)).toEqual(packages);
    expect(edges(reading)).toEqual(['a -optional> z', 'a -prod> @s/b']);
    expect(row(reading, 'z')).toMatchObject({ direct: true, scope: 'optional' });
    expect(row(reading, '@s/b')).toMatchObject({ direct: true, scope: 'prod', integrity: null });
    expect(reading.documents[0]?.lines()).toEqual([6, 13, 30]);
  });

  it('does not know who asks without the manifest', () => {
    const reading = read('yarn.lock', json);

    expect(reading.documents[0]?.graph().importers).toBe('unknown');
    expect(row(reading, 'a')).toMatchObject({ direct: null, scope: 'unknown' });
  });

  it('takes the real name, commit and archive out of resolutions', () => {
    const reading = readLock({
      'odd@npm:a@^1.0.0': of('odd@npm:a@1.0.0', '1.0.0'),
      'g@u/g': of(`g@git:github:u/g#commit=${sha}`, '2.0.0'),
      'x@npm:1': of(
        'x@npm:x@1.0.0#https%3A%2F%2Fregistry.example%2Fevil%2F-%2Fevil-6.6.6.tgz',
        '1.0.0',
      ),
    });

    expect(stated(reading)).toEqual(['a@1.0.0', 'evil@6.6.6', 'g@2.0.0 git', 'x@1.0.0']);
    expect(only(reading, 'g').commit).toBe(sha);
    expect(reading.problems).toEqual([]);
  });

  it('finds what aliases and patches lead to, and asks for nothing that lies on the disk', () => {
    const dependencies = {
      odd: 'npm:a@^1.0.0',
      a: 'patch:a@npm%3A^1.0.0#./a.patch',
      f: 'file:./f',
      l: 'link:./l',
      o: 'portal:./o',
      t: './t.tgz',
    };
    const reading = readLock(
      { 'a@npm:^1.0.0': of('a@npm:1.0.0', '1.0.0') },
      { 'package.json': { dependencies } },
    );

    expect(reading.problems).toEqual([]);
    expect(reading.documents[0]?.graph().importers).toMatchObject([
      {
        dependencies: [
          { to: 0 },
          { to: 0 },
          { to: null },
          { to: null },
          { to: null },
          { to: null },
        ],
      },
    ]);
  });

  it('has variants for optional dependencies', () => {
    const reading = readLock({
      '@builtin/n@builtin:^1': of('@builtin/n@builtin:1.0.0', '1.0.0', {
        variants: ['@builtin/n-x@builtin:1.0.0'],
      }),
      '@builtin/n-x@builtin:1.0.0': of('@builtin/n-x@builtin:1.0.0', '1.0.0'),
    });

    expect(edges(reading)).toEqual(['@builtin/n -optional> @builtin/n-x']);
  });

  it('takes workspaces from the manifests, for they have no entries', () => {
    const reading = readLock(
      { 'a@npm:^1.0.0': of('a@npm:1.0.0', '1.0.0') },
      {
        'package.json': { name: 'app', workspaces: ['x'], dependencies: { x: 'workspace:*' } },
        'x/package.json': { name: 'x', version: '0.1.0', devDependencies: { a: '^1.0.0' } },
      },
    );

    expect(reading.problems).toEqual([]);
    expect(stated(reading)).toEqual(['a@1.0.0', 'x@0.1.0 workspace']);
    expect(reading.documents[0]?.covers).toEqual(['.', 'x']);
    expect(row(reading, 'x')).toMatchObject({ direct: true });
    expect(row(reading, 'a')).toMatchObject({ direct: true, scope: 'dev' });
  });

  it.each([
    ['an entry', { 'a@npm:1': of('a@npm:1.0.0', '1.0.0', { dependencies: { b: '1' } }) }, {}],
    ['an alias', { 'a@npm:1': of('a@npm:1.0.0', '1.0.0', { dependencies: { b: 'npm:c@1' } }) }, {}],
    ['a manifest', {}, { 'package.json': { dependencies: { b: '1' } } }],
  ])('reports what %s asks for and has no entry', (_, entries, files) => {
    expect(codes(readLock(entries, files))).toEqual(['REFERENCE_MISSING']);
  });

  it.each([
    ['{"a":1', ['SYNTAX', 'FORMAT_VERSION_UNSUPPORTED', 'ENTRY_UNREADABLE']],
    ['{}', ['FORMAT_VERSION_UNSUPPORTED', 'ENTRY_UNREADABLE']],
    ['{"__metadata":{"version":9},"entries":[]}', ['ENTRY_UNREADABLE']],
    ['{"__metadata":{"version":10},"entries":{}}', ['FORMAT_VERSION_UNSUPPORTED']],
    ['{"__metadata":{"version":9},"entries":{"a@npm:1":null}}', ['ENTRY_UNREADABLE']],
    [
      '{"__metadata":{"version":9},"entries":{"a@npm:1":{"resolution":{"version":"1"}}}}',
      ['ENTRY_UNREADABLE'],
    ],
    [
      '{"__metadata":{"version":9},"entries":{"a@npm:1":{"resolution":{"resolution":"a"}}}}',
      ['ENTRY_UNREADABLE'],
    ],
    ['{"__metadata":{"version":9},"entries":{},"entries":{}}', ['SYNTAX']],
    [
      '{"__metadata":{"version":9},"entries":{"a@npm:1":{"resolution":{"resolution":"evil@npm:6.6.6","resolution":"a@npm:1.0.0"}}}}',
      ['SYNTAX'],
    ],
  ])('%s is a problem', (text, expected) => {
    expect(codes(read('yarn.lock', text))).toEqual(expected);
  });

  it.each([
    { dependencies: { b: 1 } },
    { dependencies: [] as never },
    { optionalDependencies: { b: '1' } },
    { optionalDependencies: [1] },
  ])('reports an entry with %j', (rest) => {
    expect(codes(readLock({ 'a@npm:1': of('a@npm:1.0.0', '1.0.0', rest) }))).toEqual([
      'ENTRY_UNREADABLE',
    ]);
  });

  it('takes __proto__ and constructor for the names they are', () => {
    const text = JSON.stringify(
      lock({
        'constructor@npm:1': of('constructor@npm:1.0.0', '1.0.0', { dependencies: { p: '1' } }),
      }),
    ).replace('"p":"1"', '"__proto__":"1"');
    const reading = read('yarn.lock', text);

    expect(stated(reading)).toEqual(['constructor@1.0.0']);
    expect(reading.problems[0]?.message).toContain('__proto__@1');
  });
});
