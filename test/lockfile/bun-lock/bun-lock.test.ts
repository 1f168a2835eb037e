import { describe, expect, it } from 'vitest';
import { codes, edges, integrity, only, read, row, sha, stated, tarball } from '../support.ts';

type Entries = Readonly<Record<string, readonly unknown[]>>;

const registry = (id: string, info: object = {}, url = ''): unknown[] => [id, url, info, integrity];

function lockfile(packages: Entries, project: object = {}, more: object = {}): object {
  return { lockfileVersion: 1, workspaces: { '': { name: 'app', ...project } }, ...more, packages };
}

describe('bun.lock', () => {
  it.each([0, 1, 2])('of version %i is read', (lockfileVersion) => {
    const reading = read('bun.lock', {
      ...lockfile({ a: registry('a@1.0.0') }, { dependencies: { a: '^1.0.0' } }),
      lockfileVersion,
    });

    expect(reading).toMatchObject({ formatVersion: String(lockfileVersion), problems: [] });
    expect(only(reading, 'a')).toEqual({
      key: 'a',
      ecosystem: 'npm',
      name: 'a',
      version: '1.0.0',
      source: 'registry',
      resolved: null,
      commit: null,
      integrity,
      marks: [],
      scope: null,
    });
  });

  it.each([
    ['3', 3],
    ['', undefined],
    ['1.5', 1.5],
  ])('of version %j is read as far as it is known, and said to be unknown', (stands, version) => {
    const reading = read('bun.lock', {
      ...lockfile({ a: registry('a@1.0.0') }),
      lockfileVersion: version,
    });

    expect(reading.formatVersion).toBe(stands);
    expect(codes(reading)).toEqual(['FORMAT_VERSION_UNSUPPORTED']);
    expect(stated(reading)).toEqual(['a@1.0.0']);
  });

  it.each([
    ['{}', 'SYNTAX'],
    ['[]', 'SYNTAX'],
    ['"a"', 'SYNTAX'],
  ])('is not every JSON of its name: %s', (text, code) => {
    expect(codes(read('bun.lock', text))).toEqual([code]);
  });

  it('has the real name of an alias, and of what replaces a package', () => {
    const reading = read(
      'bun.lock',
      lockfile(
        {
          b: registry('real@2.0.0'),
          'a/c': registry('@s/other@3.0.0'),
          a: registry('a@1.0.0', { dependencies: { c: 'npm:@s/other@3' } }),
        },
        { dependencies: { b: 'npm:real@^2.0.0', a: '1' } },
      ),
    );

    expect(stated(reading)).toEqual(['@s/other@3.0.0', 'a@1.0.0', 'real@2.0.0']);
    expect(edges(reading)).toEqual(['a -prod> @s/other']);
    expect(reading.problems).toEqual([]);
  });
});

describe('a place in bun.lock', () => {
  const deep = lockfile(
    {
      '@s/a': registry('@s/a@1.0.0', { dependencies: { '@t/b': '1', c: '1' } }),
      '@s/a/@t/b': registry('@t/b@1.0.0', { dependencies: { c: '1', d: '1' } }),
      '@s/a/@t/b/c': registry('c@3.0.0'),
      '@s/a/c': registry('c@2.0.0'),
      '@t/b': registry('@t/b@9.0.0'),
      c: registry('c@1.0.0'),
      d: registry('d@1.0.0', { dependencies: { c: '1' } }),
    },
    { dependencies: { '@s/a': '1', c: '1', '@t/b': '9' } },
  );

  it('is found in the nearest tree above, scopes being one name', () => {
    const reading = read('bun.lock', deep);
    const [document] = reading.documents;
    const at = (index: number): string => document?.packages[index]?.key ?? '?';

    const ways = document?.graph().edges.map(({ from, to }) => `${at(from)} > ${at(to)}`);
    expect(ways?.toSorted()).toEqual([
      '@s/a > @s/a/@t/b',
      '@s/a > @s/a/c',
      '@s/a/@t/b > @s/a/@t/b/c',
      '@s/a/@t/b > d',
      'd > c',
    ]);
    expect(reading.problems).toEqual([]);
  });

  it.each(['a//b', '/a', 'a/', '', '@s', '@s/', `${'a/'.repeat(300)}a`, 'a'.repeat(5000)])(
    'that bun cannot write is a problem, and its package is stated: %#',
    (key) => {
      const reading = read('bun.lock', lockfile({ [key]: registry('a@1.0.0') }));

      expect(codes(reading)).toEqual(['ENTRY_UNREADABLE']);
      expect(stated(reading)).toEqual(['a@1.0.0']);
    },
  );

  it('that stands twice is a problem', () => {
    const entry = JSON.stringify(registry('a@1.0.0'));
    const reading = read(
      'bun.lock',
      `{"lockfileVersion": 1, "workspaces": {"": {}}, "packages": {\n"a": ${entry},\n"a": ${entry.replace('1.0.0', '2.0.0')}}}`,
    );

    expect(reading.problems).toMatchObject([{ code: 'ENTRY_UNREADABLE', line: 3 }]);
    expect(stated(reading)).toEqual(['a@2.0.0']);
  });

  it.each(['__proto__', 'constructor', 'toString'])('may be called %s', (name) => {
    const text = JSON.stringify(
      lockfile({ x: registry('x@1.0.0') }, { dependencies: { x: '1' } }),
    ).replaceAll('"x', `"${name}`);
    const reading = read('bun.lock', text);

    expect(reading.problems).toEqual([]);
    expect(stated(reading)).toEqual([`${name}@1.0.0`]);
    expect(row(reading, name).direct).toBe(true);
  });
});

describe('an entry of bun.lock', () => {
  const git = `git+ssh://git@host.example/u/r.git#${sha}`;

  it.each([
    ['git', ['x@' + git, {}, sha], { source: 'git', version: '', resolved: git, commit: sha }],
    [
      'GitHub',
      ['x@github:u/r#0123456', {}, 'u-r-0123456', integrity],
      { source: 'git', resolved: 'github:u/r#0123456', commit: null, integrity },
    ],
    [
      'an archive',
      ['x@https://host.example/x.tgz', {}],
      { source: 'tarball', version: '', resolved: 'https://host.example/x.tgz', integrity: null },
    ],
    [
      'an archive of a registry',
      [`x@${tarball('x', '1.2.3')}`, {}, integrity],
      { source: 'registry', version: '1.2.3', integrity },
    ],
    ['a file', ['x@./x-1.0.0.tgz', {}, integrity], { source: 'file', resolved: './x-1.0.0.tgz' }],
    ['a directory', ['x@file:./x', {}], { source: 'file', resolved: 'file:./x' }],
    ['a link', ['x@link:x', {}], { source: 'file', resolved: 'link:x' }],
    ['a member', ['x@workspace:packages/x'], { source: 'workspace', resolved: 'packages/x' }],
    [
      'a member in version 0',
      ['x@workspace:packages/x', { dependencies: {} }],
      { source: 'workspace' },
    ],
    ['the project', ['x@root:', {}], { source: 'workspace', version: '', resolved: '.' }],
    [
      'another registry',
      registry('x@1.0.0', {}, tarball('x', '1.0.0')),
      { source: 'registry', version: '1.0.0', resolved: tarball('x', '1.0.0') },
    ],
    [
      'a registry by its address',
      registry('x@1.0.0', {}, 'https://registry.example/npm/'),
      { source: 'registry', resolved: 'https://registry.example/npm/' },
    ],
    [
      'a pre-release that is bundled',
      registry('x@1.0.0-rc.1+b', { bundled: true }),
      { version: '1.0.0-rc.1+b', marks: ['bundled'] },
    ],
  ])('comes from %s', (_, entry, expected) => {
    const reading = read('bun.lock', lockfile({ x: entry }));

    expect(reading.problems).toEqual([]);
    expect(only(reading, 'x')).toMatchObject(expected);
  });

  it('without a name is the project itself, which has none', () => {
    const reading = read('bun.lock', lockfile({ x: ['@root:', {}] }));

    expect(reading.problems).toEqual([]);
    expect(stated(reading)).toEqual(['@ workspace']);
  });

  it.each([
    ['no list', { id: 'x@1.0.0' }],
    ['an empty list', []],
    ['no text', [1, '', {}, integrity]],
    ['no version', ['x', '', {}, integrity]],
    ['no name', ['@1.0.0', '', {}, integrity]],
    ['a range', ['x@^1.0.0', '', {}, integrity]],
    ['a word', ['x@module:x', {}]],
  ])('is a problem where it has %s', (_, entry) => {
    const reading = read('bun.lock', lockfile({ x: entry as unknown[] }));

    expect(reading.problems).toMatchObject([{ code: 'ENTRY_UNREADABLE', line: 9 }]);
    expect(stated(reading)).toEqual([]);
  });

  it.each([
    ['too few items', ['x@1.0.0', '', {}]],
    ['too many', [...registry('x@1.0.0'), 'x']],
    ['another order', ['x@1.0.0', {}, '', integrity]],
    ['a number', ['x@1.0.0', 1, {}, integrity]],
  ])('is stated, and a problem, where it has %s', (_, entry) => {
    const reading = read('bun.lock', lockfile({ x: entry }));

    expect(codes(reading)).toEqual(['ENTRY_UNREADABLE']);
    expect(stated(reading)).toEqual(['x@1.0.0']);
  });

  it('that another package is fetched for is stated under both names', () => {
    const reading = read(
      'bun.lock',
      lockfile({ x: registry('x@1.0.0', {}, tarball('evil', '6.6.6')) }),
    );

    expect(stated(reading)).toEqual(['evil@6.6.6', 'x@1.0.0']);
  });
});

describe('the project of a bun.lock', () => {
  const workspaces = {
    '': { name: 'app', dependencies: { a: '1' }, devDependencies: { d: '1' } },
    'packages/m': {
      name: '@x/m',
      version: '1.1.0',
      dependencies: { a: '2' },
      optionalDependencies: { gone: '1' },
      peerDependencies: { p: '1', q: '1' },
      optionalPeers: ['q'],
    },
  };
  const packages = {
    '@x/m': ['@x/m@workspace:packages/m'],
    a: registry('a@1.0.0'),
    d: registry('d@1.0.0', { dependencies: { e: '1' } }),
    e: registry('e@1.0.0'),
    p: registry('p@1.0.0'),
    '@x/m/a': registry('a@2.0.0'),
  };

  it('has members, which find what stands under their name first', () => {
    const reading = read('bun.lock', { lockfileVersion: 1, workspaces, packages });
    const [document] = reading.documents;

    expect(reading.problems).toEqual([]);
    expect(document?.covers).toEqual(['.', 'packages/m']);
    expect(only(reading, '@x/m')).toMatchObject({ version: '1.1.0', source: 'workspace' });
    expect(document?.graph().importers).toEqual([
      {
        path: '.',
        name: 'app',
        dependencies: [
          { alias: 'a', range: '1', kind: 'prod', to: 1 },
          { alias: 'd', range: '1', kind: 'dev', to: 2 },
        ],
      },
      {
        path: 'packages/m',
        name: '@x/m',
        dependencies: [
          { alias: 'a', range: '2', kind: 'prod', to: 5 },
          { alias: 'gone', range: '1', kind: 'optional', to: null },
          { alias: 'p', range: '1', kind: 'peer', to: 4 },
          { alias: 'q', range: '1', kind: 'peer', to: null },
        ],
      },
    ]);
    expect(row(reading, 'e').scope).toBe('dev');
    expect(row(reading, 'p').scope).toBe('peer');
  });

  it.each(['a', 'd', 'e', 'p'])('shows where %s is gone', (name) => {
    const left = Object.fromEntries(Object.entries(packages).filter(([key]) => key !== name));
    const reading = read('bun.lock', { lockfileVersion: 1, workspaces, packages: left });

    expect(codes(reading)).toEqual(['REFERENCE_MISSING']);
    expect(reading.problems[0]?.message).toContain(`"${name}"`);
  });

  it('is unknown where the file does not have it', () => {
    const reading = read('bun.lock', { lockfileVersion: 1, packages: { a: registry('a@1.0.0') } });

    expect(codes(reading)).toEqual(['ENTRY_UNREADABLE']);
    expect(reading.documents[0]?.graph().importers).toBe('unknown');
  });
});
