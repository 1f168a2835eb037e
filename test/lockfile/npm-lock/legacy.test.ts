import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/lockfile/types.ts';
import { codes, edges, integrity, read, row, sha, stated, tarball } from '../support.ts';

function readLock(packages: object, dependencies: unknown, lockfileVersion = 2): Reading {
  return read('package-lock.json', { lockfileVersion, packages, dependencies });
}

describe('"dependencies" beside "packages"', () => {
  it('adds nothing where both say the same', () => {
    const resolved = `git+ssh://git@git.example/g.git#${sha}`;
    const reading = readLock(
      {
        '': { dependencies: { a: '1', g: resolved, odd: 'npm:is-odd@3', x: '*' } },
        'node_modules/a': { version: '1.0.0', resolved: tarball('a', '1.0.0') },
        'node_modules/a/node_modules/b': { version: '2.0.0' },
        'node_modules/g': { version: '1.0.0', resolved, integrity },
        'node_modules/odd': { name: 'is-odd', version: '3.0.0' },
        'node_modules/x': { resolved: 'packages/x', link: true },
        'packages/x': { version: '1.0.0' },
      },
      {
        a: {
          version: '1.0.0',
          resolved: tarball('a', '1.0.0'),
          dependencies: { b: { version: '2.0.0' } },
        },
        g: { version: resolved, from: 'g@u/g' },
        odd: { version: 'npm:is-odd@3.0.0' },
        x: { version: 'file:packages/x' },
      },
    );

    expect(reading.documents[0]?.packages).toHaveLength(5);
    expect(reading.problems).toEqual([]);
  });

  it.each([1, 2, 3])('adds what it alone states, in version %i', (version) => {
    const reading = readLock(
      {
        '': { dependencies: { evil: '1' } },
        'node_modules/a': { version: '1.0.0', dependencies: { evil: '1' } },
        'node_modules/evil': { version: '1.0.0' },
      },
      {
        a: { version: '1.0.0', dependencies: { ghost: { version: '6.6.6' } } },
        evil: { version: '1.2.3' },
      },
      version,
    );

    expect(stated(reading)).toEqual(['a@1.0.0', 'evil@1.0.0', 'evil@1.2.3', 'ghost@6.6.6']);
    expect(edges(reading)).toEqual(['a -prod> evil', 'a -prod> evil']);
    expect(reading.documents[0]?.lines()).toEqual([9, 15, 28, 23]);
    expect(row(reading, 'ghost').direct).toBe(false);
  });

  it('takes another URL for another statement', () => {
    const reading = readLock(
      { '': {}, 'node_modules/a': { version: '1.0.0', resolved: tarball('a', '1.0.0') } },
      { a: { version: '1.0.0', resolved: tarball('evil', '1.2.3') } },
    );

    expect(stated(reading)).toEqual(['a@1.0.0', 'a@1.0.0', 'evil@1.2.3']);
  });

  it('is read where npm wrote it for npm 6', () => {
    const a = { version: '1.0.0', resolved: tarball('a', '1.0.0') };
    const reading = read('package-lock.json', {
      lockfileVersion: 2,
      packages: { '': {}, 'node_modules/a': a },
      dependencies: { a },
    });

    expect(reading.formatVersion).toBe('2');
    expect(stated(reading)).toEqual(['a@1.0.0']);
    expect(reading.documents[0]?.hashes?.names).toHaveLength(1);
  });

  it('is a problem where it is no object', () => {
    expect(codes(readLock({ '': {} }, []))).toEqual(['ENTRY_UNREADABLE']);
  });
});
