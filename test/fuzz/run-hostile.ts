/**
 * `node test/fuzz/run-hostile.ts [--size MB] [--reader ID] [--only TITLE]`: gives every reader the files of hostile.ts,
 * each in a process of its own. Prints time and memory of each, and names those that took too much of either, threw,
 * or were taken for sound although nobody could read them; exits 1 where there are any.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { readers } from '../../src/lockfile/index.ts';
import { controlSeeds } from './corpus.ts';
import { knownOf } from './examine.ts';
import { hostiles } from './hostile.ts';
import { lookAt } from './oracles.ts';

/** Milliseconds of the processor for a file and all that is asked of what it states: a minute for 100 MB. */
const patience = (megabytes: number): number => 1000 + 600 * megabytes;

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100' },
    reader: { type: 'string', multiple: true },
    only: { type: 'string' },
    control: { type: 'string' },
    one: { type: 'string' },
  },
});

const size = Number(values.size) * 1_000_000;
if (values.one !== undefined) one(Number(values.control), Number(values.one));
else process.exit(all() ? 0 : 1);

/** In the child: reads one file and says how it went, as one line of JSON. */
function one(control: number, index: number): void {
  const known = knownOf(controlSeeds(readers)[control] as ReturnType<typeof controlSeeds>[number]);
  const hostile = hostiles[index] as (typeof hostiles)[number];
  const bytes = hostile.make(known, size);
  if (bytes === null) return void process.stdout.write('null\n');
  const begun = process.cpuUsage();
  const { findings, reading } = lookAt(known.seed, bytes);
  const { system, user } = process.cpuUsage(begun);
  const took = Math.round((system + user) / 1000);
  const result = {
    bytes: bytes.length,
    took,
    memory: Math.round(process.resourceUsage().maxRSS / 1024),
    packages: reading?.documents.reduce((sum, { packages }) => sum + packages.length, 0) ?? null,
    problems: reading?.problems.length ?? null,
    findings: findings.slice(0, 3),
    wrong: reading !== null && hostile.mustShow && reading.problems.length === 0,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

function all(): boolean {
  let sound = true;
  const seen = new Set<string>();
  for (const [control, seed] of controlSeeds(readers).entries()) {
    const { id } = seed.reader;
    if (!(values.reader?.includes(id) ?? true)) continue;
    // Of minified files the indented twin stands for both: entries of one line cannot be told apart.
    if (`${seed.title}, indented` === controlSeeds(readers)[control + 1]?.title) continue;
    for (const [index, { name }] of hostiles.entries()) {
      if (values.only !== undefined && !name.includes(values.only)) continue;
      const key = `${seed.title}: ${name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const child = spawnSync(
        process.execPath,
        [
          '--max-old-space-size=4096',
          import.meta.filename,
          `--size=${values.size}`,
          `--control=${control}`,
          `--one=${index}`,
        ],
        { encoding: 'utf8', timeout: 5 * patience(120) },
      );
      const line = child.stdout.trim().split('\n').at(-1) ?? '';
      if (line === 'null') continue;
      const failure = failureOf(child.status, child.signal, line, child.stderr);
      if (failure !== null) sound = false;
      process.stdout.write(`${failure === null ? 'ok ' : 'BAD'} ${key}: ${failure ?? line}\n`);
    }
  }
  return sound;
}

function failureOf(
  status: number | null,
  signal: string | null,
  line: string,
  stderr: string,
): string | null {
  if (status !== 0 || line === '')
    return `ended by ${signal ?? status}: ${stderr.trim().split('\n').slice(-12).join(' ').slice(-400)}`;
  const { bytes, findings, took, wrong } = JSON.parse(line) as {
    bytes: number;
    findings: unknown[];
    took: number;
    wrong: boolean;
  };
  return findings.length > 0 || wrong || took > patience(bytes / 1e6) ? line : null;
}
