import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/lockfile/graph.ts';
import type { Reading } from '../../../src/lockfile/types.ts';
import { codes, edges, integrity, only, read, row, sha, stated } from '../support.ts';

const head = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false
`;

function readLock(body: string): Reading {
  return read('pnpm-lock.yaml', `${head}\n${body}`);
}

/** A lockfile of one project that asks for these versions, with entries for them. */
function lockOf(versions: Record<string, string>, packages: string, snapshots: string): Reading {
  const asked = Object.entries(versions).map(
    ([alias, version]) => `      ${alias}:\n        specifier: '*'\n        version: ${version}\n`,
  );
  return readLock(
    `importers:\n\n  .:\n    dependencies:\n${asked.join('')}\npackages:\n\n${packages}\nsnapshots:\n\n${snapshots}`,
  );
}

describe('pnpm-lock.yaml, version 9', () => {
  it('joins packages with their snapshots, one for each set of peers', () => {
    const reading = lockOf(
      { a: '1.0.0(p@1.0.0)' },
      `  a@1.0.0:\n    resolution: {integrity: ${integrity}}\n    peerDependencies:\n      p: '*'\n\n  p@1.0.0:\n    resolution: {integrity: ${integrity}}\n\n  p@2.0.0:\n    resolution: {integrity: ${integrity}}\n`,
      `  a@1.0.0(p@1.0.0):\n    dependencies:\n      p: 1.0.0\n\n  a@1.0.0(p@2.0.0):\n    dependencies:\n      p: 2.0.0\n\n  p@1.0.0: {}\n\n  p@2.0.0:\n    optional: true\n`,
    );

    expect(stated(reading)).toEqual(['a@1.0.0', 'a@1.0.0', 'p@1.0.0', 'p@2.0.0']);
    expect(reading).toMatchObject({ formatVersion: '9.0', problems: [] });
    expect(row(reading, 'a')).toMatchObject({ direct: true, scope: 'prod', integrity });
    expect(edges(reading)).toEqual(['a -peer> p', 'a -peer> p']);
    expect(reading.documents[0]?.packages.map(({ marks }) => marks)).toEqual([
      [],
      [],
      [],
      ['optional'],
    ]);
  });

  it('strips nested peers and the hash of a patch', () => {
    const key = `'@s/a@1.0.0(patch_hash=${'0'.repeat(64)})(@s/b@2.0.0(c@3.0.0(d@4.0.0)))(e@5.0.0)'`;
    const reading = lockOf(
      { "'@s/a'": key.slice("'@s/a@".length, -1) },
      `  '@s/a@1.0.0':\n    resolution: {integrity: ${integrity}}\n`,
      `  ${key}: {}\n`,
    );

    expect(stated(reading)).toEqual(['@s/a@1.0.0']);
    expect(reading.problems).toEqual([]);
  });

  it('follows aliases to the real package', () => {
    const reading = lockOf(
      { odd: 'is-odd@0.1.2', even: "'@s/is-even@1.0.0'" },
      `  is-odd@0.1.2:\n    resolution: {integrity: ${integrity}}\n\n  '@s/is-even@1.0.0':\n    resolution: {integrity: ${integrity}}\n`,
      `  is-odd@0.1.2:\n    dependencies:\n      other: '@s/is-even@1.0.0'\n\n  '@s/is-even@1.0.0': {}\n`,
    );

    expect(stated(reading)).toEqual(['@s/is-even@1.0.0', 'is-odd@0.1.2']);
    expect(row(reading, 'is-odd').direct).toBe(true);
    expect(edges(reading)).toEqual(['is-odd -prod> @s/is-even']);
    expect(reading.problems).toEqual([]);
  });

  it.each([
    ['1.2.3', `{integrity: ${integrity}}`, { version: '1.2.3', source: 'registry', integrity }],
    ['work:1.2.3', `{integrity: ${integrity}}`, { version: '1.2.3', source: 'registry' }],
    ['runtime:24.1.0', '{type: variations}', { version: '24.1.0', source: 'registry' }],
    [
      '1.2.3',
      '{integrity: x, tarball: https://registry.example/a/-/a-1.2.3.tgz}',
      { version: '1.2.3', source: 'registry' },
    ],
    [
      `https://codeload.example/u/r/tar.gz/${sha}`,
      `{tarball: https://codeload.example/u/r/tar.gz/${sha}}`,
      { version: '', source: 'git', commit: sha },
    ],
    [
      `git+https://git.example/r.git#${sha}`,
      `{commit: ${sha}, repo: https://git.example/r.git, type: git}`,
      { version: '', source: 'git', commit: sha, resolved: 'https://git.example/r.git' },
    ],
    [
      'https://files.example/a.tgz',
      '{tarball: https://files.example/a.tgz}',
      { version: '', source: 'tarball' },
    ],
    [
      'file:../a',
      '{directory: ../a, type: directory}',
      { version: '', source: 'file', resolved: '../a' },
    ],
    [
      'file:a-1.0.0.tgz',
      '{integrity: x, tarball: file:a-1.0.0.tgz}',
      { version: '', source: 'file' },
    ],
  ])('reads a@%s', (version, resolution, wanted) => {
    const reading = lockOf(
      { a: version },
      `  a@${version}:\n    resolution: ${resolution}\n`,
      `  a@${version}: {}\n`,
    );

    expect(reading.documents[0]?.packages).toMatchObject([{ name: 'a', ...wanted }]);
    expect(row(reading, 'a').direct).toBe(true);
    expect(reading.problems).toEqual([]);
  });

  it('takes the version of a git package from its entry', () => {
    const key = `a@https://codeload.example/u/r/tar.gz/${sha}`;
    const reading = lockOf(
      { a: key.slice(2) },
      `  ${key}:\n    resolution: {tarball: https://codeload.example/u/r/tar.gz/${sha}}\n    version: 3.1.0\n`,
      `  ${key}: {}\n`,
    );

    expect(stated(reading)).toEqual(['a@3.1.0 git']);
  });

  it('keeps a version that looks like a number as it is written', () => {
    const reading = lockOf(
      { a: '1.10' },
      `  a@1.10:\n    resolution: {integrity: x}\n`,
      `  a@1.10: {}\n`,
    );

    expect(stated(reading)).toEqual(['a@1.10']);
  });

  it('reads every importer with its sections, and links between them', () => {
    const reading = readLock(`importers:

  .:
    devDependencies:
      a:
        specifier: ^1.0.0
        version: 1.0.0

  packages/x:
    dependencies:
      '@app/y':
        specifier: workspace:*
        version: link:../y
    optionalDependencies:
      b:
        specifier: ^1.0.0
        version: 1.0.0

  packages/y: {}

packages:

  a@1.0.0:
    resolution: {integrity: ${integrity}}

  b@1.0.0:
    resolution: {integrity: ${integrity}}

  c@1.0.0:
    resolution: {integrity: ${integrity}}

snapshots:

  a@1.0.0: {}

  b@1.0.0:
    dependencies:
      c: 1.0.0

  c@1.0.0: {}
`);
    const [document] = reading.documents;

    expect(document?.covers).toEqual(['.', 'packages/x', 'packages/y']);
    expect(stated(reading)).toEqual(['@app/y@ workspace', 'a@1.0.0', 'b@1.0.0', 'c@1.0.0']);
    expect(only(reading, '@app/y').key).toBe('packages/y');
    expect(classify(document as Reading['documents'][number])).toEqual([
      { scope: 'dev', direct: true },
      { scope: 'optional', direct: true },
      { scope: 'optional', direct: false },
      { scope: 'prod', direct: true },
    ]);
    expect(reading.problems).toEqual([]);
  });

  it('gives the line in packages, where the integrity stands', () => {
    const text = `${head}\nimporters:\n\n  .: {}\n\npackages:\n\n  a@1.0.0:\n    resolution: {integrity: ${integrity}}\n\nsnapshots:\n\n  a@1.0.0(b@1.0.0): {}\n\n  b@1.0.0: {}\n`;
    const reading = read('pnpm-lock.yaml', text);

    expect(reading.documents[0]?.lines()).toEqual([13, 20]);
  });

  it('does not take parentheses in a path for peers', () => {
    const reading = lockOf(
      { a: 'file:b(1)' },
      '  a@file:b(1):\n    resolution: {directory: b(1), type: directory}\n',
      '  a@file:b(1): {}\n',
    );

    expect(only(reading, 'a')).toMatchObject({ source: 'file', resolved: 'b(1)' });
    expect(reading.documents[0]?.lines()).toEqual([17]);
    expect(reading.problems).toEqual([]);
  });

  it('puts importers where they are, seen from the record of what is installed', () => {
    const reading = read(
      'node_modules/.pnpm/lock.yaml',
      `${head}\nimporters:\n\n  .: {}\n\n  packages/x: {}\n`,
    );

    expect(reading.describes).toBe('installation');
    expect(reading.documents[0]?.covers).toEqual(['../..', '../../packages/x']);
  });

  it('misses no optional dependency in the record of what is installed, and every other', () => {
    const body = `importers:\n\n  .: {}\n\npackages:\n\n  a@1.0.0:\n    resolution: {integrity: x}\n\nsnapshots:\n\n  a@1.0.0:\n    dependencies:\n      b: 1.0.0\n    optionalDependencies:\n      c: 1.0.0\n`;
    const installed = read('node_modules/.pnpm/lock.yaml', `${head}\n${body}`);
    const resolved = readLock(body);

    expect(codes(installed)).toEqual(['REFERENCE_MISSING']);
    expect(codes(resolved)).toEqual(['REFERENCE_MISSING', 'REFERENCE_MISSING']);
  });

  it('takes a lockfile without dependencies for a clean zero', () => {
    const reading = readLock('importers:\n\n  .: {}\n');

    expect(reading.problems).toEqual([]);
    expect(reading.documents).toHaveLength(1);
  });

  it('takes __proto__ and constructor for the names they are', () => {
    const reading = lockOf(
      { __proto__: '1.0.0', "'constructor'": '1.0.0' },
      '  __proto__@1.0.0:\n    resolution: {integrity: x}\n\n  constructor@1.0.0:\n    resolution: {integrity: x}\n',
      '  __proto__@1.0.0:\n    dependencies:\n      __proto__: 1.0.0\n\n  constructor@1.0.0:\n    dependencies:\n      toString: 1.0.0\n',
    );

    expect(stated(reading)).toEqual(['__proto__@1.0.0', 'constructor@1.0.0']);
    expect(edges(reading)).toEqual(['__proto__ -prod> __proto__']);
    expect(codes(reading)).toEqual(['REFERENCE_MISSING']);
  });
});

describe('a pnpm-lock.yaml of two documents', () => {
  const environment = `---
lockfileVersion: '9.0'

importers:

  .:
    configDependencies:
      config:
        specifier: 1.0.0
        version: 1.0.0
    packageManagerDependencies:
      pnpm:
        specifier: 11.0.0
        version: 11.0.0

packages:

  config@1.0.0:
    resolution: {integrity: ${integrity}}

  pnpm@11.0.0:
    resolution: {integrity: ${integrity}}

snapshots:

  config@1.0.0: {}

  pnpm@11.0.0: {}
`;
  const project = `---
${head}
importers:

  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.0.0

packages:

  a@1.0.0:
    resolution: {integrity: ${integrity}}

snapshots:

  a@1.0.0: {}
`;

  it('is read whole, each document with its own importers', () => {
    const reading = read('pnpm-lock.yaml', environment + project);

    expect(reading.documents.map(({ label }) => label)).toEqual(['environment', 'project']);
    expect(stated(reading)).toEqual(['a@1.0.0', 'config@1.0.0', 'pnpm@11.0.0']);
    expect(row(reading, 'config')).toMatchObject({
      direct: true,
      scope: 'prod',
      marks: ['config'],
      lines: [18],
    });
    expect(row(reading, 'pnpm')).toMatchObject({ direct: true, marks: ['config'] });
    expect(row(reading, 'a')).toMatchObject({ direct: true, marks: [], lines: [46] });
    expect(reading.problems).toEqual([]);
  });

  it.each([
    ['cut off in front of the second', environment],
    ['cut off behind its separator', `${environment}---\n`],
    ['cut off at the head of the second', `${environment}---\nlockfileVersion: '9.0'\n`],
  ])('is not taken for complete when %s', (_, text) => {
    const reading = read('pnpm-lock.yaml', text);

    expect(reading.documents[0]?.label).toBe('environment');
    expect(codes(reading)).not.toEqual([]);
  });
});

describe('what a pnpm-lock.yaml lacks', () => {
  const whole = {
    packages: `  a@1.0.0:\n    resolution: {integrity: ${integrity}}\n`,
    snapshots: '  a@1.0.0: {}\n',
  };

  it('is reported where an importer asks for it', () => {
    const reading = lockOf({ a: '1.0.0', b: '1.0.0' }, whole.packages, whole.snapshots);

    expect(codes(reading)).toEqual(['REFERENCE_MISSING']);
    expect(reading.problems[0]?.message).toContain('b@1.0.0');
  });

  it('is reported where a snapshot asks for it', () => {
    const reading = lockOf(
      { a: '1.0.0' },
      whole.packages,
      '  a@1.0.0:\n    dependencies:\n      b: 2.0.0\n',
    );

    expect(codes(reading)).toEqual(['REFERENCE_MISSING']);
    expect(reading.problems[0]?.message).toContain('b@2.0.0');
  });

  it('is reported where packages and snapshots differ, and both count', () => {
    const reading = lockOf(
      { a: '1.0.0' },
      `${whole.packages}\n  b@1.0.0:\n    resolution: {integrity: ${integrity}}\n`,
      `${whole.snapshots}\n  c@1.0.0: {}\n`,
    );

    expect(stated(reading)).toEqual(['a@1.0.0', 'b@1.0.0', 'c@1.0.0']);
    expect(codes(reading)).toEqual(['REFERENCE_MISSING', 'REFERENCE_MISSING']);
  });

  it('is reported where an entry is none, and the rest is read', () => {
    const reading = lockOf(
      { a: '1.0.0' },
      `${whole.packages}\n  b@1.0.0: surprise\n\n  c:\n    resolution: {integrity: x}\n`,
      `${whole.snapshots}\n  b@1.0.0: {}\n\n  c: {}\n`,
    );

    expect(stated(reading)).toEqual(['a@1.0.0', 'b@1.0.0']);
    expect(codes(reading)).toEqual(['ENTRY_UNREADABLE', 'ENTRY_UNREADABLE']);
  });

  it.each([
    ['anchors', 'importers:\n\n  .: &x {}\n', /anchors/],
    ['tags', 'importers:\n\n  .: !!js/function x\n', /tag/],
    ['tabs', 'importers:\n\t.: {}\n', /tab|indent/i],
  ])('%s are a fault with its line', (_, body, message) => {
    const reading = readLock(body);

    expect(codes(reading)).toContain('SYNTAX');
    expect(reading.problems[0]?.message).toMatch(message);
    expect(reading.problems[0]?.line).toBeGreaterThan(6);
  });

  it('shows what stood before a fault', () => {
    const reading = lockOf({ a: '1.0.0' }, `${whole.packages}\n  b@1.0.0: [1\n`, whole.snapshots);

    expect(stated(reading)).toContain('a@1.0.0');
    expect(reading.problems[0]).toMatchObject({ code: 'SYNTAX' });
  });

  it('counts a key that comes twice as a fault, and reads on', () => {
    const reading = lockOf({ a: '1.0.0' }, whole.packages + whole.packages, whole.snapshots);

    expect(stated(reading)).toEqual(['a@1.0.0']);
    expect(reading.problems).toMatchObject([{ code: 'SYNTAX', line: 19 }]);
  });

  it.each([
    ['2', 'lockfileVersion: 2\n\npackages:\n\n  /a/1.0.0:\n    resolution: {integrity: x}\n'],
    ['v9', 'lockfileVersion: v9\n\npackages:\n\n  a@1.0.0:\n    resolution: {integrity: x}\n'],
    ['8.0', "lockfileVersion: '8.0'\n\npackages:\n\n  /a@1.0.0:\n    resolution: {integrity: x}\n"],
    ['14.0', "lockfileVersion: '14.0'\n\npackages: {}\n"],
  ])('says that version %s is not read', (version, text) => {
    const reading = read('pnpm-lock.yaml', text);

    expect(reading).toMatchObject({ formatVersion: version, documents: [] });
    expect(codes(reading)).toEqual(['FORMAT_VERSION_UNSUPPORTED']);
  });

  it('reads an unknown version that has the shape of version 9, and says so', () => {
    const text = `lockfileVersion: '10.0'\n\nimporters:\n\n  .: {}\n\npackages:\n\n${whole.packages}\nsnapshots:\n\n${whole.snapshots}`;
    const reading = read('pnpm-lock.yaml', text);

    expect(stated(reading)).toEqual(['a@1.0.0']);
    expect(codes(reading)).toEqual(['FORMAT_VERSION_UNSUPPORTED']);
  });

  it.each([
    '{}',
    '[]',
    'hello',
    '# nothing',
    'importers: {}',
    "lockfileVersion: '9.0'",
    '---\n---\n',
  ])('takes %j for no lockfile', (text) => {
    const reading = read('pnpm-lock.yaml', text);

    expect(stated(reading)).toEqual([]);
    expect(codes(reading)).not.toEqual([]);
  });

  it('takes name and version from the key, as pnpm does, and not from the entry', () => {
    const reading = read(
      'pnpm-lock.yaml',
      `lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      evil:\n        specifier: ^1\n        version: 1.2.3\n` +
        `packages:\n  evil@1.2.3:\n    resolution: {integrity: ${integrity}}\n    name: good\n    version: 9.9.9\n` +
        `snapshots:\n  evil@1.2.3: {}\n`,
    );

    expect(stated(reading)).toEqual(['evil@1.2.3']);
    expect(reading.problems).toEqual([]);
  });
});
