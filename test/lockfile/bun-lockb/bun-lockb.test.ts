import { describe, expect, it } from 'vitest';
import { codes, edges, only, read, row, stated } from '../support.ts';
import {
  git1036,
  git145,
  local081,
  local145,
  simple060,
  simple1145,
  simple145,
  unpacked,
  workspace1145,
  workspace145,
} from './fixtures.ts';

const readPacked = (base64: string) => read('bun.lockb', unpacked(base64));

const always = [
  '@scope/very-long-package-name@3.4.5',
  'a@1.0.0',
  'b@1.0.0',
  'big@4294967295.4294967294.1',
  'devtool@0.0.1-alpha.10',
  'leaf@1.0.0',
  'leaf@1.2.3-beta.4',
  'leaf@2.0.0',
  'mid@1.0.0',
  'mid@2.1.0',
  'opt@1.0.0',
];

describe('bun.lockb', () => {
  it.each([
    [
      'format 2, without scripts, with a build',
      simple060,
      '2',
      always.map((one) => (one === 'leaf@1.2.3-beta.4' ? `${one}+build.5` : one)),
    ],
    ['format 2', simple1145, '2', [...always, 'peer@4.0.0']],
    ['format 3', simple145, '3', [...always, 'peer@4.0.0']],
  ])('states what bun prints of it: %s', (_, packed, version, packages) => {
    const reading = readPacked(packed);

    expect(reading.problems).toEqual([]);
    expect(reading.formatVersion).toBe(version);
    expect(stated(reading)).toEqual(packages);
  });

  it.each([
    ['format 2', simple1145],
    ['format 3', simple145],
  ])('tells who asks for what, and why, in %s', (_, packed) => {
    const reading = readPacked(packed);

    expect(edges(reading)).toEqual([
      '@scope/very-long-package-name -optional> opt',
      '@scope/very-long-package-name -peer> peer',
      'a -prod> b',
      'b -prod> a',
      'devtool -prod> leaf',
      'devtool -prod> mid',
      'mid -prod> @scope/very-long-package-name',
      'mid -prod> leaf',
      'mid -prod> leaf',
    ]);
    expect(row(reading, 'devtool')).toMatchObject({ scope: 'dev', direct: true });
    expect(row(reading, 'opt')).toMatchObject({ scope: 'optional', direct: true });
    expect(row(reading, 'b')).toMatchObject({ scope: 'prod', direct: false });
    const [document] = reading.documents;
    const importers = document?.graph().importers;
    expect(importers).toMatchObject([{ path: '.', name: 'project-with-a-name' }]);
    expect(importers === 'unknown' ? [] : importers?.[0]?.dependencies).toContainEqual({
      alias: 'leaf-alias-of-it',
      range: 'npm:leaf@1.2.3-beta.4',
      kind: 'prod',
      to: document?.packages.findIndex(({ version }) => version === '1.2.3-beta.4'),
    });
  });

  it.each([
    ['format 2', workspace1145],
    ['format 3', workspace145],
  ])('has members of the project for importers, with their versions: %s', (_, packed) => {
    const reading = readPacked(packed);

    const [document] = reading.documents;
    expect(document?.covers).toEqual(['.', 'packages/one', 'packages/two']);
    expect(stated(reading)).toEqual([
      '@ws/number-two@2.0.0-rc.1 workspace',
      'devtool@0.3.1',
      'leaf@1.0.0',
      'leaf@2.0.0',
      'mid@1.0.0',
      'one@1.5.0 workspace',
    ]);
    const importers = document?.graph().importers;
    expect(importers).toMatchObject([
      { path: '.', name: 'ws', dependencies: [{ alias: 'leaf', range: '2.0.0', kind: 'prod' }] },
      { path: 'packages/one', name: 'one' },
      { path: 'packages/two', name: '@ws/number-two' },
    ]);
    expect(row(reading, 'devtool').scope).toBe('dev');
    expect(row(reading, 'mid').scope).toBe('prod');
  });

  it.each([
    ['format 2', local081],
    ['format 3', local145],
  ])(
    'tells directories and tarballs from registries, by the shape of their place: %s',
    (_, packed) => {
      const reading = readPacked(packed);

      expect(reading.problems).toEqual([]);
      expect(stated(reading)).toEqual([
        'folder-dep@ file',
        'leaf@1.0.0',
        'leaf@2.0.0',
        'mid@1.0.0',
        'tar-dep@ file',
      ]);
      expect(only(reading, 'mid').resolved).toBe('http://modules.example/mid/-/mid-1.0.0.tgz');
      expect(only(reading, 'tar-dep').resolved).toMatch(/tar-dep-8\.0\.0\.tgz$/);
    },
  );

  it.each([
    ['format 2', git1036],
    ['format 3', git145],
  ])('has the commit of what comes from git: %s', (_, packed) => {
    const reading = readPacked(packed);

    expect(reading.problems).toEqual([]);
    expect(only(reading, 'git-dep')).toMatchObject({
      source: 'git',
      version: '',
      commit: '9ac9d509e1e9c8ff64cedcb6fcd0d2257517b5f9',
    });
    const hub = reading.documents[0]?.packages.find(({ name }) => name === 'hub-dep');
    // What GitHub names its directories after is the beginning of a commit alone.
    expect(hub).toMatchObject({ resolved: 'github:owner/repo#0123abc', commit: null });
  });

  it('has the integrity of packages', () => {
    expect(only(readPacked(simple145), 'peer').integrity).toBe(
      'sha512-d+18TSJd2nF0lIJhfJx0n/Y+5NirMUFcxyvX5lZZcGbL1EiYe1zaMcqiE3e7wkpccMENwt/CuaPGPQtURgDxQg==',
    );
  });
});

describe('a bun.lockb that is none, or not known', () => {
  const file = (): Buffer => unpacked(simple145);
  /** The version stands behind the header. */
  const versioned = (version: number): Buffer => {
    const bytes = file();
    bytes.writeUInt32LE(version, 42);
    return bytes;
  };

  it.each([0, 1])('is said not to be read: format %i', (version) => {
    const reading = read('bun.lockb', versioned(version));

    expect(reading).toMatchObject({ formatVersion: String(version), documents: [] });
    expect(codes(reading)).toEqual(['FORMAT_VERSION_UNSUPPORTED']);
  });

  it('is read as far as it is like the newest known one', () => {
    const reading = read('bun.lockb', versioned(4));

    expect(codes(reading)).toEqual(['FORMAT_VERSION_UNSUPPORTED']);
    expect(stated(reading)).toContain('leaf@1.2.3-beta.4');
  });

  it('shows where the columns are not as large as its format has them', () => {
    const reading = read('bun.lockb', versioned(2));

    expect(codes(reading)).toEqual(['SYNTAX']);
    expect(reading.documents).toEqual([]);
  });

  it.each([
    ['text', Buffer.from('# yarn lockfile v1\n'), ['SYNTAX']],
    ['the header alone', file().subarray(0, 42), ['SYNTAX']],
    ['nothing', Buffer.alloc(0), ['FILE_EMPTY']],
  ])('is a problem: %s', (_, bytes, found) => {
    const reading = read('bun.lockb', bytes);

    expect(codes(reading)).toEqual(found);
    expect(reading.documents).toEqual([]);
  });
});

describe('numbers in a bun.lockb that lead elsewhere', () => {
  const start = Number(unpacked(simple145).readBigUInt64LE(42 + 4 + 32 + 32));
  const count = 13;
  const columns = { names: start, resolutions: start + 16 * count };
  const lists = columns.resolutions + 72 * count;

  it('show where a name lies outside of the file', () => {
    const bytes = unpacked(simple145);
    bytes.writeBigUInt64LE(0xffffffff7fffffffn, columns.names + 8 * 2);
    const reading = read('bun.lockb', bytes);

    expect(codes(reading)).toContain('ENTRY_UNREADABLE');
    expect(stated(reading)).toHaveLength(count - 2);
  });

  it('show where a package is resolved in a way nobody knows', () => {
    const bytes = unpacked(simple145);
    bytes.writeUInt8(99, columns.resolutions + 72 * 3);
    const reading = read('bun.lockb', bytes);

    expect(reading.problems).toEqual([
      {
        code: 'ENTRY_UNREADABLE',
        message: 'package 3 "leaf": its resolution cannot be read',
        line: null,
      },
    ]);
  });

  it('show where what is asked for lies outside of the array', () => {
    const bytes = unpacked(simple145);
    bytes.writeUInt32LE(1000, lists + 8 * 2);
    const reading = read('bun.lockb', bytes);

    expect(codes(reading)).toEqual(['REFERENCE_MISSING']);
  });

  it('are read once, where every package has all dependencies of the file for its own', () => {
    const bytes = unpacked(simple145);
    for (let id = 0; id < count; id += 1) {
      bytes.writeUInt32LE(0, lists + 8 * id);
      bytes.writeUInt32LE(16, lists + 8 * id + 4);
    }
    const reading = read('bun.lockb', bytes);

    expect(reading.problems).toHaveLength(count - 1 - 3);
    expect(reading.documents[0]?.graph().edges).toEqual([]);
  });

  it('show where an answer is no package', () => {
    const bytes = unpacked(simple145);
    const whole = read('bun.lockb', bytes);
    const all = [...bytes.keys()].filter(
      (at) => at > lists && at + 4 <= bytes.length && bytes.readUInt32LE(at) === 12,
    );
    const silent = all.filter((at) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt32LE(500, at);
      const reading = read('bun.lockb', changed);
      const lost = (reading.documents[0]?.graph().edges.length ?? 0) < 9;
      return lost && reading.problems.length === 0;
    });

    expect(edges(whole)).toHaveLength(9);
    expect(silent).toEqual([]);
  });
});
