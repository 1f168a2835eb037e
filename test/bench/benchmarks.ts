import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/project.ts';
import type { Benchmark, Program } from './harness.ts';
import { writeDirectories, writeList, writeRepositories } from './organisation.ts';

/** The benchmarks by the name under which one can be asked for; each is made ready, below `directory`, when it runs. */
export const benchmarks: Readonly<Record<string, (directory: string) => Benchmark>> = {
  help() {
    const measure = program('node -e 0', ['-e', '0'], [0]);
    return { name: '--help to node -e 0', ours: firebreak(['--help'], [0]), measure, pairs: 21 };
  },

  directories(directory) {
    const parent = join(directory, 'directories');
    writeDirectories(parent);
    const measure = program(
      'parse-files',
      [join(projectRoot, 'test/bench/measures/parse-files.ts'), parent],
      [0],
    );
    const ours = scan(parent, directory, 10);
    return {
      name: 'scan of 100 directories, 200,000 packages, to reading and parsing them',
      ours,
      measure,
      pairs: 7,
    };
  },

  exposed(directory) {
    const parent = join(directory, 'directories');
    writeDirectories(parent);
    const measure = program(
      'parse-files',
      [join(projectRoot, 'test/bench/measures/parse-files.ts'), parent],
      [0],
    );
    return {
      name: 'scan of 100 directories of which 60 are exposed, to reading and parsing them',
      ours: scan(parent, directory, 60),
      measure,
      pairs: 7,
    };
  },

  repositories(directory) {
    const parent = join(directory, 'repositories');
    mkdirSync(parent, { recursive: true });
    writeRepositories(parent);
    const measure = program(
      'stream-blobs',
      [join(projectRoot, 'test/bench/measures/stream-blobs.ts'), parent],
      [0],
    );
    const ours = scan(parent, directory, 10);
    return {
      name: 'scan of 100 git repositories, 200,000 packages, to git streaming them',
      ours,
      measure,
      pairs: 7,
    };
  },
};

/** A scan that starts with nothing remembered and finds exposures (exit code 10). */
function scan(target: string, directory: string, exposed: number): Program {
  const home = join(directory, 'home');
  return {
    ...firebreak(
      ['scan', target, '--incident', writeList(directory, exposed), '--data-dir', home, '--json'],
      [10],
    ),
    before: () => rmSync(home, { recursive: true, force: true }),
  };
}

function firebreak(args: readonly string[], expected: readonly number[]): Program {
  return program('firebreak', [join(projectRoot, 'bin/run.js'), ...args], expected);
}

function program(name: string, args: readonly string[], expected: readonly number[]): Program {
  return { name, command: process.execPath, args, expected };
}
