import * as Flags from '@oclif/core/flags';
import type { IndexConcentrationResult } from '../../app/index-results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

const orders = ['repositories', 'paths', 'dominators'] as const;

export default class IndexConcentration extends BaseCommand<IndexConcentrationResult> {
  static override summary =
    'Show which external packages most hangs on: what to watch before it is compromised.';

  static override description =
    'Packages of a workspace or a file are not external and are left out. Paths and dominators come from the graphs of lockfiles on default branches and in work trees, as far as scans with --weigh took them down.';

  static override examples = [
    '<%= config.bin %> index concentration',
    '<%= config.bin %> index concentration --by dominators --top 50',
  ];

  static override flags = {
    by: Flags.option({
      options: orders,
      default: 'repositories',
      description:
        'What counts: repositories that hold a package, paths that lead to it, or packages that come in through it alone.',
    })(),
    top: Flags.integer({
      min: 1,
      max: 100_000,
      default: 20,
      helpValue: 'N',
      description: 'How many are listed.',
    }),
  };

  protected async answer(): Promise<Outcome<IndexConcentrationResult>> {
    const { flags } = await this.parse(IndexConcentration);
    const app = await this.app(flags);
    const { indexConcentration } = await import('../../app/index-questions.ts');
    const result = await indexConcentration(app, flags.by, flags.top);
    return {
      result,
      text: async () => (await import('../../ui/index-view.ts')).concentrationText(result),
      exit: 0,
    };
  }
}
