// `node --import this-file program`: when the program ends, writes how many bytes of memory it had at most to the file
// that BENCH_PEAK_MEMORY names. Processes that it starts are not counted.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const { BENCH_PEAK_MEMORY: path } = process.env;
if (isMainThread && path !== undefined) {
  delete process.env.BENCH_PEAK_MEMORY;
  process.on('exit', () => writeFileSync(path, String(process.resourceUsage().maxRSS * 1024)));
}
