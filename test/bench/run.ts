// `npm run bench [-- NAME...]`: times the compiled program against the least work that could do the same, and prints
// a line of ratios for each benchmark. Nothing here passes or fails by a time.
import { setup, teardown } from '../support/environment.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { benchmarks } from './benchmarks.ts';
import { line, time } from './harness.ts';

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benchmarks);
setup();
try {
  for (const name of wanted) {
    const prepare = benchmarks[name];
    if (prepare === undefined)
      throw new Error(`no benchmark ${name}; there are ${Object.keys(benchmarks).join(', ')}`);
    process.stderr.write(`${name}: preparing\n`);
    const benchmark = prepare(temporaryDirectory());
    // Side by side they would slow each other down.
    // oxlint-disable-next-line no-await-in-loop
    process.stdout.write(`${line(await time(benchmark))}\n`);
  }
} finally {
  teardown();
}
