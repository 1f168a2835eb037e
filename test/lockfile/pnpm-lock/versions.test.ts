import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/lockfile/graph.ts';
import { codes, edges, only, read, row, sha, stated } from '../support.ts';
import { environment, five, fiveWorkspace, six, sixWorkspace, thirteen } from './fixtures.ts';

const path = 'pnpm-lock.yaml';

/** A file of version 5.4 with one package, which the project asks for. */
function fiveOf(asked: string, key: string, entry: string): string {
  return `lockfileVersion: 5.4\n\nspecifiers:\n  k: '*'\n\ndependencies:\n  k: ${asked}\n\npackages:\n\n  ${key}:\n${entry}`;
}

/** The same of version 6.0. */
function sixOf(asked: string, key: string, entry: string): string {
  return `lockfileVersion: '6.0'\n\ndependencies:\n  k:\n    specifier: '*'\n    version: ${asked}\n\npackages:\n\n  ${key}:\n${entry}`;
}

const plain = '    resolution: {integrity: x}\n';
const archive = `    resolution: {tarball: https://codeload.example/u/r/tar.gz/${sha}}\n    name: k\n    version: 1.2.3\n`;
const git = `    resolution: {commit: ${sha}, repo: https://git.example/u/r.git, type: git}\n    name: k\n    version: 1.2.3\n`;
const folder =
  '    resolution: {directory: ../k, type: directory}\n    name: k\n    version: 1.2.3\n';

describe('pnpm-lock.yaml before version 9', () => {
  it.each([
    ['5.4', five],
    ['6.0', six],
  ])('of version %s states packages, edges, ranges and aliases', (version, text) => {
    const reading = read(path, text);

    expect(reading).toMatchObject({ formatVersion: version, problems: [] });
    expect(stated(reading)).toEqual(['@s/b@2.0.0', 'a@1.0.0', 'is-odd@0.1.2', 'z@9.0.0']);
    expect(edges(reading)).toEqual(['a -peer> z', 'a -prod> @s/b']);
    expect(row(reading, 'is-odd')).toMatchObject({ direct: true });
    const importers = reading.documents[0]?.graph().importers;
    expect(importers).toMatchObject([
      {
        path: '.',
        dependencies: [
          { alias: 'a', range: '^1.0.0', kind: 'prod' },
          { alias: 'odd', range: 'npm:is-odd@^0.1.0', kind: 'prod' },
          { alias: 'z', range: '^9.0.0', kind: 'dev' },
        ],
      },
    ]);
  });

  it.each([
    ['5.3', fiveWorkspace, '@app/y'],
    ['6.1', sixWorkspace, 'y'],
  ])('of version %s states the importers of a workspace', (_, text, member) => {
    const reading = read(path, text);
    const [document] = reading.documents;

    expect(document?.covers).toEqual(['.', 'packages/x', 'packages/y']);
    expect(only(reading, member)).toMatchObject({ key: 'packages/y', source: 'workspace' });
    expect(reading.problems).toEqual([]);
  });

  it('takes scope and marks from the flags, and from the graph where there are none', () => {
    const entries = [
      ['a', 'dev: true'],
      ['b', 'dev: false'],
      ['c', 'dev: false\n    optional: true'],
      ['d', 'dev: true\n    optional: true'],
      ['e', 'hasBin: true'],
    ].map(([name, flags]) => `  /${name}/1.0.0:\n${plain}    ${flags}\n`);
    const reading = read(
      path,
      `lockfileVersion: 5.4\n\nspecifiers: {}\n\npackages:\n\n${entries.join('\n')}`,
    );
    const [document] = reading.documents;

    expect(document?.packages.map(({ scope }) => scope)).toEqual([
      'dev',
      'prod',
      'optional',
      'dev',
      null,
    ]);
    expect(document?.packages.map(({ marks }) => marks)).toEqual([
      ['dev'],
      [],
      ['optional'],
      ['dev', 'optional'],
      [],
    ]);
    expect(document === undefined ? [] : classify(document).at(-1)?.scope).toBe('unknown');
  });

  it.each([
    [
      'a registry in its key',
      fiveOf('registry.example/k/1.2.3', 'registry.example/k/1.2.3', plain),
      'registry',
    ],
    [
      'peers behind a slash',
      fiveOf('1.2.3/a@1.0.0+b@2.0.0', '/k/1.2.3/a@1.0.0+b@2.0.0', plain),
      'registry',
    ],
    [
      'the hash of its peers',
      fiveOf('1.2.3_2iqfwydtuguopgkjv35dlzecke', '/k/1.2.3_2iqfwydtuguopgkjv35dlzecke', plain),
      'registry',
    ],
    [
      'an archive of a git host',
      fiveOf(`codeload.example/u/r/tar.gz/${sha}`, `codeload.example/u/r/tar.gz/${sha}`, archive),
      'git',
    ],
    ['a git source', fiveOf(`git.example/u/r/${sha}`, `git.example/u/r/${sha}`, git), 'git'],
    ['a directory', fiveOf('file:../k', 'file:../k', folder), 'file'],
    [
      'a directory and peers, in version 6',
      sixOf('file:../k(a@1.0.0)', 'file:../k(a@1.0.0)', folder),
      'file',
    ],
    [
      'a registry in its key, in version 6',
      sixOf('registry.example/k@1.2.3', 'registry.example/k@1.2.3', plain),
      'registry',
    ],
    [
      'a git source, in version 6',
      sixOf(`git.example/u/r/${sha}`, `git.example/u/r/${sha}`, git),
      'git',
    ],
    [
      'the hash of a patch, in version 6',
      sixOf('1.2.3(patch_hash=0a)(a@1.0.0)', '/k@1.2.3(patch_hash=0a)(a@1.0.0)', plain),
      'registry',
    ],
    [
      'its snapshot apart, in version 7',
      `${sixOf('1.2.3(a@1.0.0)', '/k@1.2.3', plain).replace("'6.0'", "'7.0'")}\nsnapshots:\n\n  /k@1.2.3(a@1.0.0): {}\n`,
      'registry',
    ],
  ])('reads a package with %s', (_, text, source) => {
    const reading = read(path, text);

    expect(reading.documents[0]?.packages).toMatchObject([
      { name: 'k', version: '1.2.3', source, commit: source === 'git' ? sha : null },
    ]);
    expect(row(reading, 'k').direct).toBe(true);
    expect(reading.problems).toEqual([]);
  });

  it('takes name and version from the key, as pnpm does, and not from the entry', () => {
    const text = fiveOf('6.6.6', '/k/6.6.6', `${plain}    name: good\n    version: 9.9.9\n`);

    expect(stated(read(path, text))).toEqual(['k@6.6.6']);
  });

  it('states under both names what is fetched from a URL that names another package', () => {
    const resolution =
      '    resolution: {tarball: https://registry.example/evil/-/evil-6.6.6.tgz}\n';

    expect(stated(read(path, sixOf('1.0.0', '/k@1.0.0', resolution)))).toEqual([
      'evil@6.6.6',
      'k@1.0.0',
    ]);
  });

  it('reads ranges that stand beside what they became', () => {
    const text = `lockfileVersion: 5.4-inlineSpecifiers\n\nimporters:\n\n  .:\n    dependencies:\n      k:\n        specifier: ^1.0.0\n        version: 1.2.3\n\npackages:\n\n  /k/1.2.3:\n${plain}`;
    const reading = read(path, text);

    expect(row(reading, 'k')).toMatchObject({ version: '1.2.3', direct: true });
    expect(reading.problems).toEqual([]);
  });

  it('reads shrinkwrap.yaml', () => {
    const text = fiveOf('1.2.3', '/k/1.2.3', plain).replace(
      'lockfileVersion: 5.4',
      'registry: https://registry.example/\nshrinkwrapMinorVersion: 9\nshrinkwrapVersion: 3',
    );
    const reading = read('packages/a/shrinkwrap.yaml', text);

    expect(stated(reading)).toEqual(['k@1.2.3']);
    expect(reading).toMatchObject({ formatVersion: '3', problems: [] });
  });

  it.each([
    ['a dependency without an entry', five.replace('  z: 9.0.0\n', '  z: 9.0.1\n'), 'z@9.0.1'],
    ['a range that no section answers', five.replace('devDependencies:\n  z: 9.0.0\n', ''), '"z"'],
    ['a package without a name', sixOf('file:k', 'file:k', plain), 'file:k'],
    ['a project that is not there', "lockfileVersion: '6.0'\n\nsettings:\n  a: b\n", 'no project'],
  ])('says that %s is missing', (_, text, message) => {
    const reading = read(path, text);

    expect(reading.problems.map((problem) => problem.message).join()).toContain(message);
  });
});

describe('pnpm-lock.yaml of version 13', () => {
  const reading = read(path, thirteen);

  it('states packages, aliases and what is chosen by peers', () => {
    expect(stated(reading)).toEqual([
      '@s/b@2.0.0',
      'a@1.0.0',
      'c@3.0.0',
      'is-odd@0.1.2',
      'p@1.0.0',
      'p@2.0.0',
      'x@ workspace',
      'zed@9.0.0',
    ]);
    expect(edges(reading)).toEqual(['a -peer> p', 'a -peer> p', 'a -prod> @s/b']);
    expect(reading).toMatchObject({ formatVersion: '13.0', problems: [] });
  });

  it('follows catalogs, the workspace and versions that stand for ranges', () => {
    expect(row(reading, 'zed')).toMatchObject({ direct: true, scope: 'dev' });
    expect(row(reading, 'is-odd')).toMatchObject({ direct: true, scope: 'prod' });
    expect(row(reading, 'c')).toMatchObject({ scope: 'optional', marks: ['optional'] });
    expect(only(reading, 'x').key).toBe('packages/x');
    expect(reading.documents[0]?.covers).toEqual(['.', 'packages/x']);
    expect(only(reading, 'a').integrity).toMatch(/^sha512-/);
  });

  it('gives the line of every entry, behind an environment too', () => {
    const text = environment + thirteen;
    const both = read(path, text);

    const packages = both.documents[1]?.packages ?? [];
    const lines = both.documents[1]?.lines() ?? [];
    const named = packages.filter(({ source }) => source !== 'workspace');
    expect(both.documents.map(({ label }) => label)).toEqual(['environment', 'project']);
    expect(
      named.map(
        ({ key }) =>
          text.split('\n')[(lines[packages.findIndex((one) => one.key === key)] ?? 0) - 1],
      ),
    ).toEqual(named.map(({ key }) => `\t\t"${key}": {`));
  });

  it.each([
    [
      'a package',
      thirteen.replace(
        '"p": {\n\t\t\t\t\t\t\t"version": "2.0.0"',
        '"p": {\n\t\t\t\t\t\t\t"version": "2.0.1"',
      ),
      'p@2.0.1',
    ],
    ['a project', thirteen.replace('"name": "x"', '"name": "w"'), '"x"'],
    ['a catalog', thirteen.replace('"catalog:"', '"catalog:more"'), 'without a version'],
  ])('says that %s is missing', (_, text, message) => {
    const broken = read(path, text);

    expect(broken.problems.map((problem) => problem.message).join()).toContain(message);
  });

  it('says of a key that comes twice that it does', () => {
    const broken = read(path, thirteen.replace('"p@1.0.0": {', '"p@2.0.0": {'));

    expect(codes(broken)).toContain('ENTRY_UNREADABLE');
  });

  it('is what a later version is read as, with a problem', () => {
    const later = read(path, thirteen.replace('13.0', '14.0'));

    expect(stated(later)).toEqual(stated(reading));
    expect(codes(later)).toEqual(['FORMAT_VERSION_UNSUPPORTED']);
  });
});

describe('keys of another shape than the version has', () => {
  it('are not taken for one where the entry itself tells', () => {
    const key = `git.example/u/k/${sha}_peer@3.0.1`;
    const reading = read(path, fiveOf(key, key, git));

    expect(stated(reading)).toEqual(['k@1.2.3 git']);
    expect(only(reading, 'k').commit).toBe(sha);
  });

  it.each([
    ['5.4 with @ in its keys', fiveOf('1.2.3', '/k@1.2.3', plain)],
    ['5.4 with the keys of version 9', fiveOf('1.2.3', 'k@1.2.3', plain)],
    ['6.0 with the keys of version 9', sixOf('1.2.3', 'k@1.2.3', plain)],
    ['6.0 with the keys of version 5', sixOf('1.2.3', '/k/1.2.3', plain)],
    [
      '9.0 with the keys of version 6',
      `lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      k:\n        specifier: '*'\n        version: 1.2.3\n\npackages:\n\n  /k@1.2.3:\n${plain}\nsnapshots:\n\n  /k@1.2.3: {}\n`,
    ],
  ])('tell name and version all the same, in %s', (_, text) => {
    const reading = read(path, text);

    expect(stated(reading)).toEqual(['k@1.2.3']);
    expect(row(reading, 'k').direct).toBe(true);
    expect(reading.problems).toEqual([]);
  });
});
