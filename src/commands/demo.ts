import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { DemoResult } from '../app/demo/result.ts';
import { BaseCommand, type Outcome } from '../cli/base.ts';

export default class Demo extends BaseCommand<DemoResult> {
  static override summary =
    'Build a sample organisation, open an incident, scan it, and check the map against what is known.';

  static override description = `Works offline, in a temporary directory that is cleared away unless --data-dir names one to keep.
Exits 0 only if the map is exactly what the sample is known to hold.`;

  static override examples = [
    '<%= config.bin %> demo',
    '<%= config.bin %> demo --data-dir /tmp/firebreak-demo',
  ];

  protected async answer(): Promise<Outcome<DemoResult>> {
    const { flags } = await this.parse(Demo);
    const app = await this.app(flags);
    const { runDemo } = await import('../app/demo/demo.ts');
    const keepIn = flags['data-dir'];
    const result = await runDemo(app, {
      fixtures: join(this.config.root, 'fixtures'),
      keepIn: keepIn === undefined ? null : resolve(keepIn),
      jobs: availableParallelism(),
      step: (command) => process.stderr.write(`$ ${command}\n`),
    });
    return {
      result,
      text: async () => (await import('../ui/demo-view.ts')).demoText(result),
      exit: result.differences.length === 0 ? 0 : 1,
    };
  }
}
