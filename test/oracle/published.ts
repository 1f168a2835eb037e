// `node test/oracle/published.ts scalibr|snyk REPOSITORY`: reads the fixtures of another project out of its bare git
// repository and compares with what that project publishes as the expected result. See README.md.
import { execFileSync } from 'node:child_process';
import { inspectRows } from '../../src/lockfile/inspect.ts';
import { baseName } from '../../src/lockfile/reading/path.ts';
import { readerFor, readers } from '../../src/lockfile/index.ts';
import type { LockfileReader, Reading } from '../../src/lockfile/types.ts';
import { scalibrExpectations } from './published/scalibr.ts';
import { snykExpectations } from './published/snyk.ts';

/** One fixture and what its project says it states. */
export interface Expectation {
  readonly path: string;
  /** The folder for which it is counted. */
  readonly folder: string;
  /** Id of the reader of ours that the fixture is meant for; its name may be no lockfile's. */
  readonly reader: string;
  /** The name under which that reader reads it. */
  readonly name: string;
  readonly pairs: ReadonlySet<string>;
  /** Whether the project leaves things out by design. */
  readonly partial: boolean;
  /** Whether the project expects an error. */
  readonly refuses: boolean;
}

/** Reads objects of a bare repository. */
export interface Objects {
  list(): readonly string[];
  bytes(path: string): Buffer;
}

const [project, repository] = process.argv.slice(2);
if (repository === undefined) throw new Error('published.ts scalibr|snyk REPOSITORY');
const objects = objectsOf(repository);
const expectations =
  project === 'scalibr' ? scalibrExpectations(objects) : snykExpectations(objects);
const counts = new Map<string, { equal: number; all: number }>();
for (const expected of expectations) {
  const reading = readAs(expected, objects);
  const mine = pairsOf(reading, expected.reader);
  const missing = [...expected.pairs].filter((pair) => !mine.has(pair));
  const extra = expected.partial ? [] : [...mine].filter((pair) => !expected.pairs.has(pair));
  const isEqual = expected.refuses
    ? reading.problems.length > 0 && missing.length === 0
    : missing.length + extra.length === 0;
  const count = counts.get(expected.folder) ?? { equal: 0, all: 0 };
  counts.set(expected.folder, { equal: count.equal + Number(isEqual), all: count.all + 1 });
  if (!isEqual)
    process.stdout.write(
      `${expected.path} (${expected.reader})${expected.refuses ? ' refused there' : ''}: ` +
        `missing ${missing.length} ${missing.slice(0, 4).join(', ')}; extra ${extra.length} ${extra.slice(0, 4).join(', ')}; ` +
        `problems ${reading.problems.length} ${reading.problems[0]?.message ?? ''}\n`,
    );
}
for (const [folder, { all, equal }] of counts)
  process.stdout.write(`${folder}: ${equal} of ${all} as expected\n`);
const equal = [...counts.values()].reduce((sum, count) => sum + count.equal, 0);
process.stdout.write(`all: ${equal} of ${expectations.length} as expected\n`);

/**
 * What is stated, and what is asked for without a version, which has an empty one there. In SBOMs the group is no part
 * of a name there.
 */
function pairsOf(reading: Reading, reader: string): ReadonlySet<string> {
  const asked = reading.documents.flatMap(({ requests = [] }) => requests);
  const stated = inspectRows(reading).packages.filter(({ source }) => source !== 'workspace');
  const named = (name: string): string =>
    ['cyclonedx', 'spdx'].includes(reader) ? baseName(name) : name;
  return new Set([
    ...stated.map(({ name, version }) => `${named(name)}@${version}`),
    ...asked.map(({ name }) => `${named(name)}@`),
  ]);
}

function readAs({ name, path, reader: id }: Expectation, from: Objects): Reading {
  const reader = readers.find((one) => one.id === id) ?? (readerFor(name) as LockfileReader);
  const directory = path.slice(0, path.lastIndexOf('/'));
  const paths = from
    .list()
    .filter((one) => one.startsWith(`${directory}/`))
    .map((one) => one.slice(directory.length + 1));
  return reader.read(from.bytes(path), {
    path: name,
    neighbours: {
      paths,
      bytes: (beside) => (paths.includes(beside) ? from.bytes(`${directory}/${beside}`) : null),
    },
  });
}

function objectsOf(gitDirectory: string): Objects {
  const git = (...args: string[]): Buffer =>
    execFileSync('git', ['--git-dir', gitDirectory, ...args], { maxBuffer: 1 << 30 });
  const paths = git('ls-tree', '-r', '-z', '--name-only', 'HEAD').toString().split('\0');
  return { list: () => paths, bytes: (path) => git('cat-file', 'blob', `HEAD:${path}`) };
}
