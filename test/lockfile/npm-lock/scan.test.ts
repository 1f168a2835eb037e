import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameHash, pairHash } from '../../../src/lockfile/coordinate-hash.ts';
import { npmLock } from '../../../src/lockfile/npm-lock/index.ts';
import type { Reading } from '../../../src/lockfile/types.ts';
import { checkVersion } from '../../../src/package/version.ts';
import { projectRoot } from '../../support/project.ts';
import { integrity, sha, tarball } from '../support.ts';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

const manifest = Buffer.from('{"name":"x","dependencies":{"chalk":"*"}}');

type Path = 'package-lock.json' | 'node_modules/.package-lock.json';

function readAt(path: Path, bytes: Uint8Array): Reading {
  return npmLock.read(bytes, { path, neighbours: { paths: [], bytes: () => manifest } });
}

function read(bytes: Uint8Array): Reading {
  return readAt('package-lock.json', bytes);
}

/** A byte order mark changes nothing of what a file says, and is never scanned. */
function readSlowly(path: Path, bytes: Uint8Array): Reading {
  return readAt(path, Buffer.concat([byteOrderMark, bytes]));
}

/** Whether the scan took the file, after holding all it says against the slow way. */
function agrees(bytes: Uint8Array): boolean {
  return agreesAt('package-lock.json', bytes);
}

function agreesAt(path: Path, bytes: Uint8Array): boolean {
  const fast = readAt(path, bytes);
  const slow = readSlowly(path, bytes);
  const hashes = fast.documents[0]?.hashes;
  if (hashes === undefined) return false;
  const [expected] = slow.documents;
  const packages = expected?.packages.filter((locked) => locked.source !== 'workspace') ?? [];
  const names = new Set(hashes.names);
  const pairs = new Set(hashes.pairs);
  expect(slow.problems).toEqual([]);
  // A version that cannot be compared may be that of a sought package: the scan must not take it for another.
  expect(packages.filter(({ version }) => !checkVersion('npm', version).ok)).toEqual([]);
  expect(fast.formatVersion).toBe(slow.formatVersion);
  expect(fast.documents[0]?.covers).toEqual(expected?.covers);
  expect(packages.filter(({ name }) => !names.has(nameHash(name)))).toEqual([]);
  // A version that is none can match no pair.
  const versioned = packages.flatMap(({ name, version }) => {
    const check = checkVersion('npm', version);
    return check.ok ? [pairHash(name, check.version)] : [];
  });
  expect(versioned.filter((hash) => !pairs.has(hash))).toEqual([]);
  const stated = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  expect(pairs.size).toBeLessThanOrEqual(stated.size);
  expect(hashes.names).toHaveLength(hashes.pairs.length);
  expect(fast.documents[0]?.packages).toEqual(expected?.packages);
  expect(fast.documents[0]?.graph()).toEqual(expected?.graph());
  return true;
}

function lock(packages: object, rest: object = {}): string {
  return JSON.stringify(
    { name: 'x', lockfileVersion: 3, ...rest, packages: { '': {}, ...packages } },
    null,
    2,
  );
}

const chalk = { 'node_modules/chalk': { version: '5.6.1' } };

const whole = Buffer.from(
  lock(
    {
      ...chalk,
      'node_modules/odd': {
        name: 'is-odd',
        version: '0.1.2',
        resolved: 'https://registry.example/is-odd/-/is-odd-0.1.2.tgz',
      },
      'node_modules/@a/b/node_modules/c': {
        version: '1.0.0',
        dev: true,
        engines: { node: '>=18' },
        os: ['linux', '!win32'],
      },
      'node_modules/member': { resolved: 'packages/member', link: true },
      'packages/member': { version: '1.0.0', dependencies: { chalk: '^5.0.0' } },
    },
    { requires: true, number: -1.5e3, none: null, list: [[], [{}], 'a"b\\u00e9'] },
  ),
);

const legacy = Buffer.from(
  lock(
    { 'node_modules/@s/a': { version: '1.0.0', resolved: tarball('@s/a', '1.0.0') }, ...chalk },
    {
      lockfileVersion: 2,
      dependencies: {
        '@s/a': { version: '1.0.0', resolved: tarball('@s/a', '1.0.0') },
        chalk: { version: '5.6.1', requires: { b: '2' } },
        odd: { version: 'npm:chalk@5.6.1' },
      },
    },
  ),
);

const nested = Buffer.from(
  JSON.stringify(
    {
      name: 'x',
      lockfileVersion: 1,
      requires: true,
      dependencies: {
        '@s/a': {
          version: '1.0.0',
          resolved: tarball('@s/a', '1.0.0'),
          integrity,
          requires: { b: '2' },
          dependencies: { b: { version: '2.0.0', dependencies: { c: { version: 'v3.0.0' } } } },
        },
        chalk: { version: '5.6.1', bundled: true },
        odd: { version: 'npm:@s/is-odd@3.0.0', dev: true },
      },
    },
    null,
    1,
  ),
);

/** What is particular to a file, and the file. */
type Case = readonly [what: string, text: string];

describe('the one-pass scan of package-lock.json', () => {
  it('takes an ordinary file', () => {
    expect(agrees(whole)).toBe(true);
  });

  it.each([
    ['minified', Buffer.from(JSON.stringify(JSON.parse(whole.toString())))],
    ['with CRLF', Buffer.from(whole.toString().replaceAll('\n', '\r\n'))],
    [
      'with versions that semver reads with a v or build metadata',
      Buffer.from(
        lock({
          'node_modules/a': { version: 'v1.0.0' },
          'node_modules/b': { version: '1.0.0+5' },
          'node_modules/c': { version: '2.0.0-rc.1' },
          'node_modules/d': { version: '2.0.0-0.a-1.b+00.1' },
        }),
      ),
    ],
    ['with names beyond ASCII', Buffer.from(lock({ 'node_modules/é': { version: '1.0.0' } }))],
    [
      'with version 2 and its legacy part',
      Buffer.from(
        lock(chalk, { lockfileVersion: 2, dependencies: { chalk: { version: '5.6.1' } } }),
      ),
    ],
    [
      'with URLs of all kinds that name what the entries do',
      Buffer.from(
        lock({
          'node_modules/a': { version: '1.0.0', resolved: tarball('a', '1.0.0') },
          'node_modules/@s/a': { version: '1.0.0-rc.1', resolved: tarball('@s/a', '1.0.0-rc.1') },
          'node_modules/@s/b': {
            version: '1.0.0',
            resolved: 'https://registry.example/api/@s/b/-/@s/b-1.0.0.tgz',
          },
          'node_modules/c': { name: '@s/d', version: '1.0.0', resolved: tarball('@s/d', '1.0.0') },
          'node_modules/g': {
            version: '1.0.0',
            resolved: `git+ssh://git@git.example/g.git#${sha}`,
          },
          'node_modules/f': { version: '1.0.0', resolved: 'file:f-1.0.0.tgz' },
        }),
      ),
    ],
    [
      'with version 2, and in its legacy part an alias, a member and one below another',
      Buffer.from(
        lock(
          {
            'node_modules/a': { version: '1.0.0', resolved: tarball('a', '1.0.0') },
            'node_modules/a/node_modules/b': { version: '2.0.0' },
            'node_modules/odd': { name: '@s/is-odd', version: '3.0.0' },
            'node_modules/x': { resolved: 'packages/x', link: true },
            'packages/x': { version: '1.0.0' },
          },
          {
            lockfileVersion: 2,
            dependencies: {
              a: {
                version: '1.0.0',
                resolved: tarball('a', '1.0.0'),
                requires: { b: '2' },
                dependencies: { b: { version: '2.0.0' } },
              },
              odd: { version: 'npm:@s/is-odd@3.0.0' },
              x: { version: 'file:packages/x', requires: {} },
            },
          },
        ),
      ),
    ],
    ['of version 4', Buffer.from(lock(chalk, { lockfileVersion: 4 }))],
    ['without its project', Buffer.from(JSON.stringify({ lockfileVersion: 3, packages: chalk }))],
    ['of version 1', nested],
    ['of version 1 on one line', Buffer.from(JSON.stringify(JSON.parse(nested.toString())))],
    [
      'that states no version of its format',
      Buffer.from('{"dependencies":{"__proto__":{"version":"1.0.0","resolved":false}}}'),
    ],
    ['of version 1 without a package', Buffer.from('{"lockfileVersion":1,"dependencies":{}}')],
    [
      'with __proto__ as a name',
      Buffer.from(lock({}).replace('{}', '{}, "node_modules/__proto__": { "version": "1.0.0" }')),
    ],
  ])('takes a file %s', (_, bytes) => {
    expect(agrees(bytes)).toBe(true);
  });

  it.each<Case>([
    ['version 1 that has packages', lock(chalk, { lockfileVersion: 1 })],
    [
      'a version of its format twice',
      lock(chalk, { lockfileVersion: 3 }).replace('{', '{"lockfileVersion":3,'),
    ],
    ['a version of its format that is a text', lock(chalk, { lockfileVersion: '3' })],
    ...[
      '"node_modules/a": {"version":"1.0.0"}, "node_modules/a": {"version":"1.0.0"}',
      '"node_modules/a": {"version":"1.0.0", "version":"1.0.0"}',
      '"node_modules/a": {"version":"1.0.0", "integrity":"a", "integrity":"b"}',
      '"node_modules/a": {"version":"1.0.0", "resolved":"git:a", "resolved":"git:b"}',
      '"node_modules/a": {"version":"1.0.0", "name":"a", "name":"b"}',
    ].map((twice): Case => [`${twice} in it`, lock({}).replace('{}', `{}, ${twice}`)]),
    ...[
      'github:u/r#main',
      `git+ssh://git@git.example/u/r.git#${sha}`,
      'file:../a',
      tarball('a', '1.0.0'),
      'npm:evil',
      'npm:@s/evil',
      '1.x',
      '',
      7,
    ].map((version): Case => [
      `version ${version} in version 1`,
      JSON.stringify({ lockfileVersion: 1, dependencies: { a: { version } } }),
    ]),
    ...[
      '{"a":{"version":"1.0.0"},"a":{"version":"1.0.0"}}',
      '{"a":{"version":"1.0.0","version":"1.0.0"}}',
      '{"a":{"version":"1.0.0","dependencies":{},"dependencies":{}}}',
      '{"a":{"version":"1.0.0","dependencies":[]}}',
      '{"a":{"version":"1.0.0","dependencies":null}}',
      '{"a":{"version":"1.0.0","dependencies":{"b":{}}}}',
      '{"":{"version":"npm:a@1.0.0"}}',
      '{"\\u0061":{"version":"1.0.0"}}',
      '{"a%62":{"version":"1.0.0"}}',
      '{"a":1}',
      '[]',
      `{${'"a":{"version":"1.0.0","dependencies":{'.repeat(300)}${'}}'.repeat(300)}}`,
    ].map((text): Case => [
      `${text.slice(0, 60)} in version 1`,
      `{"lockfileVersion":1,"dependencies":${text}}`,
    ]),
    ['version 5', lock(chalk, { lockfileVersion: 5 })],
    ['a package without a version', lock({ 'node_modules/a': {} })],
    ['a version that is no text', lock({ 'node_modules/a': { version: 1 } })],
    ['an entry that is no object', lock({ 'node_modules/a': 'x' })],
    [
      'a link that leads nowhere',
      lock({ 'node_modules/a': { resolved: 'packages/a', link: true } }),
    ],
    ['an escape in a key', lock(chalk).replace('chalk', 'ch\\u0061lk')],
    [
      'an escape in a name',
      lock({ 'node_modules/a': { name: 'b', version: '1.0.0' } }).replace('"b"', '"\\u0062"'),
    ],
    [
      'an escape in the key of a version',
      lock(chalk).replace('"version"', '"version": "0.0.1", "versio\\u006e"'),
    ],
    [
      'an escape in the key of a name',
      lock(chalk).replace('"version"', '"nam\\u0065": "axios", "version"'),
    ],
    [
      'an escape in the key of a link',
      lock(chalk).replace('"version"', '"l\\u0069nk": true, "version"'),
    ],
    ['a version that is a range', lock({ 'node_modules/a': { version: '1.14.x' } })],
    ['a version of two numbers', lock({ 'node_modules/a': { version: '1.14' } })],
    ['an escape in a version', lock(chalk).replace('5.6.1', '5.6\\u002e1')],
    ['a version beyond ASCII', lock({ 'node_modules/a': { version: '\u00a01.0.0' } })],
    ['a node_modules directory for an entry', lock({ 'pkg/node_modules': { version: '1.0.0' } })],
    ['two packages', lock(chalk).replace('"packages"', '"packages": {}, "packages"')],
    ['something behind the end', `${lock(chalk)} x`],
    ['a name that is empty', lock({ 'node_modules/': { version: '1.0.0' } })],
    ...[
      'node_modules//evil',
      'node_modules/./evil',
      'node_modules/evil/',
      'node_modules/evil/.',
      'node_modules/x/../evil',
      './node_modules/evil',
      '/node_modules/evil',
      '../lib',
      'node_modules\\evil',
      'node_modules/x/evil',
      'node_modules/@s/x/evil',
      'node_modules/ev%69l',
    ].map((key): Case => [`the key ${key}`, lock({ [key]: { version: '1.2.3' } })]),
    ...[
      '=1.0.0',
      ' 1.0.0',
      '1.0.0 ',
      '01.0.0',
      '1.00.0',
      '1.0.0-01',
      '1.0.0-',
      '1.0.0-a..b',
      '1.0.0-a_b',
      '1.0.0+',
      '1.0.0+a+b',
      '1.0.0.0',
      '1.0.0x',
      '9999999999999999.0.0',
      `1.0.0-${'a'.repeat(100)}`,
      'vv1.0.0',
      'npm:evil@1.2.3',
    ].map((version): Case => [`version ${version}`, lock({ 'node_modules/a': { version } })]),
    ...[
      tarball('evil', '1.2.3'),
      tarball('a', '1.2.3'),
      tarball('@s/a', '1.0.0'),
      tarball('evil', '1.0.0'),
      `${tarball('a', '1.0.0')}?x`,
      `${tarball('evil', '1.2.3')}?/a/-/a-1.0.0.tgz`,
      `${tarball('evil', '1.2.3')}#/a/-/a-1.0.0.tgz`,
      'https://registry.example/evil%2f-/a/-/a-1.0.0.tgz',
      'HTTPS://registry.example/evil/-/evil-1.2.3.tgz',
      'https://registry.example/a/download/a-1.0.0.tgz',
      'https://a-1.0.0.tgz',
    ].map((resolved): Case => [
      `a@1.0.0 resolved to ${resolved}`,
      lock({ 'node_modules/a': { version: '1.0.0', resolved } }),
    ]),
    [
      'an alias resolved to what it is called',
      lock({
        'node_modules/a': { name: 'b', version: '1.0.0', resolved: tarball('a', '1.0.0') },
      }),
    ],
    ...[
      { evil: { version: '1.2.3' } },
      { chalk: { version: '5.6.2' } },
      { chalk: { version: '5.6.1', resolved: tarball('evil', '1.2.3') } },
      { chalk: { version: '5.6.1', dependencies: { evil: { version: '1.2.3' } } } },
      { chalk: { dependencies: { evil: { version: '1.2.3' } }, version: '5.6.1' } },
      { other: { version: 'npm:evil@1.2.3' } },
      { other: { version: tarball('evil', '1.2.3') } },
      { other: { version: 'file:evil.tgz', integrity } },
      { evil: { version: 'file:vendor/evil-1.2.3.tgz' } },
      { chalk: {} },
      { chalk: 'x' },
      [],
    ].map((dependencies): Case => [
      `${JSON.stringify(dependencies)} for npm 6`,
      lock(chalk, { lockfileVersion: 2, dependencies }),
    ]),
  ])('leaves a file with %s to the slow way', (_, text) => {
    expect(read(Buffer.from(text)).documents[0]?.hashes).toBeUndefined();
  });

  it('takes the record of an installed tree, with the manifest above it or without', () => {
    const members = { 'packages/m': { version: '1.0.0', dependencies: { chalk: '*' } } };
    const bytes = Buffer.from(
      JSON.stringify({ lockfileVersion: 3, packages: { ...chalk, ...members } }),
    );
    const reading = readAt('node_modules/.package-lock.json', bytes);

    expect(agreesAt('node_modules/.package-lock.json', bytes)).toBe(true);
    expect(reading.documents[0]?.covers).toEqual(['..', '../packages/m']);
    expect(reading.documents[0]?.graph().importers).toHaveLength(2);
  });

  it('asks for the manifest at once, since companions are gone later', () => {
    let gone = false;
    const neighbours = {
      paths: [],
      bytes: () => {
        if (gone) throw new Error('gone');
        return manifest;
      },
    };
    const reading = npmLock.read(nested, { path: 'package-lock.json', neighbours });
    gone = true;

    expect(reading.documents[0]?.graph().importers).toMatchObject([{ name: 'x' }]);
  });

  it('leaves a file whose manifest cannot be read to the slow way, which says so once', () => {
    const neighbours = { paths: [], bytes: () => Buffer.from('{') };
    const reading = npmLock.read(nested, { path: 'package-lock.json', neighbours });

    expect(reading.documents[0]?.hashes).toBeUndefined();
    expect(reading.problems).toHaveLength(1);
  });

  it.each([
    ['an ordinary file', whole],
    ['one of version 1', nested],
  ])('says nothing else than the slow way for any cut of %s', (_, original) => {
    for (let end = 0; end < original.length; end += 1) {
      expect(agrees(original.subarray(0, end)), `cut at ${end}`).toBe(false);
    }
  });

  it.each([
    ['an ordinary file', whole],
    ['one with a legacy part', legacy],
    ['one of version 1', nested],
  ])('says nothing else than the slow way for any changed byte of %s', (_, original) => {
    const signs = [...Buffer.from('"\\{}[]:,0x \n/.@%?'), 0x01, 0xff];
    let taken = 0;
    for (let at = 0; at < original.length; at += 1) {
      // A third of the signs at each byte, so that neighbours get all: what JSON is, is held elsewhere.
      for (let next = at % 3; next < signs.length; next += 3) {
        const changed = Buffer.from(original);
        changed[at] = signs[next] ?? 0;
        if (agrees(changed)) taken += 1;
      }
    }
    expect(taken).toBeGreaterThan(300);
  });

  it.each([
    ['an ordinary file', whole],
    ['one of version 1', nested],
  ])(
    'says nothing else than the slow way for any character of %s written as an escape',
    (_, original) => {
      const text = original.toString();
      let taken = 0;
      for (const { index } of text.matchAll(/[\w@/.^>=-]/g)) {
        const escape = `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`;
        if (agrees(Buffer.from(text.slice(0, index) + escape + text.slice(index + 1)))) taken += 1;
      }
      // Some of a file's text is what no name, version, URL or link depends on.
      expect(taken).toBeGreaterThan(2);
    },
  );

  it('takes the lockfiles of the sample organisation that are whole', () => {
    const sample = join(projectRoot, 'fixtures/sample');
    const files = readdirSync(sample, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('package-lock.json'),
    );
    const taken = files.filter((path) => agrees(readFileSync(join(sample, path))));
    expect(taken.length).toBeGreaterThan(5);
  });
});
