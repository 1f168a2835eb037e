import * as Args from '@oclif/core/args';
import type { IndexFindResult } from '../../app/index-results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

export default class IndexFind extends BaseCommand<IndexFindResult> {
  static override summary =
    'Find packages in everything that was ever scanned, without an incident.';

  static override description =
    'Answers from the inventory alone: nothing is read again. What was never looked at cannot be found, so the answer says what was, and when.';

  static override strict = false;

  static override examples = [
    '<%= config.bin %> index find pkg:npm/chalk@5.6.1',
    '<%= config.bin %> index find chalk @antv/g2@5.5.8',
    '<%= config.bin %> index find pkg:pypi/requests --json',
  ];

  static override args = {
    package: Args.string({
      required: true,
      description: 'A purl, NAME@VERSION, or a name for every version of it. Several may be given.',
    }),
  };

  protected async answer(): Promise<Outcome<IndexFindResult>> {
    const { argv, flags } = await this.parse(IndexFind);
    const app = await this.app(flags);
    const { indexFind } = await import('../../app/index-find.ts');
    const result = await indexFind(app, argv as string[]);
    return {
      result,
      text: async () => (await import('../../ui/found-view.ts')).findText(result),
      exit: 0,
    };
  }
}
