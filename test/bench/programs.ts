import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../support/project.ts';
import type { Program } from './harness.ts';

/** The compiled program with arguments. */
export function firebreak(args: readonly string[], expected: readonly number[]): Program {
  return program('firebreak', [join(projectRoot, 'bin/run.js'), ...args], expected);
}

/** The same, which leaves its peak memory in a file. */
export function weighedFirebreak(
  args: readonly string[],
  expected: readonly number[],
  peak: string,
): Program {
  const told = join(projectRoot, 'test/bench/peak-memory.js');
  return {
    ...program('firebreak', ['--import', told, join(projectRoot, 'bin/run.js'), ...args], expected),
    env: { BENCH_PEAK_MEMORY: peak },
    peak,
  };
}

/** A program that this Node runs. */
export function program(
  name: string,
  args: readonly string[],
  expected: readonly number[],
): Program {
  return { name, command: process.execPath, args, expected };
}

/** Runs a program, untimed, and gives what it printed. Throws where it did not do its work. */
export function outputOf({ args, command, expected, name }: Program): string {
  const { error, status, stderr, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error !== undefined) throw error;
  if (status !== null && expected.includes(status)) return stdout;
  throw new Error(`${name} ended with ${status}: ${stdout.slice(-1000)}${stderr.slice(-1000)}`);
}
