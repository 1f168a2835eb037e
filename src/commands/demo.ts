import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { DemoResult } from '../app/demo/result.ts';
import { BaseCommand, type Outcome } from '../cli/base.ts';

export default class Demo extends BaseCommand<DemoResult> {
  static override summary =
    'The whole loop on a sample organisation: scan it, drive a runbook to its verified end, scan again.';

  static override description = `Works offline, with real git repositories, a real registry on the loopback and real npm, in a temporary directory or the one that --data-dir names.
Exits 0 only if the map is exactly what the sample is known to hold, the run has come to its end, its journal verifies, and the map afterwards is clear.`;

  static override examples = [
    '<%= config.bin %> demo',
    '<%= config.bin %> demo --data-dir /tmp/firebreak-demo',
  ];

  protected async answer(): Promise<Outcome<DemoResult>> {
    const { flags } = await this.parse(Demo);
    const app = await this.app(flags);
    const { isAsExpected, runDemo } = await import('../app/demo/demo.ts');
    const { demoDesk } = await import('../cli/desk.ts');
    const keepIn = flags['data-dir'];
    const result = await runDemo(app, {
      fixtures: join(this.config.root, 'fixtures'),
      keepIn: keepIn === undefined ? null : resolve(keepIn),
      jobs: availableParallelism(),
      ...demoDesk(this.jsonEnabled()),
    });
    return {
      result,
      text: async () => (await import('../ui/demo-view.ts')).demoText(result),
      exit: isAsExpected(result) ? 0 : 1,
    };
  }
}
