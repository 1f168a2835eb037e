import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
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
  /** A file that it reads as its input, and one that what it prints goes to. */
  readonly input?: string;
  readonly output?: string;
  /** A file in which it leaves its peak memory, as `peak-memory.js` does. */
  readonly peak?: string;
}

/** How a run ended. */
export interface Ended {
  /** Of wall time. */
  readonly milliseconds: number;
  readonly exitCode: number;
  /** Bytes of memory it had at most; null where it does not say. */
  readonly peak: number | null;
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

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Runs ours and the measure in turn, so that a busy machine burdens both, after one round of each that warms caches
 * and is not counted. States ratios and judges none.
 */
export async function time({ name, ours, measure, pairs }: Benchmark): Promise<Timing> {
  const rounds = await inTurn({ ours, measure }, pairs);
  return timingOf(
    name,
    rounds.map((round) => ({
      ours: round.ours.milliseconds,
      measure: round.measure.milliseconds,
    })),
  );
}

/** Runs programs turn by turn, so many rounds after one that is not counted; gives how each ended in each round. */
export async function inTurn<Key extends string>(
  programs: Readonly<Record<Key, Program>>,
  rounds: number,
): Promise<readonly Readonly<Record<Key, Ended>>[]> {
  const ended: Record<Key, Ended>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const each: [string, Ended][] = [];
    for (const [key, program] of Object.entries<Program>(programs)) {
      // One after the other on purpose: two at once would time the machine's scheduler.
      // oxlint-disable-next-line no-await-in-loop
      each.push([key, await run(program)]);
    }
    if (round > 0) ended.push(Object.fromEntries(each) as Record<Key, Ended>);
  }
  return ended;
}

/** Two pieces of work within this process, called turn by turn. */
export interface Calls {
  readonly name: string;
  readonly ours: () => unknown;
  readonly measure: () => unknown;
  readonly pairs: number;
}

/** How long a round of calls takes at least, in milliseconds: below, the clock and chance would show. */
const round = 4;

/** As `time`, of calls: warmed until compiled, then as many calls to a round as make it long enough. */
export function timeCalls({ name, ours, measure, pairs }: Calls): Timing {
  const counts = [ours, measure].map((work) => callsPerRound(work)) as [number, number];
  const times = Array.from({ length: pairs }, () => ({
    ours: callsTime(ours, counts[0]),
    measure: callsTime(measure, counts[1]),
  }));
  return timingOf(name, times);
}

function callsPerRound(work: () => unknown): number {
  let calls = 0;
  const begun = performance.now();
  do {
    work();
    calls += 1;
  } while (performance.now() - begun < 50 * round);
  return Math.max(1, Math.ceil((calls * round) / (performance.now() - begun)));
}

/** Of one call, in milliseconds. */
function callsTime(work: () => unknown, calls: number): number {
  const begun = performance.now();
  for (let call = 0; call < calls; call += 1) work();
  return (performance.now() - begun) / calls;
}

/** One line for people: the ratio first, since times differ from machine to machine. */
export function line(timing: Timing): string {
  return lineIn(timing, milliseconds);
}

/** The same of something else than times. */
export function lineIn(
  { name, pairs, ours, measure, ratio }: Timing,
  written: (value: number) => string,
): string {
  const medians = `${written(ours.median)} to ${written(measure.median)}`;
  const range = `min ${ratio.min.toFixed(2)}, max ${ratio.max.toFixed(2)}`;
  return `${name}: ${ratio.median.toFixed(2)} (${range}, ${pairs} pairs; medians ${medians})`;
}

/** What pairs of numbers come to. */
export function timingOf(
  name: string,
  times: readonly { readonly ours: number; readonly measure: number }[],
): Timing {
  return {
    name,
    pairs: times.length,
    ours: spread(times.map((each) => each.ours)),
    measure: spread(times.map((each) => each.measure)),
    ratio: spread(times.map((each) => each.ours / each.measure)),
  };
}

async function run(program: Program): Promise<Ended> {
  program.before?.();
  const { input = devNull, output = devNull, peak = null } = program;
  const descriptors = [openSync(input, 'r'), openSync(output, 'w')];
  const start = process.hrtime.bigint();
  const child = spawn(program.command, program.args, {
    env: { ...process.env, ...program.env },
    stdio: [...descriptors, 'pipe'],
  });
  const complaints: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  for (const descriptor of descriptors) closeSync(descriptor);
  if (code === null || !program.expected.includes(code)) {
    const said = Buffer.concat(complaints).toString().slice(-2000);
    throw new Error(`${program.name} ended with ${code}: ${said}`);
  }
  return { milliseconds: elapsed, exitCode: code, peak: peak === null ? null : peakIn(peak) };
}

/** Takes the file away, so that no run answers for the next. */
function peakIn(path: string): number {
  const bytes = Number(readFileSync(path, 'utf8'));
  rmSync(path);
  return bytes;
}

/** As people read it. */
export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

/** As people read it; a million bytes each. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** Median, least and greatest. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (place: number): number => sorted[Math.trunc(place)] ?? Number.NaN;
  const half = (sorted.length - 1) / 2;
  return { median: (at(half) + at(Math.ceil(half))) / 2, min: at(0), max: at(sorted.length - 1) };
}
