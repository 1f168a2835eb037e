import { describe, expect, it } from 'vitest';
import { checkReaders } from '../../../src/app/doctor/readers.ts';
import type { DoctorReader } from '../../../src/app/doctor/results.ts';
import { npmLock } from '../../../src/lockfile/npm-lock/index.ts';
import type {
  Control,
  Graph,
  LockDocument,
  LockedPackage,
  LockfileReader,
  Reading,
  Sight,
} from '../../../src/lockfile/types.ts';

/** npm's reader with something changed in what it says. */
function withReading(change: (reading: Reading, bytes: Uint8Array) => Reading): LockfileReader {
  return { ...npmLock, read: (bytes, input) => change(npmLock.read(bytes, input), bytes) };
}

function withDocuments(change: (document: LockDocument) => Partial<LockDocument>): LockfileReader {
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

function withPackages(change: (locked: LockedPackage) => LockedPackage): LockfileReader {
  return withDocuments(({ packages }) => ({ packages: packages.map(change) }));
}

function withGraph(change: (graph: Graph) => Partial<Graph>): LockfileReader {
  return withDocuments((document) => ({
    graph: () => ({ ...document.graph(), ...change(document.graph()) }),
  }));
}

function withSight(sees: Partial<Sight>): LockfileReader {
  return { ...npmLock, sees: { ...npmLock.sees, ...sees } };
}

function withControls(change: (control: Control) => Partial<Control>): LockfileReader {
  const changed = npmLock.controls().map((control) => ({ ...control, ...change(control) }));
  return { ...npmLock, controls: () => changed };
}

function checked(reader: LockfileReader): DoctorReader {
  const [report] = checkReaders([reader]);
  if (report === undefined) throw new Error('no report');
  return report;
}

function messages(reader: LockfileReader): string[] {
  return checked(reader).failures.map(({ message }) => message);
}

const plantName = '@firebreak-control/plant';
const problem = { code: 'SYNTAX', message: 'odd', line: null } as const;

describe('a reader', () => {
  it('that finds its plants is said to see what it claims', () => {
    const report = checked(npmLock);

    expect(report).toMatchObject({
      id: 'npm-lock',
      kind: 'lockfile',
      edges: 'all',
      controls: expect.arrayContaining(['version 1', 'version 3']),
      failures: [],
    });
  });

  it('whose control is not its own by path is said to have lost it', () => {
    const other: LockfileReader = { ...npmLock, id: 'other' };
    const [, report] = checkReaders([other, npmLock]);

    expect(report?.failures[0]?.message).toBe('package-lock.json is read by other');
  });
});

const ofPlant = (locked: LockedPackage): boolean => locked.name === plantName;

describe('a reader is named that', () => {
  it.each<[what: string, reader: LockfileReader, message: string]>([
    ['has no control', { ...npmLock, controls: () => [] }, 'no control says what it can find'],
    [
      'throws',
      withReading(() => {
        throw new Error('gone');
      }),
      'reading it threw: gone',
    ],
    [
      'cannot make its controls',
      {
        ...npmLock,
        controls: () => {
          throw new Error('gone');
        },
      },
      'reading it threw: gone',
    ],
    [
      'loses the plant',
      withDocuments(({ packages }) => ({ packages: packages.filter((one) => !ofPlant(one)) })),
      'the plant was found not at all, not once',
    ],
    [
      'gives it another name',
      withPackages((one) => (ofPlant(one) ? { ...one, name: 'plant' } : one)),
      'the plant was found not at all, not once',
    ],
    [
      'takes it for a member of the project',
      withPackages((one) => ({ ...one, source: 'workspace' })),
      'the plant was found not at all, not once',
    ],
    [
      'states it twice',
      withDocuments((document) => ({
        packages: [...document.packages, ...document.packages],
        lines: () => [...document.lines(), ...document.lines()],
      })),
      'the plant was found 2 times, not once',
    ],
    [
      'hashes what is not there',
      withDocuments(() => ({ hashes: { names: new Int32Array(1), pairs: new Int32Array(1) } })),
      'the plant was found not at all, not once',
    ],
    [
      'hashes versions and no names',
      withDocuments((document) => ({
        hashes: {
          names: new Int32Array(0),
          pairs: document.hashes?.pairs ?? new Int32Array(0),
        },
      })),
      'the plant was not found where every version is sought',
    ],
    [
      'finds a problem in what is sound',
      withReading((reading) => ({ ...reading, problems: [problem] })),
      'a sound file shows a problem: odd',
    ],
    [
      'finds none in what is cut',
      withReading((reading) => ({ ...reading, problems: [] })),
      'a file cut in the middle lost the plant and showed no problem',
    ],
    [
      'finds none in what is empty',
      withReading((reading, bytes) =>
        bytes.length === 0 ? { ...reading, problems: [] } : reading,
      ),
      'a file without a byte showed no problem',
    ],
    [
      'states one version whatever the file says',
      withPackages((one) => (ofPlant(one) ? { ...one, version: '6.6.6' } : one)),
      'the plant was found in a file that holds another version of it',
    ],
    [
      'gives the line behind',
      withDocuments((document) => ({ lines: () => document.lines().map((line) => line + 1) })),
      ', which does not name it',
    ],
    ['loses edges', withGraph(() => ({ edges: [] })), 'version 3: shows no edge'],
    [
      'loses importers',
      withGraph(() => ({ importers: 'unknown' })),
      'version 3: does not know what the project asks for',
    ],
    [
      'has its edges the wrong way round',
      withGraph(({ edges }) => ({
        edges: edges.map(({ from, kind, to }) => ({ from: to, to: from, kind })),
      })),
      'version 3: has no way from an importer over a package to the plant',
    ],
    [
      'loses marks',
      withPackages((one) => ({ ...one, marks: [], scope: 'prod' })),
      'version 3: does not know that the plant is for development alone',
    ],
    [
      'loses integrity',
      withPackages((one) => ({ ...one, integrity: null })),
      'no control has an integrity of kind artefact',
    ],
    [
      'states versions that it does not claim',
      withSight({ versions: ['3'] }),
      'version 1: is of a version that is not claimed',
    ],
    [
      'claims no edges',
      withSight({ edges: 'none' }),
      'version 3: shows edges, which are not claimed',
    ],
    [
      'claims no importers',
      withSight({ importers: 'none' }),
      'version 3: knows importers, which are not claimed',
    ],
    [
      'claims to need a companion',
      withSight({ importers: 'companion' }),
      'version 3: knows importers without the files beside it',
    ],
    [
      'claims not to tell development',
      withSight({ dev: 'none' }),
      'version 3: knows that the plant is for development alone',
    ],
    [
      'claims to derive development from the graph',
      withSight({ dev: 'graph' }),
      'version 3: marks the plant as development, which is not claimed',
    ],
    [
      'claims no integrity',
      withSight({ integrity: 'none' }),
      'version 3: has an integrity, which is not claimed',
    ],
    [
      'has a control with another plant',
      withControls(() => ({ plant: { ecosystem: 'npm', name: 'absent', version: '1.0.0' } })),
      'the plant was found not at all, not once',
    ],
  ])('%s', (_, reader, message) => {
    expect(messages(reader)).toContainEqual(expect.stringContaining(message));
  });
});
