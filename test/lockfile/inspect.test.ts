import { describe, expect, it } from 'vitest';
import { inspectRows } from '../../src/lockfile/inspect.ts';
import type { LockDocument, Reading } from '../../src/lockfile/types.ts';
import { draw } from './graph/drawing.ts';
import { integrity, read, tarball } from './support.ts';

function readingOf(...documents: LockDocument[]): Reading {
  return { formatVersion: '1', describes: 'resolution', documents, problems: [] };
}

describe('the rows of a reading', () => {
  it('state everything there is about a package', () => {
    const reading = read('package-lock.json', {
      lockfileVersion: 3,
      packages: {
        '': { devDependencies: { '@s/a': '*' } },
        'node_modules/@s/a': {
          version: '1.0.0',
          resolved: tarball('@s/a', '1.0.0'),
          integrity,
          dev: true,
        },
      },
    });

    expect(inspectRows(reading)).toEqual({
      packages: [
        {
          purl: 'pkg:npm/%40s/a@1.0.0',
          ecosystem: 'npm',
          name: '@s/a',
          version: '1.0.0',
          direct: true,
          scope: 'dev',
          marks: ['dev'],
          source: 'registry',
          resolved: tarball('@s/a', '1.0.0'),
          commit: null,
          integrity,
          lines: [9],
        },
      ],
      edges: 0,
    });
  });

  it('merge entries of one package: strongest scope, all marks and lines, direct where any is', () => {
    const reading = read('package-lock.json', {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { a: '*' } },
        'node_modules/a': { version: '1.0.0', optional: true },
        'node_modules/b/node_modules/a': { version: '1.0.0', dev: true, integrity },
        'node_modules/c/node_modules/a': { version: '2.0.0' },
      },
    });

    expect(inspectRows(reading).packages).toMatchObject([
      {
        version: '1.0.0',
        direct: true,
        scope: 'optional',
        marks: ['dev', 'optional'],
        lines: [9, 13],
        integrity,
      },
      { version: '2.0.0', direct: false, scope: 'prod' },
    ]);
  });

  it('are sorted by name, version and source, and kept apart by them', () => {
    const reading = read('package-lock.json', {
      lockfileVersion: 3,
      packages: {
        '': {},
        'node_modules/b': { version: '1.0.0' },
        'node_modules/a-b': { version: '1.0.0' },
        'node_modules/a': { version: '2.0.0' },
        'node_modules/x/node_modules/a': { version: '10.0.0', resolved: 'file:a' },
        'node_modules/y/node_modules/a': { version: '10.0.0' },
      },
    });

    expect(
      inspectRows(reading).packages.map(({ name, version, source }) => [name, version, source]),
    ).toEqual([
      ['a', '10.0.0', 'file'],
      ['a', '10.0.0', 'registry'],
      ['a', '2.0.0', 'registry'],
      ['a-b', '1.0.0', 'registry'],
      ['b', '1.0.0', 'registry'],
    ]);
  });

  it('do not say that a package is not direct where one document cannot tell', () => {
    const told = draw({ '.': ['b'] }, { a: ['b'], b: [] });
    const untold = draw('unknown', { a: ['b'], b: [] });

    const { packages, edges } = inspectRows(readingOf(told, untold));

    expect(packages.map(({ name, direct }) => [name, direct])).toEqual([
      ['a', null],
      ['b', true],
    ]);
    expect(edges).toBe(2);
  });

  it('leave out lines that were not found, and the version where there is none', () => {
    const reading = read('yarn.lock', '# yarn lockfile v1\n\n\n', {
      'package.json': { workspaces: ['x'] },
      'x/package.json': { name: 'x' },
    });

    expect(inspectRows(reading).packages).toMatchObject([
      { purl: 'pkg:npm/x', version: '', lines: [] },
    ]);
  });
});
