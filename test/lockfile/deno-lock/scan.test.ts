import { describe, expect, it } from 'vitest';
import { nameHash, pairHash } from '../../../src/lockfile/coordinate-hash.ts';
import { scanLock } from '../../../src/lockfile/deno-lock/scan.ts';
import { withJsonTape } from '../../../src/lockfile/reading/json-tape.ts';
import { integrity, read, stated, tarball } from '../support.ts';

const fifth = `{
  "version": "5",
  "specifiers": {
    "jsr:@std/fs@1": "1.2.0",
    "jsr:@std/path@1": "1.0.8",
    "npm:a@1": "1.0.0_p@4.0.0"
  },
  "jsr": {
    "@std/fs@1.2.0": { "integrity": "0a", "dependencies": ["jsr:@std/path", "npm:a@1"] },
    "@std/path@1.0.8": { "integrity": "0a" }
  },
  "npm": {
    "@s/b@1.0.0": { "integrity": "${integrity}" },
    "@s/b@2.0.0-rc.1": { "integrity": "${integrity}" },
    "a@1.0.0_p@4.0.0": {
      "integrity": "${integrity}",
      "dependencies": ["@s/b@1.0.0", "p"],
      "optionalDependencies": ["o@npm:@s/b@1.0.0"],
      "optionalPeers": ["nobody@^1"],
      "tarball": "${tarball('a', '1.0.0')}"
    },
    "p@4.0.0": { "integrity": "${integrity}" }
  },
  "remote": {},
  "workspace": {
    "dependencies": ["jsr:@std/fs@1"],
    "members": { "m": { "packageJson": { "dependencies": ["npm:a@1"] } } }
  }
}
`;

const third = JSON.stringify({
  version: '3',
  packages: {
    specifiers: { 'npm:a@1': 'npm:a@1.0.0_p@4.0.0' },
    npm: {
      'a@1.0.0_p@4.0.0': { integrity, dependencies: { p: 'p@4.0.0' } },
      'p@4.0.0': { integrity, dependencies: {} },
    },
  },
  remote: {},
});

const scanText = (text: string) =>
  withJsonTape(Buffer.from(text), { trailingCommas: false }, scanLock);

describe('the scan of a deno.lock', () => {
  it('knows names and versions of all packages, and the members', () => {
    const found = scanText(fifth);

    const packages: [string, string][] = [
      ['@s/b', '1.0.0'],
      ['@s/b', '2.0.0-rc.1'],
      ['a', '1.0.0'],
      ['p', '4.0.0'],
      ['@std/fs', '1.2.0'],
      ['@std/path', '1.0.8'],
    ];
    expect(found?.formatVersion).toBe('5');
    expect(found?.covers).toEqual(['.', 'm']);
    expect([...(found?.hashes.pairs ?? [])]).toEqual(
      packages.map(([name, version]) => pairHash(name, version)),
    );
    expect(new Set(found?.hashes.names)).toEqual(new Set(packages.map(([name]) => nameHash(name))));
  });

  it.each([
    ['5', fifth],
    ['3', third],
  ])('says what reading says of version %s', (_, text) => {
    const scanned = read('deno.lock', text);
    const whole = read('deno.lock', `\uFEFF${text}`);

    expect(scanned.documents[0]?.hashes).toBeDefined();
    expect(whole.documents[0]?.hashes).toBeUndefined();
    expect([...scanned.problems, ...whole.problems]).toEqual([]);
    expect(stated(scanned)).toEqual(stated(whole));
    expect(scanned.documents[0]?.covers).toEqual(whole.documents[0]?.covers);
    expect(scanned.documents[0]?.graph()).toEqual(whole.documents[0]?.graph());
    expect(scanned.documents[0]?.lines()).toEqual(whole.documents[0]?.lines());
  });

  it.each([
    ['an escape in a key', '"p@4.0.0": {', '"\\u0070@4.0.0": {'],
    ['an escape in a list', '"@s/b@1.0.0", "p"', '"@s/b@1.0.0", "\\u0070"'],
    ['a key twice', '"@s/b@2.0.0-rc.1"', '"p@4.0.0"'],
    ['a specifier twice', '    "npm:a@1"', '    "npm:a@1": "1.0.0_p@4.0.0",\n    "npm:a@1"'],
    ['a list of what is no text', '["nobody@^1"]', '["nobody@^1", 1]'],
    ['a section of another version', '"remote": {}', '"packages": {}'],
    ['a section twice', '"remote": {}', '"npm": {}'],
    ['a list twice', '"optionalPeers": ["nobody@^1"]', '"dependencies": ["p"]'],
    ['a missing package', '"p@4.0.0": {', '"q@4.0.0": {'],
    ['another version', '"@s/b@1.0.0", "p"', '"@s/b@1.5.0", "p"'],
    ['a missing alias', 'o@npm:@s/b@1.0.0', 'o@npm:@s/b@3.0.0'],
    ['a specifier that leads nowhere', '"1.2.0"', '"1.3.0"'],
    ['a specifier of another kind', '"npm:a@1": "', '"git:a@1": "'],
    ['a package of JSR that asks for nothing known', '"jsr:@std/path",', '"jsr:@std/x",'],
    ['a member that asks with an escape', '["npm:a@1"] }', '["npm:\\u0061@1"] }'],
    ['a manifest that is none', '{ "dependencies": ["npm:a@1"] }', '[]'],
    ['links', '"members":', '"links":'],
    ['an address that names another', tarball('a', '1.0.0'), tarball('b', '1.0.0')],
    ['a version that is none', '"@s/b@2.0.0-rc.1"', '"@s/b@2"'],
    ['a build', '"@s/b@2.0.0-rc.1"', '"@s/b@2.0.0+x"'],
    ['an unknown version', '"version": "5"', '"version": "6"'],
    ['text for an entry', '"p@4.0.0": {', '"x@1.0.0": "", "p@4.0.0": {'],
  ])('leaves it to reading where there is %s', (_, from, to) => {
    const changed = fifth.replace(from, to);

    expect(changed).not.toBe(fifth);
    expect(scanText(changed)).toBeNull();
  });

  it.each([
    ['nothing', fifth],
    [
      'what was never used',
      fifth.replace('["npm:a@1"] }', '["npm:x@1", "jsr:@y/z", "npm:x@1", "x"] }'),
    ],
    ['a name alone', fifth.replace('["npm:a@1"] }', '["npm:a"] }')],
    [
      'a tarball that bears no name',
      fifth.replace(tarball('a', '1.0.0'), 'https://files.example/a/1.tgz'),
    ],
  ])('says what reading says of what is asked for: %s', (_, text) => {
    const scanned = read('deno.lock', text);
    const whole = read('deno.lock', `\uFEFF${text}`);

    expect(scanned.documents[0]?.hashes).toBeDefined();
    expect(scanned.documents[0]?.requests).toEqual(whole.documents[0]?.requests);
    expect(stated(scanned)).toEqual(stated(whole));
    expect(whole.problems).toEqual([]);
  });

  it('leaves it to reading where version 3 asks for what is not there', () => {
    expect(scanText(third)).not.toBeNull();
    expect(scanText(third.replace('"remote":{}', '"npm":{}'))).toBeNull();
    expect(scanText(third.replace('"p":"p@4.0.0"', '"p":"p@5.0.0"'))).toBeNull();
    expect(scanText(third.replace('"npm:a@1.0.0', '"jsr:a@1.0.0'))).toBeNull();
  });
});
