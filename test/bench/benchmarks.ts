import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/project.ts';
import type { Benchmark, Program } from './harness.ts';
import { writeDirectories, writeList, writeRepositories } from './organisation.ts';
import { firebreak, program } from './programs.ts';

/** The benchmarks by the name under which one can be asked for; each is made ready, below `directory`, when it runs. */
export const benchmarks: Readonly<Record<string, (directory: string) => Benchmark>> = {
  help() {
    const measure = program('node -e 0', ['-e', '0'], [0]);
    return { name: '--help to node -e 0', ours: firebreak(['--help'], [0]), measure, pairs: 21 };
  },

  directories: (directory) => directories(directory, 1, ''),

  exposed: (directory) => directories(directory, 10, ', 10 of them exposed'),

  'exposed-widely': (directory) => directories(directory, 60, ', 60 of them exposed'),

  repositories(directory) {
    const parent = join(directory, 'repositories');
    mkdirSync(parent, { recursive: true });
    writeRepositories(parent);
    const measure = program(
      'stream-blobs',
      [join(projectRoot, 'test/bench/measures/stream-blobs.ts'), parent],
      [0],
    );
    const ours = scan(parent, directory, 1);
    return {
      name: 'scan of 100 git repositories, 200,000 packages, to git streaming them',
      ours,
      measure,
      pairs: 7,
    };
  },

  run(directory) {
    const lines = join(directory, 'lines');
    const ours = join(directory, 'run');
    const measures = join(projectRoot, 'test/bench/measures');
    const clear = (path: string) => () => rmSync(path, { recursive: true, force: true });
    return {
      name: 'run of 1,000 targets to 3,000 appends, each synced',
      ours: {
        ...program('drive-run', [join(measures, 'drive-run.ts'), ours, '1000'], [0]),
        before: clear(ours),
      },
      measure: {
        ...program('append-records', [join(measures, 'append-records.ts'), lines, '3000'], [0]),
        before: clear(lines),
      },
      pairs: 11,
    };
  },
};

/** The organisation as plain directories, of which the list names packages of the first `exposed`. */
function directories(directory: string, exposed: number, what: string): Benchmark {
  const parent = join(directory, 'directories');
  writeDirectories(parent);
  const measure = program(
    'parse-files',
    [join(projectRoot, 'test/bench/measures/parse-files.ts'), parent],
    [0],
  );
  return {
    name: `scan of 100 directories, 200,000 packages${what}, to reading and parsing them`,
    ours: scan(parent, directory, exposed),
    measure,
    pairs: 7,
  };
}

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
