import { describe, expect, it } from 'vitest';
import { npmLock } from '../../../src/lockfile/npm-lock/index.ts';
import { classify } from '../../../src/lockfile/graph.ts';
import type { Reading } from '../../../src/lockfile/types.ts';
import { codes, edges, integrity, only, read, row, sha, stated, tarball } from '../support.ts';

/** A lockfile of version 3 with these entries. */
function lock(packages: object, rest: object = {}): object {
  return { name: 'app', lockfileVersion: 3, requires: true, packages, ...rest };
}

function readLock(packages: object, rest: object = {}): Reading {
  return read('package-lock.json', lock(packages, rest));
}

describe('the flat lockfile', () => {
  it('takes the name of an entry from the end of its path', () => {
    const reading = readLock({
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/a/node_modules/@s/b': { version: '2.0.0' },
      'packages/x/node_modules/c': { version: '3.0.0' },
    });

    expect(stated(reading)).toEqual(['@s/b@2.0.0', 'a@1.0.0', 'c@3.0.0']);
    expect(reading.problems).toEqual([]);
    expect(only(reading, 'a')).toMatchObject({ source: 'registry', resolved: null, scope: 'prod' });
  });

  it('takes the real name of an alias', () => {
    const reading = readLock({
      '': { dependencies: { odd: 'npm:is-odd@^3.0.0' } },
      'node_modules/odd': {
        name: 'is-odd',
        version: '3.0.1',
        resolved: tarball('is-odd', '3.0.1'),
        dependencies: { 'is-number': '^6.0.0' },
      },
      'node_modules/is-number': { version: '6.0.0' },
    });

    expect(stated(reading)).toEqual(['is-number@6.0.0', 'is-odd@3.0.1']);
    expect(row(reading, 'is-odd').direct).toBe(true);
    expect(edges(reading)).toEqual(['is-odd -prod> is-number']);
  });

  it('makes workspace members importers and packages, and follows links to them', () => {
    const reading = readLock({
      '': { name: 'app', workspaces: ['packages/*'], dependencies: { '@app/x': '*' } },
      'node_modules/@app/x': { resolved: 'packages/x', link: true },
      'node_modules/@app/y': { resolved: 'packages/y', link: true },
      'node_modules/a': { version: '2.0.0' },
      'packages/x': {
        name: '@app/x',
        version: '0.1.0',
        dependencies: { '@app/y': '*', a: '^1.0.0' },
      },
      'packages/x/node_modules/a': { version: '1.0.0' },
      'packages/y': { name: '@app/y', devDependencies: { a: '^2.0.0' } },
    });
    const [document] = reading.documents;
    const graph = document?.graph();

    expect(stated(reading)).toEqual([
      '@app/x@0.1.0 workspace',
      '@app/y@ workspace',
      'a@1.0.0',
      'a@2.0.0',
    ]);
    expect(document?.covers).toEqual(['.', 'packages/x', 'packages/y']);
    expect(graph?.importers).toMatchObject([
      { path: '.', name: 'app', dependencies: [{ alias: '@app/x', to: 1 }] },
      { path: 'packages/x', name: '@app/x', dependencies: [{ to: 3 }, { alias: 'a', to: 2 }] },
      { path: 'packages/y', name: '@app/y', dependencies: [{ alias: 'a', kind: 'dev', to: 0 }] },
    ]);
    expect(edges(reading)).toEqual([]);
    expect(reading.problems).toEqual([]);
  });

  it('lets a member find the dependency nearest to it', () => {
    const reading = readLock({
      '': {},
      'node_modules/a': { version: '2.0.0' },
      'packages/x': { name: 'x', dependencies: { a: '^1.0.0' } },
      'packages/x/node_modules/a': { version: '1.0.0' },
      'packages/y': { name: 'y', dependencies: { a: '^2.0.0' } },
    });
    const [document] = reading.documents;
    const { importers } = document?.graph() ?? { importers: 'unknown' };

    const found = Array.isArray(importers)
      ? importers.map(({ name, dependencies }) => [
          name,
          ...dependencies.map(
            ({ to }: { to: number | null }) => document?.packages[to ?? -1]?.version,
          ),
        ])
      : importers;
    expect(found).toEqual([['app'], ['x', '1.0.0'], ['y', '2.0.0']]);
  });

  it('does not look for the dependencies of a directory outside the project inside it', () => {
    const reading = readLock({
      '': { dependencies: { lib: 'file:../lib' } },
      'node_modules/lib': { resolved: '../lib', link: true },
      'node_modules/a': { version: '1.0.0' },
      '../lib': { version: '1.0.0', dependencies: { a: '*', b: '*' } },
      '../lib/node_modules/b': { version: '1.0.0' },
    });

    expect(row(reading, 'lib')).toMatchObject({ source: 'workspace', direct: true });
    expect(row(reading, 'a').direct).toBe(false);
    expect(row(reading, 'b').direct).toBe(true);
  });

  it('reports a link to an entry that is not there, as npm does', () => {
    const reading = readLock({ '': {}, 'node_modules/x': { resolved: 'packages/x', link: true } });

    expect(stated(reading)).toEqual([]);
    expect(codes(reading)).toEqual(['REFERENCE_MISSING']);
  });

  it('tells sources by the shape of the URL, not by its host', () => {
    const reading = readLock({
      '': {},
      'node_modules/mirrored': {
        version: '1.0.0',
        resolved: `https://mirror.example/npm/repo/mirrored/-/mirrored-1.0.0.tgz`,
      },
      'node_modules/tar': {
        version: '1.0.0',
        resolved: 'https://registry.example/files/tar-1.0.0.tgz',
      },
      'node_modules/git': {
        version: '1.0.0',
        resolved: `git+ssh://git@git.example/u/r.git#${sha}`,
      },
      'node_modules/archive': {
        version: '1.0.0',
        resolved: `https://codeload.example/u/r/tar.gz/${sha}`,
      },
      'node_modules/packed': { version: '1.0.0', resolved: 'file:packed-1.0.0.tgz' },
    });

    expect(stated(reading)).toEqual([
      'archive@1.0.0 git',
      'git@1.0.0 git',
      'mirrored@1.0.0',
      'packed@1.0.0 file',
      'tar@1.0.0 tarball',
    ]);
    expect(only(reading, 'git').commit).toBe(sha);
    expect(only(reading, 'archive').commit).toBe(sha);
    expect(only(reading, 'tar').commit).toBeNull();
  });

  it.each([
    [{}, 'prod', []],
    [{ dev: true }, 'dev', ['dev']],
    [{ dev: true, optional: true }, 'dev', ['dev', 'optional']],
    [{ devOptional: true }, 'optional', ['dev', 'optional']],
    [{ optional: true }, 'optional', ['optional']],
    [{ peer: true }, 'peer', ['peer']],
    [{ dev: true, peer: true }, 'dev', ['dev', 'peer']],
    [{ inBundle: true }, 'prod', ['bundled']],
    [{ extraneous: true }, 'unknown', []],
  ])('takes scope and marks from the flags %o', (flags, scope, marks) => {
    const reading = readLock({ '': {}, 'node_modules/a': { version: '1.0.0', ...flags } });

    expect(only(reading, 'a')).toMatchObject({ scope, marks });
    expect(classify(reading.documents[0] as Reading['documents'][number])).toEqual([
      { scope, direct: false },
    ]);
  });

  it('gives the kind of each edge, and prefers optional where a name stands in both sections', () => {
    const reading = readLock({
      '': {},
      'node_modules/a': {
        version: '1.0.0',
        dependencies: { b: '*', c: '*' },
        optionalDependencies: { c: '*', absent: '*' },
        peerDependencies: { d: '*' },
        devDependencies: { e: '*' },
      },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/c': { version: '1.0.0' },
      'node_modules/d': { version: '1.0.0' },
      'node_modules/e': { version: '1.0.0' },
    });

    expect(edges(reading)).toEqual(['a -optional> c', 'a -peer> d', 'a -prod> b']);
  });

  it('reads what was installed, with the project one directory above', () => {
    const entries = { 'node_modules/a': { version: '1.0.0' }, 'packages/x': { version: '1.0.0' } };
    const alone = read('node_modules/.package-lock.json', lock(entries));
    const beside = read('node_modules/.package-lock.json', lock(entries), {
      '../package.json': { name: 'app', dependencies: { a: '*' } },
    });

    expect(alone.describes).toBe('installation');
    expect(alone.documents[0]?.covers).toEqual(['..', '../packages/x']);
    expect(alone.documents[0]?.graph().importers).toBe('unknown');
    expect(row(alone, 'a').direct).toBeNull();
    expect(beside.documents[0]?.covers).toEqual(['..', '../packages/x']);
    expect(row(beside, 'a').direct).toBe(true);
  });

  it('covers its own directory and its members though it has no project', () => {
    const reading = readLock({ 'node_modules/a': { version: '1.0.0' }, 'packages/x': {} });

    expect(reading.documents[0]?.covers).toEqual(['.', 'packages/x']);
    expect(reading.problems).toEqual([]);
  });

  it('does not consult a companion where the file has the project itself', () => {
    const asked: string[] = [];
    const content = lock({ '': {}, 'node_modules/a': { version: '1.0.0' } });
    const neighbours = {
      paths: ['package.json'],
      bytes: (path: string) => {
        asked.push(path);
        return Buffer.from('{}');
      },
    };

    npmLock.read(Buffer.from(JSON.stringify(content)), { path: 'package-lock.json', neighbours });

    expect(asked).toEqual([]);
  });

  it('reads version 4, with what is patched and extended', () => {
    const reading = readLock(
      {
        '': {
          dependencies: { a: '^1.0.0' },
          patchedDependencies: { 'a@1.0.0': 'patches/a.patch' },
          packageExtensionsHash: integrity,
          npmExtensionHash: integrity,
        },
        'node_modules/a': {
          version: '1.0.0',
          resolved: tarball('a', '1.0.0'),
          dependencies: { b: '^2.0.0' },
          patched: { path: 'patches/a.patch', integrity },
          packageExtensionsApplied: { selector: 'a@1', hash: integrity },
        },
        'node_modules/b': { version: '2.0.0', npmExtensionApplied: { hash: integrity } },
      },
      { lockfileVersion: 4 },
    );

    expect(reading.formatVersion).toBe('4');
    expect(stated(reading)).toEqual(['a@1.0.0', 'b@2.0.0']);
    expect(edges(reading)).toEqual(['a -prod> b']);
    expect(reading.problems).toEqual([]);
  });

  it('reads version 5 as far as it is like version 4, and says so', () => {
    const reading = readLock(
      { '': {}, 'node_modules/a': { version: '1.0.0' } },
      { lockfileVersion: 5 },
    );

    expect(reading.formatVersion).toBe('5');
    expect(stated(reading)).toEqual(['a@1.0.0']);
    expect(codes(reading)).toEqual(['FORMAT_VERSION_UNSUPPORTED']);
  });

  it('reads the rest beside entries that are none', () => {
    const reading = readLock({
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': 'surprise',
      'node_modules/c': { resolved: 'https://registry.example/c/-/c.tgz' },
      'node_modules/': { version: '1.0.0' },
      'node_modules/d': null,
      'node_modules/e': [],
      'node_modules/f': { version: 7 },
      'node_modules/g': { version: 'npm:evil@1.2.3' },
    });

    expect(stated(reading)).toEqual(['a@1.0.0']);
    expect(codes(reading)).toEqual(Array.from({ length: 7 }, () => 'ENTRY_UNREADABLE'));
    expect(reading.problems[0]?.message).toContain('node_modules/b');
  });

  it('needs no version of what does not come from a registry', () => {
    const reading = readLock({
      '': {},
      'node_modules/g': { resolved: `git+https://git.example/g.git#${sha}` },
    });

    expect(stated(reading)).toEqual(['g@ git']);
    expect(reading.problems).toEqual([]);
  });

  it('takes a version that an entry lacks from the URL of its archive', () => {
    const reading = readLock({
      'node_modules/a': { resolved: tarball('a', '1.2.3') },
      'node_modules/b': { version: '', resolved: tarball('b', '4.5.6') },
    });

    expect(stated(reading)).toEqual(['a@1.2.3', 'b@4.5.6']);
    expect(codes(reading)).toEqual(['ENTRY_UNREADABLE', 'ENTRY_UNREADABLE']);
  });

  it('takes __proto__ and constructor for the names they are', () => {
    const reading = read(
      'package-lock.json',
      '{"lockfileVersion":3,"packages":{"":{"dependencies":{"__proto__":"*","constructor":"*"}},' +
        '"node_modules/__proto__":{"version":"1.0.0","dependencies":{"toString":"*"}},' +
        '"node_modules/constructor":{"version":"1.0.0"},"__proto__":{"name":"member"}}}',
    );

    expect(stated(reading)).toEqual(['__proto__@1.0.0', 'constructor@1.0.0', 'member@ workspace']);
    expect(row(reading, '__proto__').direct).toBe(true);
    expect(row(reading, 'constructor').direct).toBe(true);
    expect(edges(reading)).toEqual([]);
    expect(reading.problems.map(({ message }) => message)).toEqual([
      'no entry answers "toString", asked for by "node_modules/__proto__"',
    ]);
  });

  it('finds the line of each entry, also where everything stands on one', () => {
    const packages = {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0' },
    };
    const pretty = read('package-lock.json', lock(packages));
    const minified = read('package-lock.json', JSON.stringify(lock(packages)));

    expect(pretty.documents[0]?.lines()).toEqual([7, 10]);
    expect(minified.documents[0]?.lines()).toEqual([1, 1]);
    expect(stated(minified)).toEqual(['a@1.0.0', 'b@1.0.0']);
  });

  it('keeps the names of a path as deep as npm never makes them, without following it for ever', () => {
    const deep = `${'node_modules/a/'.repeat(5000)}node_modules/b`;
    const reading = readLock({ '': {}, [deep]: { version: '1.0.0', dependencies: { c: '*' } } });

    expect(stated(reading)).toEqual(['b@1.0.0']);
    expect(edges(reading)).toEqual([]);
  });
});

describe('what is no lockfile of npm', () => {
  it.each([
    ['an empty object', '{}'],
    ['an empty list', '[]'],
    ['a string', '"hello"'],
    ['null', 'null'],
    ['a manifest', '{"name":"x","version":"1.0.0"}'],
    ['a version without packages', '{"lockfileVersion":3}'],
    ['packages that are none', '{"lockfileVersion":3,"packages":[]}'],
    ['dependencies that are none', '{"lockfileVersion":1,"dependencies":"none"}'],
    ['text', 'hello'],
  ])('%s is a problem, not a clean zero', (_, text) => {
    const reading = read('package-lock.json', text);

    expect(stated(reading)).toEqual([]);
    expect(codes(reading)).not.toEqual([]);
  });

  it.each([
    ['version 3', '{"lockfileVersion":3,"packages":{}}'],
    ['version 3 with its project', '{"lockfileVersion":3,"packages":{"":{"name":"x"}}}'],
    ['version 1', '{"name":"x","lockfileVersion":1}'],
    ['version 1 with no dependencies', '{"lockfileVersion":1,"dependencies":{}}'],
  ])('a lockfile of %s without packages is a clean zero', (_, text) => {
    const reading = read('package-lock.json', text);

    expect(reading.problems).toEqual([]);
    expect(reading.documents).toHaveLength(1);
  });
});

describe('what an entry asks for', () => {
  const project = { '': { dependencies: { a: '1' } } };

  it.each([
    [
      'a package',
      { ...project, 'node_modules/a': { version: '1.0.0', dependencies: { evil: '1' } } },
      'evil',
    ],
    ['the project', { '': { dependencies: { evil: '1' } } }, 'evil'],
    ['the project, to develop', { '': { devDependencies: { evil: '1' } } }, 'evil'],
    ['a member', { '': {}, 'packages/m': { devDependencies: { evil: '1' } } }, 'evil'],
  ])('is missed where no entry answers: %s', (_, packages, name) => {
    const reading = read('package-lock.json', lock(packages));

    expect(reading.problems).toMatchObject([
      { code: 'REFERENCE_MISSING', message: expect.stringContaining(`"${name}"`) },
    ]);
    // As it is where nothing lets a cheaper way be taken.
    const slow = read('package-lock.json', `\uFEFF${JSON.stringify(lock(packages))}`);
    expect(slow.problems).toEqual(reading.problems);
  });

  it.each([
    [
      'optional',
      { ...project, 'node_modules/a': { version: '1.0.0', optionalDependencies: { b: '1' } } },
    ],
    [
      'a peer',
      { ...project, 'node_modules/a': { version: '1.0.0', peerDependencies: { b: '1' } } },
    ],
    [
      'brought along',
      {
        ...project,
        'node_modules/a': {
          version: '1.0.0',
          dependencies: { b: '1' },
          bundleDependencies: ['b'],
        },
      },
    ],
    [
      'developing a package',
      { ...project, 'node_modules/a': { version: '1.0.0', devDependencies: { b: '1' } } },
    ],
    [
      'an alias or a link',
      {
        '': { dependencies: { a: 'npm:b@1', c: '*' } },
        'node_modules/a': { name: 'b', version: '1.0.0' },
        'node_modules/c': { resolved: 'c', link: true },
        c: { version: '1.0.0' },
      },
    ],
  ])('is not missed where it may be absent or is there: %s', (_, packages) => {
    expect(read('package-lock.json', lock(packages)).problems).toEqual([]);
    expect(read('package-lock.json', `\uFEFF${JSON.stringify(lock(packages))}`).problems).toEqual(
      [],
    );
  });

  it('is not missed in an installed tree, from which it may have been left out', () => {
    const packages = { 'node_modules/a': { version: '1.0.0', dependencies: { b: '1' } } };

    expect(read('node_modules/.package-lock.json', lock(packages)).problems).toEqual([]);
  });
});
