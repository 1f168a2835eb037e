import { describe, expect, it } from 'vitest';
import { createEntryReader } from '../../../src/lockfile/entries/reader.ts';
import type { LockDocument, LockfileReader } from '../../../src/lockfile/types.ts';
import { yarnLock } from '../../../src/lockfile/yarn-lock/index.ts';
import { writings } from './fixtures.ts';

const classic = writings['yarn 1'];

function text(count: number): Buffer {
  const parts = Array.from({ length: count }, (_, index) => ({
    name: `p${index}`,
    version: '1.0.0',
    needs: [],
  }));
  return Buffer.from(classic?.write(parts) ?? '');
}

/** yarn's reader, which says something else of files with so many packages or more, and counts those. */
function otherwise(
  from: number,
  change: (document: LockDocument) => LockDocument,
): LockfileReader & { wholes: number } {
  const reader = {
    ...yarnLock,
    wholes: 0,
    read: (bytes: Uint8Array, input: Parameters<LockfileReader['read']>[1]) => {
      const reading = yarnLock.read(bytes, input);
      const documents = reading.documents.map((document) => {
        if (document.packages.length < from) return document;
        reader.wholes += 1;
        return change(document);
      });
      return { ...reading, documents };
    },
  };
  return reader;
}

describe('a format whose entries say something else together than alone', () => {
  it('is read whole from then on', () => {
    const entries = createEntryReader();
    const reader = otherwise(3, (document) => ({
      ...document,
      packages: document.packages.slice(1),
    }));

    expect(entries.read(reader, 'yarn.lock', text(2))?.statements.length).toBe(2);
    // Its last entry is another: it is read both ways.
    expect(entries.read(reader, 'yarn.lock', text(3))).toBeNull();
    expect(entries.read(reader, 'yarn.lock', text(2))).toBeNull();
    expect(entries.read(reader, 'other/yarn.lock', text(2))).toBeNull();
  });

  it('does not pass requests over', () => {
    const request = { ecosystem: 'npm', name: 'a', range: '*', kind: 'prod', line: 1 } as const;
    const reader = otherwise(2, (document) => ({ ...document, requests: [request] }));

    expect(createEntryReader().read(reader, 'yarn.lock', text(2))).toBeNull();
  });
});

describe('a version is read whole too', () => {
  it('now and then, and where it is much shorter or longer or ends otherwise', () => {
    const entries = createEntryReader();
    const reader = otherwise(20, (document) => document);
    const read = (bytes: Uint8Array): number => {
      const before = reader.wholes;
      expect(entries.read(reader, 'yarn.lock', bytes)).not.toBeNull();
      return reader.wholes - before;
    };

    expect(read(text(60))).toBe(1);
    let again = 0;
    for (let version = 1; version <= 64; version += 1) again += read(text(60));
    expect(again).toBe(1);
    expect(read(text(61))).toBe(1);
    expect(read(text(61))).toBe(0);
    // The same end, and two entries in front of it less.
    const short = text(61)
      .toString()
      .replace(/"p1@[^]*?(?="p3@)/, '');
    expect(read(Buffer.from(short))).toBe(1);
    expect(read(Buffer.from(short))).toBe(0);
  });

  it('and says nothing where that has a problem', () => {
    const entries = createEntryReader();
    const reader = {
      ...yarnLock,
      read: (bytes: Uint8Array, input: Parameters<LockfileReader['read']>[1]) => {
        const reading = yarnLock.read(bytes, input);
        const isWhole = reading.documents.some(({ packages }) => packages.length > 1);
        const problem = { code: 'SYNTAX', message: 'odd', line: null } as const;
        return { ...reading, problems: isWhole ? [problem] : [] };
      },
    };

    expect(entries.read(reader, 'yarn.lock', text(2))).toBeNull();
    expect(entries.read(reader, 'yarn.lock', text(1))).not.toBeNull();
  });
});

it('gives the same statements, not merely equal ones, for versions that state the same', () => {
  const entries = createEntryReader();

  const first = entries.read(yarnLock, 'yarn.lock', text(5));
  const second = entries.read(yarnLock, 'yarn.lock', Buffer.concat([text(5), Buffer.from('\n\n')]));

  expect(first).not.toBeNull();
  expect(second?.statements).toBe(first?.statements);
});

it('reads formats whole that it does not know', () => {
  const entries = createEntryReader();

  expect(entries.read({ ...yarnLock, id: 'other' }, 'yarn.lock', text(2))).toBeNull();
  expect(entries.read(yarnLock, 'yarn.lock', new Uint8Array())).toBeNull();
  expect(entries.read(yarnLock, 'yarn.lock', Buffer.from('{"__metadata":{}}'))).toBeNull();
});
