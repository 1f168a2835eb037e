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
    // Twice the cores of a small machine: many suites wait for programs that they started.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    // Suites that start the compiled program or git wait for processes, on machines with two cores.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
