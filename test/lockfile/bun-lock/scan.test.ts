import { describe, expect, it } from 'vitest';
import { hashTable } from '../../../src/lockfile/reading/hash-table.ts';
import { scanLock } from '../../../src/lockfile/bun-lock/scan.ts';
import { withJsonTape } from '../../../src/lockfile/reading/json-tape.ts';
import { nameHash, pairHash } from '../../../src/lockfile/coordinate-hash.ts';
import { integrity, read, stated, tarball } from '../support.ts';

const text = `{
  "lockfileVersion": 1,
  "configVersion": 1,
  "workspaces": {
    "": {
      "name": "app",
      "dependencies": { "@s/a": "1", "b": "npm:real@2", },
      "devDependencies": { "m": "workspace:*" },
    },
    "packages/m": {
      "name": "m",
      "optionalDependencies": { "gone": "1" },
      "peerDependencies": { "c": "1", "nobody": "1" },
      "optionalPeers": ["nobody"],
    },
  },
  "packages": {
    "@s/a": ["@s/a@1.0.0-rc.1+build", "", { "dependencies": { "@t/d": "1" }, "os": "linux" }, "${integrity}"],
    "b": ["real@2.0.0", "${tarball('real', '2.0.0')}", {}, "${integrity}"],
    "c": ["c@1.0.0", "", {}, "${integrity}"],
    "m": ["m@workspace:packages/m"],
    "@s/a/@t/d": ["@t/d@1.0.0", "", { "dependencies": { "e": "1", "c": "1" }, "bundled": true }, "${integrity}"],
    "@s/a/@t/d/e": ["e@1.0.0", "", {}, "${integrity}"],
  },
}
`;

const scanText = (changed: string) =>
  withJsonTape(Buffer.from(changed), { trailingCommas: true }, scanLock);

describe('the scan of a bun.lock', () => {
  it('knows names and versions of all packages, and the members', () => {
    const found = scanText(text);

    const packages: [string, string][] = [
      ['@s/a', '1.0.0-rc.1'],
      ['real', '2.0.0'],
      ['c', '1.0.0'],
      ['@t/d', '1.0.0'],
      ['e', '1.0.0'],
    ];
    expect(found).toEqual({
      formatVersion: '1',
      hashes: {
        names: Int32Array.from(packages.map(([name]) => nameHash(name))),
        pairs: Int32Array.from(packages.map(([name, version]) => pairHash(name, version))),
      },
      workspaces: ['', 'packages/m'],
    });
  });

  it('says what reading says', () => {
    const scanned = read('bun.lock', text);
    const whole = read('bun.lock', `${text}// as it was`);

    expect(scanned.documents[0]?.hashes).toBeDefined();
    expect(whole.documents[0]?.hashes).toBeUndefined();
    expect(scanned.problems).toEqual([]);
    expect(whole.problems).toEqual([]);
    expect(stated(scanned)).toEqual(stated(whole));
    expect(scanned.documents[0]?.covers).toEqual(whole.documents[0]?.covers);
    expect(scanned.documents[0]?.lines()).toEqual([18, 19, 20, 21, 22, 23]);
  });

  it.each([
    ['a comment', '"configVersion": 1,', '"configVersion": 1, // one'],
    ['an escape in a key', '"c": [', '"\\u0063": ['],
    ['an escape in a name', '["c@', '["\\u0063@'],
    ['a key twice', '    "c": [', `    "c": ["c@1.0.0", "", {}, "${integrity}"],\n    "c": [`],
    ['a section twice', '"os": "linux"', '"dependencies": {}'],
    ['a key of a workspace twice', '"name": "m",', '"name": "m", "name": "m",'],
    ['a part twice', '"configVersion": 1', '"packages": {}'],
    ['a member twice', '"packages/m": {', '"": {'],
    ['a missing dependency', '"@s/a/@t/d/e"', '"@s/a/e/e"'],
    ['a missing dependency of the project', '"b": "npm', '"x": "npm'],
    ['a missing peer', '["nobody"]', '["somebody"]'],
    ['a package from git', '"c@1.0.0", ""', '"c@github:u/c#1", ""'],
    ['a range for a version', '"c@1.0.0"', '"c@^1.0.0"'],
    ['a version with a letter', '"c@1.0.0"', '"c@v1.0.0"'],
    ['an entry with too few items', `"c@1.0.0", "", {}, "${integrity}"`, '"c@1.0.0", "", {}'],
    ['an address that names another', 'real-2.0.0.tgz', 'evil-2.0.0.tgz'],
    ['an address of another shape', 'https://registry.example/real/-/', 'https://host.example/'],
    ['an unknown version', '"lockfileVersion": 1', '"lockfileVersion": 3'],
    ['a key that is no place', '"c": [', '"c/": ['],
    ['a name that reads like a place', '"b": "npm', '"@s/a/@t/d": "npm'],
    ['a scope for a key', '"c": [', '"@c": ['],
    ['no project', '    "": {', '    "other": {'],
  ])('leaves it to reading where there is %s', (_, from, to) => {
    const changed = text.replace(from, to);

    expect(changed).not.toBe(text);
    expect(scanText(changed)).toBeNull();
  });
});

describe('a table of hashes', () => {
  it('knows what was put in, once', () => {
    const table = hashTable();

    expect([table.add(0, 4), table.add(-5, 6), table.add(0, 5), table.add(1, 5)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([0, -5, 7].map((hash) => table.get(hash))).toEqual([4, 6, -1]);
  });

  it('gives up on hashes made to lie in one place', () => {
    const table = hashTable();
    const step = 1 << 30;
    const crowd = Array.from({ length: 100 }, (_, index) => {
      // Equal in all bits that choose the place, whatever the size of the table.
      const high = (index << 17) | 0;
      return high ^ ((high >>> 15) & (step - 1));
    });

    expect(
      crowd.map((hash) => table.add(hash | 1, 0)).filter((added) => !added).length,
    ).toBeGreaterThan(0);
  });
});
