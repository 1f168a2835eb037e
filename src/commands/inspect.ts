import * as Args from '@oclif/core/args';
import type { InspectResult } from '../app/results.ts';
import { BaseCommand, type Outcome } from '../cli/base.ts';

export default class Inspect extends BaseCommand<InspectResult> {
  static override summary =
    'Read one lockfile and print what it states. Exits 12 when part of it could not be read.';

  static override examples = [
    '<%= config.bin %> inspect package-lock.json',
    '<%= config.bin %> inspect pnpm-lock.yaml --json',
  ];

  static override args = { file: Args.string({ required: true, description: 'A lockfile.' }) };

  protected async answer(): Promise<Outcome<InspectResult>> {
    const { args, flags } = await this.parse(Inspect);
    const app = await this.app(flags);
    const { inspect } = await import('../app/inspect.ts');
    const result = await inspect(app, args.file);
    return {
      result,
      text: async () => (await import('../ui/inspect-view.ts')).inspectText(result),
      exit: result.problems.length > 0 ? 12 : 0,
    };
  }
}
