// `npm run bench [-- NAME...]`: times the compiled program against the least work that could do the same, and prints
// a line of ratios for each benchmark. Nothing here passes or fails by a time.
import { setup, teardown } from '../support/environment.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { benchmarks } from './benchmarks.ts';
import { line, time } from './harness.ts';
import { readersRows } from './readers/index.ts';

/** Those of one program, which give a line for each thing they look at. */
const within: Readonly<Record<string, (directory: string) => Iterable<string>>> = {
  readers: readersRows,
};

const known = [...Object.keys(benchmarks), ...Object.keys(within)];
const wanted = process.argv.length > 2 ? process.argv.slice(2) : known;
setup();
try {
  for (const name of wanted) {
    for (const row of within[name]?.(temporaryDirectory()) ?? []) process.stdout.write(`${row}\n`);
    if (name in within) continue;
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
