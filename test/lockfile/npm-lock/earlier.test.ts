import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/lockfile/types.ts';
import { read, stated, tarball } from '../support.ts';

function readLines(...lines: readonly string[]): Reading {
  return read('package-lock.json', lines.join('\n'));
}

const opened = '{"lockfileVersion":3,"packages":{"":{"dependencies":{"a":"*"}}';

describe('what stands twice in a lockfile of npm', () => {
  it('is stated both times, and both lead to what the last does', () => {
    const reading = readLines(
      `${opened},`,
      '"node_modules/a":{"version":"1.0.0"},',
      '"node_modules/b":{"version":"1.0.0","dependencies":{"a":"*"}},',
      '"node_modules/a":{"version":"2.0.0"}}}',
    );
    const [document] = reading.documents;

    expect(stated(reading)).toEqual(['a@1.0.0', 'a@2.0.0', 'b@1.0.0']);
    expect(document?.lines()).toEqual([4, 3, 2]);
    expect(document?.graph().edges).toHaveLength(2);
    expect(reading.problems).toMatchObject([{ code: 'ENTRY_UNREADABLE', line: 2 }]);
    expect(reading.problems[0]?.message).toContain('"node_modules/a" stands twice');
  });

  it.each<[what: string, lines: readonly string[], packages: readonly string[]]>([
    [
      'a version',
      [`${opened},"node_modules/a":{`, '"version":"1.0.0","version":"2.0.0"}}}'],
      ['a@1.0.0', 'a@2.0.0'],
    ],
    [
      'a name',
      [`${opened},"node_modules/a":{`, '"name":"b","name":"c","version":"2.0.0"}}}'],
      ['b@2.0.0', 'c@2.0.0'],
    ],
    [
      'what it is resolved to',
      [
        `${opened},"node_modules/a":{"version":"1.0.0",`,
        `"resolved":"${tarball('evil', '1.2.3')}","resolved":"${tarball('a', '1.0.0')}"}}}`,
      ],
      ['a@1.0.0', 'a@1.0.0', 'evil@1.2.3'],
    ],
    [
      'a key, once as an escape',
      [
        `${opened},`,
        '"node_modules/a":{"version":"1.0.0"},"node_modules/\\u0061":{"version":"2.0.0"}}}',
      ],
      ['a@1.0.0', 'a@2.0.0'],
    ],
    [
      'packages',
      [
        '{"lockfileVersion":3,',
        '"packages":{"node_modules/a":{"version":"1.0.0"}},"packages":{"node_modules/b":{"version":"1.0.0"}}}',
      ],
      ['a@1.0.0', 'b@1.0.0'],
    ],
    [
      'dependencies',
      [
        '{"lockfileVersion":1,',
        '"dependencies":{"a":{"version":"1.0.0"}},"dependencies":{"b":{"version":"1.0.0"}}}',
      ],
      ['a@1.0.0', 'b@1.0.0'],
    ],
    [
      'a dependency of version 1',
      [
        '{"lockfileVersion":1,"dependencies":{',
        '"a":{"version":"1.0.0","dependencies":{"c":{"version":"1.0.0"}}},"a":{"version":"2.0.0"}}}',
      ],
      ['a@1.0.0', 'a@2.0.0', 'c@1.0.0'],
    ],
    [
      'a version in version 1',
      ['{"lockfileVersion":1,"dependencies":{"a":{', '"version":"1.0.0","version":"2.0.0"}}}'],
      ['a@1.0.0', 'a@2.0.0'],
    ],
    [
      'the dependencies of an entry',
      [
        '{"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0",',
        '"dependencies":{"b":{"version":"1.0.0"}},"dependencies":{"c":{"version":"1.0.0"}}}}}',
      ],
      // The entry itself is stated with both, which is one package more.
      ['a@1.0.0', 'a@1.0.0', 'b@1.0.0', 'c@1.0.0'],
    ],
    [
      'a dependency in the part for npm 6',
      [
        '{"lockfileVersion":2,"packages":{"":{},"node_modules/a":{"version":"2.0.0"}},"dependencies":{',
        '"a":{"version":"1.0.0"},"a":{"version":"2.0.0"}}}',
      ],
      ['a@1.0.0', 'a@2.0.0'],
    ],
    [
      '__proto__',
      [
        '{"lockfileVersion":1,"dependencies":{',
        '"__proto__":{"version":"1.0.0"},"__proto__":{"version":"2.0.0"}}}',
      ],
      ['__proto__@1.0.0', '__proto__@2.0.0'],
    ],
  ])('is a problem with its line, and lost nowhere: %s', (_, lines, packages) => {
    const reading = readLines(...lines);

    expect(stated(reading)).toEqual(packages);
    expect(reading.problems).toMatchObject([{ code: 'ENTRY_UNREADABLE', line: 2 }]);
    expect(reading.documents[0]?.lines()).toHaveLength(packages.length);
    expect(reading.documents[0]?.hashes).toBeUndefined();
  });

  it('keeps the path of an entry that lies in others', () => {
    const reading = readLines(
      '{"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0","dependencies":{"b":{"version":"1.0.0","dependencies":{',
      '"c":{"version":"1.0.0"},"c":{"version":"2.0.0","version":"3.0.0"}}}}}}}',
    );
    const keys = reading.documents[0]?.packages.map(({ key, version }) => `${key}@${version}`);

    expect(keys?.slice(3)).toEqual([
      'node_modules/a/node_modules/b/node_modules/c@1.0.0',
      'node_modules/a/node_modules/b/node_modules/c@2.0.0',
    ]);
  });

  it('is no problem where no package depends on it', () => {
    const reading = readLines(
      '{"name":"x","name":"y","lockfileVersion":3,"packages":{"":{},',
      '"node_modules/a":{"version":"1.0.0","license":"MIT","license":"ISC","engines":{"node":"1","node":"2"}}}}',
    );

    expect(stated(reading)).toEqual(['a@1.0.0']);
    expect(reading.problems).toEqual([]);
  });

  it('is counted where it stands there a million times', () => {
    const members = Array.from({ length: 20_000 }, () => '"node_modules/a":{"version":"1.0.0"}');
    const reading = readLines(`${opened},${members.join(',')}}}`);

    expect(stated(reading).length).toBeGreaterThan(1000);
    expect(new Set(stated(reading))).toEqual(new Set(['a@1.0.0']));
    expect(reading.problems.length).toBeGreaterThan(0);
  });
});
