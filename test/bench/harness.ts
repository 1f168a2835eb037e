import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';

/** A program to time, as a person would start it. Its output is thrown away; how it ends is looked at. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that mean it did its work. */
  readonly expected: readonly number[];
  /** Brings things back to where each run starts; not timed. */
  readonly before?: () => void;
}

/** Two programs, run turn by turn: the first is ours, the second the measure it is held against. */
export interface Benchmark {
  readonly name: string;
  readonly ours: Program;
  readonly measure: Program;
  readonly pairs: number;
}

/** Milliseconds of wall time, and what each of our runs took divided by the measure's run right after it. */
export interface Timing {
  readonly name: string;
  readonly pairs: number;
  readonly ours: Spread;
  readonly measure: Spread;
  readonly ratio: Spread;
}

interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Runs ours and the measure in turn, so that a busy machine burdens both, after one round of each that warms caches
 * and is not counted. States ratios and judges none.
 */
export async function time({ name, ours, measure, pairs }: Benchmark): Promise<Timing> {
  await run(ours);
  await run(measure);
  const times: { ours: number; measure: number }[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    // One after the other on purpose: two at once would time the machine's scheduler.
    // oxlint-disable-next-line no-await-in-loop
    times.push({ ours: await run(ours), measure: await run(measure) });
  }
  return {
    name,
    pairs,
    ours: spread(times.map((each) => each.ours)),
    measure: spread(times.map((each) => each.measure)),
    ratio: spread(times.map((each) => each.ours / each.measure)),
  };
}

/** One line for people: the ratio first, since times differ from machine to machine. */
export function line({ name, pairs, ours, measure, ratio }: Timing): string {
  const times = `${ours.median.toFixed(0)} ms to ${measure.median.toFixed(0)} ms`;
  const range = `min ${ratio.min.toFixed(2)}, max ${ratio.max.toFixed(2)}`;
  return `${name}: ${ratio.median.toFixed(2)} (${range}, ${pairs} pairs; medians ${times})`;
}

async function run(program: Program): Promise<number> {
  program.before?.();
  const nowhere = openSync(devNull, 'r+');
  const start = process.hrtime.bigint();
  const child = spawn(program.command, program.args, {
    env: { ...process.env, ...program.env },
    stdio: [nowhere, nowhere, 'pipe'],
  });
  const complaints: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  closeSync(nowhere);
  if (code === null || !program.expected.includes(code)) {
    const said = Buffer.concat(complaints).toString().slice(-2000);
    throw new Error(`${program.name} ended with ${code}: ${said}`);
  }
  return elapsed;
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (place: number): number => sorted[Math.trunc(place)] ?? Number.NaN;
  const half = (sorted.length - 1) / 2;
  return { median: (at(half) + at(Math.ceil(half))) / 2, min: at(0), max: at(sorted.length - 1) };
}
