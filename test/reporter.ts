import type { Reporter, TestCase, TestModule } from 'vitest/node';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly TestCase[];
}

/**
 * Ends a run with each skipped test and its reason, and with `N passed, N failed, N skipped` as the very last line.
 * A file or suite that fails outside its tests counts as one failure, as does an error that no test caught. A run
 * that ends badly never reports 0 failed.
 */
export class CountsReporter implements Reporter {
  private counts: Counts = { passed: 0, failed: 0, skipped: [] };

  onInit(): void {
    // Other reporters and vitest itself still write after the run's end.
    process.once('exit', (code) => {
      const { passed, failed, skipped } = this.counts;
      const skips = skipped.map((test) => `skipped: ${test.fullName}: ${reason(test)}\n`);
      const failures = code === 0 ? failed : Math.max(failed, 1);
      const total = `${passed} passed, ${failures} failed, ${skipped.length} skipped\n`;
      process.stdout.write(`${skips.join('')}${total}`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string): TestCase[] =>
      tests.filter((test) => test.result().state === state);
    const around = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const broken = around.filter((task) => task.errors().length > 0);
    this.counts = {
      passed: inState('passed').length,
      failed:
        inState('failed').length + inState('pending').length + broken.length + unhandled.length,
      skipped: inState('skipped'),
    };
  }
}

function reason(test: TestCase): string {
  const result = test.result();
  if (result.state === 'skipped' && result.note) return result.note;
  let around: TestCase['parent'] = test.parent;
  while (around.errors().length === 0 && around.type === 'suite') around = around.parent;
  return around.errors().length > 0 ? `${around.type} around it failed` : 'no reason given';
}
