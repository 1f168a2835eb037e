import { describe, expect, it } from 'vitest';
import { npmLock } from '../../src/lockfile/npm-lock/index.ts';
import { readers } from '../../src/lockfile/index.ts';
import type { LockDocument, LockfileReader, Reading } from '../../src/lockfile/types.ts';
import { controlSeeds } from '../fuzz/corpus.ts';
import { examine, inputOf, knownOf } from '../fuzz/examine.ts';
import { randomOf } from '../fuzz/random.ts';
import { bytesOf, keptIn, replaced, ropeOf } from '../fuzz/rope.ts';

/** Any would do; the same one each time, so that a failure can be had again. */
const seed = 20_261_120;

/** What a run finds, each with the way to have it again. */
function run(subjects: readonly LockfileReader[], count: number): string[] {
  const corpus = controlSeeds(subjects).map(knownOf);
  const found: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const random = randomOf(seed, index);
    const input = inputOf(corpus, random);
    for (const { message, oracle } of examine(input, random))
      found.push(`${input.known.seed.reader.id} ${oracle}, input ${index}: ${message}`);
  }
  return found;
}

// One at a time, so that each is changed as often, however many there are.
it.each(readers.map((reader) => [reader.id, reader] as const))(
  '%s bears files that were changed at random',
  (_, reader) => {
    expect(reader.controls()).not.toEqual([]);
    expect(run([reader], 250)).toEqual([]);
  },
);

describe('a fault is found', () => {
  function withDocument(change: (document: LockDocument) => Partial<LockDocument>): LockfileReader {
    return withReading((reading) => ({
      ...reading,
      documents: reading.documents.map((document) => ({
        label: document.label,
        packages: document.packages,
        covers: document.covers,
        graph: () => document.graph(),
        lines: () => document.lines(),
        ...change(document),
      })),
    }));
  }

  function withReading(change: (reading: Reading, bytes: Uint8Array) => Reading): LockfileReader {
    return { ...npmLock, read: (bytes, input) => change(npmLock.read(bytes, input), bytes) };
  }

  it.each<[what: string, oracle: string, reader: LockfileReader]>([
    [
      'that throws at odd bytes',
      'throws',
      withReading((reading, bytes) => {
        if (bytes.includes(0)) throw new Error('odd');
        return reading;
      }),
    ],
    [
      'that takes a fault of its own for the file’s',
      'swallowed',
      withReading((reading) => {
        const message = 'could not be read: x is not a function';
        const problem = { code: 'SYNTAX', message, line: null } as const;
        return reading.problems.length === 0 ? reading : { ...reading, problems: [problem] };
      }),
    ],
    [
      'that keeps what it could not read to itself',
      'lost',
      withReading((reading) => ({ ...reading, problems: [] })),
    ],
    [
      'that does not see cuts',
      'cut',
      withReading((reading) => ({
        ...reading,
        problems: reading.problems.filter(({ code }) => code !== 'SYNTAX'),
      })),
    ],
    [
      'that hashes too little',
      'unhashed',
      withDocument(({ packages }) => ({
        hashes: { names: new Int32Array(packages.length), pairs: new Int32Array(packages.length) },
      })),
    ],
    [
      'that reads its cheap way otherwise',
      'scan-differs',
      withReading((reading, bytes) =>
        bytes[0] === 0xef || reading.problems.length === 0
          ? reading
          : { ...reading, problems: reading.problems.slice(1) },
      ),
    ],
    [
      'that points outside the file',
      'malformed',
      withDocument((document) => ({
        lines: () => document.lines().map((line) => (line > 12 ? line + 1000 : line)),
      })),
    ],
    [
      'that has edges to nowhere',
      'malformed',
      withDocument((document) => ({
        graph: () => ({
          ...document.graph(),
          edges: document.packages.length > 1 ? [{ from: 0, to: 99, kind: 'prod' }] : [],
        }),
      })),
    ],
  ])('%s', (_, oracle, reader) => {
    expect(run([reader], 500).join('\n')).toContain(`npm-lock ${oracle}`);
  });
});

describe('a rope', () => {
  const original = Buffer.from('0123456789');

  it('knows after any change what is still in its place', () => {
    const cut = replaced(ropeOf(original), 2, 4, Buffer.from('ab'));
    const doubled = replaced(cut, 6, 6, Buffer.from('xyz'));
    const joined = replaced(doubled, 1, 3, new Uint8Array(0));

    expect(bytesOf(doubled).toString()).toBe('01ab45xyz6789');
    expect(bytesOf(joined).toString()).toBe('0b45xyz6789');
    expect(keptIn(joined)).toEqual([
      { start: 0, end: 1, at: 0 },
      { start: 4, end: 6, at: 2 },
      { start: 6, end: 10, at: 7 },
    ]);
  });

  it.each([
    [0, 0, 'x0123456789'],
    [10, 10, '0123456789x'],
    [0, 10, 'x'],
    [9, 10, '012345678x'],
  ])('from %i to %i is replaced', (start, end, text) => {
    expect(bytesOf(replaced(ropeOf(original), start, end, Buffer.from('x'))).toString()).toBe(text);
  });
});
