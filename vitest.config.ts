import { defineConfig } from 'vitest/config';
import { CountsReporter } from './test/reporter.ts';
import { LongestFirst } from './test/sequencer.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/environment.ts'],
    reporters: ['default', new CountsReporter()],
    disableConsoleIntercept: true,
    pool: 'forks',
    // A process for many files, one after the other: loading the same modules anew for each took a third of the time of
    // those that start nothing. So a file leaves the environment, the directory and the modules as it found them.
    isolate: false,
    // Twice the cores of a small machine: many suites wait for programs that they started.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    // Suites that start the compiled program or git wait for processes, on machines with two cores.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
