// `npm run bench [-- NAME... REPOSITORY...]`: times the compiled program against the least work that could do the same,
// and prints a line of ratios for each benchmark. Nothing here passes or fails by a time.
import { delimiter, isAbsolute, resolve } from 'node:path';
import { setup, teardown } from '../support/environment.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { benchmarks } from './benchmarks.ts';
import { line, time } from './harness.ts';
import { historyRows, rescanRows } from './histories/rows.ts';
import { updateRows } from './inventories/rows.ts';
import { manyRows } from './many/rows.ts';
import { readersRows } from './readers/index.ts';

type Rows = (
  directory: string,
  repositories: readonly string[],
) => Iterable<string> | AsyncIterable<string>;

/** Those that give a line for each thing they look at. */
const within: Readonly<Record<string, Rows>> = {
  readers: readersRows,
  history: historyRows,
  rescan: rescanRows,
  update: updateRows,
  many: manyRows,
};

const known = [...Object.keys(benchmarks), ...Object.keys(within)];
const words = process.argv.slice(2);
const paths = words.filter((word) => isAbsolute(word) || word.startsWith('.'));
const named = words.filter((word) => !paths.includes(word));
const wanted = named.length > 0 ? named : known;
// Before the environment is made bare.
const { FIREBREAK_BENCH_REPOSITORIES: listed = '' } = process.env;
const repositories = (paths.length > 0 ? paths : listed.split(delimiter).filter(Boolean)).map(
  (path) => resolve(path),
);
setup();
try {
  for (const name of wanted) {
    const rows = within[name];
    if (rows !== undefined) {
      process.stderr.write(`${name}: preparing\n`);
      for await (const row of rows(temporaryDirectory(), repositories))
        process.stdout.write(`${row}\n`);
      continue;
    }
    const prepare = benchmarks[name];
    if (prepare === undefined)
      throw new Error(`no benchmark ${name}; there are ${known.join(', ')}`);
    process.stderr.write(`${name}: preparing\n`);
    const benchmark = prepare(temporaryDirectory());
    // Side by side they would slow each other down.
    // oxlint-disable-next-line no-await-in-loop
    process.stdout.write(`${line(await time(benchmark))}\n`);
  }
} finally {
  teardown();
}
