import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameHash, pairHash } from '../../../src/lockfile/coordinate-hash.ts';
import { npmLock } from '../../../src/lockfile/npm-lock/index.ts';
import type { Reading } from '../../../src/lockfile/types.ts';
import { checkVersion } from '../../../src/package/version.ts';
import { projectRoot } from '../../support/project.ts';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function read(bytes: Uint8Array): Reading {
  return npmLock.read(bytes, {
    path: 'package-lock.json',
    neighbours: { paths: [], bytes: () => null },
  });
}

/** A byte order mark changes nothing of what a file says, and is never scanned. */
function readSlowly(bytes: Uint8Array): Reading {
  return read(Buffer.concat([byteOrderMark, bytes]));
}

/** Whether the scan took the file, after holding all it says against the slow way. */
function agrees(bytes: Uint8Array): boolean {
  const fast = read(bytes);
  const slow = readSlowly(bytes);
  const hashes = fast.documents[0]?.hashes;
  if (hashes === undefined) return false;
  const [expected] = slow.documents;
  const packages = expected?.packages.filter((locked) => locked.source !== 'workspace') ?? [];
  const names = new Set(hashes.names);
  const pairs = new Set(hashes.pairs);
  expect(slow.problems).toEqual([]);
  expect(fast.formatVersion).toBe(slow.formatVersion);
  expect(fast.documents[0]?.covers).toEqual(expected?.covers);
  expect(packages.filter(({ name }) => !names.has(nameHash(name)))).toEqual([]);
  // A version that is none can match no pair.
  const versioned = packages.flatMap(({ name, version }) => {
    const check = checkVersion('npm', version);
    return check.ok ? [pairHash(name, check.version)] : [];
  });
  expect(versioned.filter((hash) => !pairs.has(hash))).toEqual([]);
  expect(hashes.names).toHaveLength(packages.length);
  expect(hashes.pairs).toHaveLength(packages.length);
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
          'node_modules/c': { version: ' =v2.0.0-rc.1 ' },
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
      'with __proto__ as a name',
      Buffer.from(lock({}).replace('{}', '{}, "node_modules/__proto__": { "version": "1.0.0" }')),
    ],
  ])('takes a file %s', (_, bytes) => {
    expect(agrees(bytes)).toBe(true);
  });

  it.each([
    ['version 1', lock(chalk, { lockfileVersion: 1 })],
    ['version 4', lock(chalk, { lockfileVersion: 4 })],
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
    ['two packages', lock(chalk).replace('"packages"', '"packages": {}, "packages"')],
    ['something behind the end', `${lock(chalk)} x`],
    ['no project', JSON.stringify({ lockfileVersion: 3, packages: chalk })],
    ['a name that is empty', lock({ 'node_modules/': { version: '1.0.0' } })],
  ])('leaves a file with %s to the slow way', (_, text) => {
    expect(read(Buffer.from(text)).documents[0]?.hashes).toBeUndefined();
  });

  it('says nothing else than the slow way for any cut', () => {
    for (let end = 0; end < whole.length; end += 1) {
      expect(agrees(whole.subarray(0, end)), `cut at ${end}`).toBe(false);
    }
  });

  it('says nothing else than the slow way for any changed byte', () => {
    const signs = [...Buffer.from('"\\{}[]:,0x \n')];
    let taken = 0;
    for (let at = 0; at < whole.length; at += 1) {
      for (const sign of [...signs, 0x01, 0xff]) {
        const changed = Buffer.from(whole);
        changed[at] = sign;
        if (agrees(changed)) taken += 1;
      }
    }
    expect(taken).toBeGreaterThan(1000);
  });

  it('says nothing else than the slow way for any character written as an escape', () => {
    const text = whole.toString();
    let taken = 0;
    for (const { index } of text.matchAll(/[\w@/.^>=-]/g)) {
      const escape = `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`;
      if (agrees(Buffer.from(text.slice(0, index) + escape + text.slice(index + 1)))) taken += 1;
    }
    // Most of a file's text is what no name, version or link depends on.
    expect(taken).toBeGreaterThan(100);
  });

  it('takes the lockfiles of the sample organisation that are whole', () => {
    const sample = join(projectRoot, 'fixtures/sample');
    const files = readdirSync(sample, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('package-lock.json'),
    );
    const taken = files.filter((path) => agrees(readFileSync(join(sample, path))));
    expect(taken.length).toBeGreaterThan(5);
  });
});
