import { describe, expect, it } from 'vitest';
import { edges, integrity, read, row, sha, stated, tarball } from '../support.ts';

function npm(entry: object): ReturnType<typeof read> {
  return read('package-lock.json', {
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { good: '1' } },
      'node_modules/good': { version: '1.0.0', ...entry },
    },
  });
}

describe('an entry whose URL names something else', () => {
  it.each([
    ['another name', tarball('evil', '1.2.3'), 'evil@1.2.3'],
    ['a scoped name', tarball('@s/good', '1.0.0'), '@s/good@1.0.0'],
    ['another version', tarball('good', '1.2.3'), 'good@1.2.3'],
    ['an escaped name', 'https://registry.example/ev%69l/-/ev%69l-1.2.3.tgz', 'evil@1.2.3'],
    ['a detour', 'https://registry.example/good/-/../../evil/-/./evil-1.2.3.tgz', 'evil@1.2.3'],
    ['a query', `${tarball('evil', '1.2.3')}?/good/-/good-1.0.0.tgz`, 'evil@1.2.3'],
    ['a capital scheme', 'HTTPS://registry.example/evil/-/evil-1.2.3.tgz', 'evil@1.2.3'],
    ['the layout of cnpm', 'https://mirror.example/evil/download/evil-1.2.3.tgz', 'evil@1.2.3'],
    ['a digest', `https://npm.example/download/@s/evil/1.2.3/${sha}`, '@s/evil@1.2.3'],
  ])('is stated under both: %s', (_, resolved, other) => {
    const reading = npm({ resolved });

    expect(stated(reading)).toEqual(['good@1.0.0', other].toSorted());
    expect(reading.problems).toEqual([]);
  });

  it.each([
    tarball('good', '1.0.0'),
    'https://registry.example/api/npm/good/-/good-1.0.0.tgz?cache=0#x',
    'https://registry.example/files/evil-1.2.3.tgz',
    'https://registry.example/releases/download/v1.2.3/evil-1.2.3.tgz',
    'https://registry.example/a/-/b-1.2.3.tgz',
    'https://registry.example/evil/-/not-evil-1.2.3.tgz',
  ])('is stated once where the URL names the same or nothing: %s', (resolved) => {
    expect(npm({ resolved }).documents[0]?.packages).toHaveLength(1);
  });

  it('is stated once where the name is that of an alias or the version has build metadata', () => {
    expect(
      stated(npm({ name: 'evil', version: '1.2.3', resolved: tarball('evil', '1.2.3') })),
    ).toEqual(['evil@1.2.3']);
    expect(stated(npm({ version: '1.0.0+5', resolved: tarball('good', '1.0.0') }))).toEqual([
      'good@1.0.0+5',
    ]);
  });

  it('is asked for, found and stands where its entry does', () => {
    const reading = read('package-lock.json', {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { good: '1' } },
        'node_modules/a': { version: '1.0.0', dependencies: { good: '1' } },
        'node_modules/good': {
          version: '1.0.0',
          resolved: tarball('evil', '1.2.3'),
          dev: true,
          dependencies: { a: '1', good: '1' },
        },
      },
    });

    expect(row(reading, 'evil')).toMatchObject({ direct: true, scope: 'dev', lines: [15] });
    expect(edges(reading)).toEqual([
      'a -prod> evil',
      'a -prod> good',
      'evil -prod> a',
      'evil -prod> evil',
      'evil -prod> good',
      'good -prod> a',
      'good -prod> evil',
      'good -prod> good',
    ]);
  });

  it('is found in both sides of a conflict', () => {
    const side = JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': {},
        'node_modules/good': { version: '1.0.0', resolved: tarball('evil', '1.2.3') },
      },
    });
    const reading = read('package-lock.json', `<<<<<<< a\n${side}\n=======\n${side}\n>>>>>>> b\n`);

    expect(stated(reading).filter((one) => one === 'evil@1.2.3')).toHaveLength(2);
  });

  it('is stated under both in yarn.lock', () => {
    const lock = (resolved: string): string =>
      `# yarn lockfile v1\n\n\ngood@^1.0.0:\n  version "1.0.0"\n  resolved "${resolved}#${sha}"\n`;

    expect(stated(read('yarn.lock', lock(tarball('evil', '1.2.3'))))).toContain('evil@1.2.3');
    expect(
      stated(read('yarn.lock', lock('https://mirror.example/evil/download/evil-1.2.3.tgz'))),
    ).toContain('evil@1.2.3');
  });

  it('is stated under both in pnpm-lock.yaml', () => {
    const reading = read(
      'pnpm-lock.yaml',
      `lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      good:\n        specifier: ^1\n        version: 1.0.0\n` +
        `packages:\n  good@1.0.0:\n    resolution: {integrity: ${integrity}, tarball: ${tarball('evil', '1.2.3')}}\n` +
        `snapshots:\n  good@1.0.0: {}\n`,
    );

    expect(stated(reading)).toEqual(['evil@1.2.3', 'good@1.0.0']);
    expect(row(reading, 'evil').direct).toBe(true);
    expect(reading.problems).toEqual([]);
  });
});
