import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../../src/lockfile/yarn-lock/pattern.ts';
import type { Reading } from '../../../src/lockfile/types.ts';
import { codes, read, row, stated, tarball } from '../support.ts';

type Files = NonNullable<Parameters<typeof read>[2]>;

const lock = `# yarn lockfile v1


a@^1.0.0:
  version "1.0.0"
  resolved "${tarball('a', '1.0.0')}"
`;

function paths(reading: Reading): unknown {
  const { importers } = reading.documents[0]?.graph() ?? { importers: 'unknown' };
  return importers === 'unknown' ? importers : importers.map(({ path }) => path);
}

const members: Files = {
  'packages/x/package.json': { name: '@app/x', version: '0.1.0', dependencies: { a: '^1.0.0' } },
  'packages/y/package.json': { name: '@app/y', devDependencies: { '@app/x': '^0.1.0' } },
  'packages/x/node_modules/z/package.json': { name: 'z', dependencies: { absent: '*' } },
  'tools/deep/t/package.json': { name: 't' },
  'elsewhere/package.json': { name: 'e', dependencies: { absent: '*' } },
};

describe('the workspaces of yarn 1', () => {
  it('are importers and packages, and answer for one another', () => {
    const reading = read('yarn.lock', lock, {
      'package.json': { name: 'app', workspaces: ['packages/*'] },
      ...members,
    });

    expect(paths(reading)).toEqual(['.', 'packages/x', 'packages/y']);
    expect(stated(reading)).toEqual(['@app/x@0.1.0 workspace', '@app/y@ workspace', 'a@1.0.0']);
    expect(reading.documents[0]?.covers).toEqual(['.', 'packages/x', 'packages/y']);
    expect(row(reading, '@app/x')).toMatchObject({ direct: true, scope: 'dev' });
    expect(row(reading, 'a')).toMatchObject({ direct: true, scope: 'prod' });
    expect(reading.problems).toEqual([]);
  });

  it.each([
    [{ packages: ['packages/*'], nohoist: ['**'] }, ['.', 'packages/x', 'packages/y']],
    [
      ['packages/**', 'tools/**'],
      ['.', 'packages/x', 'packages/y', 'tools/deep/t'],
    ],
    [['./packages/x/'], ['.', 'packages/x']],
    [
      ['packages/*', '!packages/y'],
      ['.', 'packages/x'],
    ],
    [['pack*/x'], ['.', 'packages/x']],
    [[], ['.']],
    ['packages/*', ['.']],
  ])('are found by %j', (workspaces, found) => {
    const reading = read('yarn.lock', lock, {
      'package.json': { name: 'app', workspaces },
      ...members,
    });

    expect(paths(reading)).toEqual(found);
  });

  it('are reported where their pattern is not understood or a manifest is broken', () => {
    const pattern = read('yarn.lock', lock, {
      'package.json': { workspaces: ['packages/{x,y}'] },
      ...members,
    });
    const manifest = read('yarn.lock', lock, {
      'package.json': { workspaces: ['packages/*'] },
      'packages/x/package.json': '[]',
    });

    expect(codes(pattern)).toEqual(['ENTRY_UNREADABLE']);
    expect(codes(manifest)).toEqual(['ENTRY_UNREADABLE']);
  });

  it('leave a request open that no block and no member answers', () => {
    const reading = read('yarn.lock', lock, {
      'package.json': {
        name: 'app',
        dependencies: { '@app/gone': '^1.0.0' },
        workspaces: ['packages/*'],
      },
    });

    expect(reading.problems).toMatchObject([{ code: 'REFERENCE_MISSING' }]);
  });
});

describe('a workspace pattern', () => {
  it.each([
    ['a/b', 'a/*', true],
    ['a/b/c', 'a/*', false],
    ['a', 'a/*', false],
    ['a/b/c', 'a/**', true],
    ['a/b/c', '**/c', true],
    ['a/b/c', 'a/**/c', true],
    ['a/c', 'a/**/c', true],
    ['a/b/c', 'a/*/d', false],
    ['abc', 'a*c', true],
    ['abcb', 'a*c', false],
  ])('%s, %s: %s', (path, pattern, matches) => {
    expect(matchesPattern(path, pattern)).toBe(matches);
  });

  it('made to be slow is not', () => {
    expect(matchesPattern('a'.repeat(2000), `${'*a'.repeat(500)}b`)).toBe(false);
  });
});
