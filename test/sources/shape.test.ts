import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readers } from '../../src/lockfile/index.ts';
import type { LockfileReader } from '../../src/lockfile/types.ts';
import type { Mode } from '../../src/sources/listing.ts';
import { childContext, shapeOf } from '../../src/sources/shape.ts';

/** Every path at which a reader's positive controls lie, with the mode in which that directory is looked at. */
const paths = readers.flatMap((reader) => (reader.kind === 'launcher' ? [] : pathsOf(reader)));

const launchers = readers.flatMap((reader) => (reader.kind === 'launcher' ? pathsOf(reader) : []));

function pathsOf(reader: LockfileReader): (readonly [id: string, path: string])[] {
  return [...new Set(reader.controls().map(({ path }) => path))].map((path) => [reader.id, path]);
}

function modeAt(path: string): Mode {
  const directory = posix.dirname(path);
  if (directory.endsWith('node_modules/.pnpm')) return 'pnpm-store';
  return posix.basename(directory) === 'node_modules' ? 'modules' : 'ordinary';
}

function contextAt(path: string): string {
  return posix
    .dirname(path)
    .split('/')
    .filter((part) => part !== '.')
    .reduce(childContext, '');
}

describe('a file of any format', () => {
  it.each(paths)('%s at %s is listed, and named where it is a link', (id, path) => {
    const entry = { name: posix.basename(path), id: 'x' };
    const look = (kind: 'file' | 'link'): ReturnType<typeof shapeOf> =>
      shapeOf([{ ...entry, kind }], contextAt(path), modeAt(path));

    expect(look('file').files[0]).toMatchObject({ role: { reader: { id } } });
    expect(look('link')).toMatchObject({
      files: [],
      problems: [{ code: 'LINK_NOT_FOLLOWED', artefact: 'unreadable' }],
    });
  });
});

describe('a file that starts installs', () => {
  it.each(launchers)('%s at %s is listed, and passed over where it is a link', (id, path) => {
    const entry = { name: posix.basename(path), id: 'x' };
    const look = (kind: 'file' | 'link', mode: Mode): ReturnType<typeof shapeOf> =>
      shapeOf([{ ...entry, kind }], contextAt(path), mode);

    expect(look('file', 'ordinary').files).toMatchObject([
      { role: { kind: 'launcher', reader: { id } } },
    ]);
    expect(look('link', 'ordinary')).toMatchObject({ files: [], problems: [] });
    expect(look('file', 'modules').files).toEqual([]);
  });

  it('may be a manifest as well, which it is first', () => {
    const entry = { name: 'package.json', id: 'x', kind: 'file' } as const;

    expect(shapeOf([entry], '', 'ordinary').files.map(({ role }) => role.kind)).toEqual([
      'manifest',
      'launcher',
    ]);
  });
});

describe('companions', () => {
  it('that state nothing themselves are listed, and a link of such a name hides nothing', () => {
    const entry = { name: 'base.txt', id: 'x' };

    expect(shapeOf([{ ...entry, kind: 'file' }], '', 'ordinary').files).toMatchObject([
      { role: { kind: 'companion' } },
    ]);
    expect(shapeOf([{ ...entry, kind: 'link' }], '', 'ordinary').problems).toEqual([]);
    expect(shapeOf([{ ...entry, kind: 'file' }], 'node_modules', 'modules').files).toEqual([]);
  });

  it('manifests of installed packages count for nothing', () => {
    const entry = { name: 'package.json', id: 'x', kind: 'file' } as const;

    expect(shapeOf([entry], '', 'ordinary').files).not.toEqual([]);
    expect(shapeOf([entry], 'node_modules', 'modules').files).toEqual([]);
  });
});
