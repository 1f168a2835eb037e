import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { IndexForgetResult } from '../../app/index-results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

export default class IndexForget extends BaseCommand<IndexForgetResult> {
  static override summary =
    'Forget targets: what only they held goes from the inventory, and its space with it.';

  static override description =
    'Scans, journals and reports of incidents stay as they are. A target that is forgotten is found again by nothing until it is scanned again.';

  static override strict = false;

  static override examples = [
    '<%= config.bin %> index forget acme/old',
    '<%= config.bin %> index forget --not-seen-since 2026-01-01',
    '<%= config.bin %> index forget --keep-days 90',
    '<%= config.bin %> index forget --all --yes',
  ];

  static override args = {
    target: Args.string({
      required: false,
      description: 'A target as scans name it, or the place where it lies. Several may be given.',
    }),
  };

  static override flags = {
    'not-seen-since': Flags.string({
      helpValue: 'DATE',
      description: 'Targets that were last looked at before this moment (ISO 8601, UTC).',
    }),
    'keep-days': Flags.integer({
      min: 0,
      max: 100_000,
      helpValue: 'N',
      description: 'Targets that were last looked at more than so many days ago.',
    }),
    all: Flags.boolean({ description: 'Everything. Asks for --yes.' }),
    yes: Flags.boolean({ description: 'Do it.' }),
  };

  protected async answer(): Promise<Outcome<IndexForgetResult>> {
    const { argv, flags } = await this.parse(IndexForget);
    const app = await this.app(flags);
    const { forgetChoiceOf } = await import('../../app/index-forget.ts');
    const { indexForget } = await import('../../app/index-questions.ts');
    const choice = forgetChoiceOf(app, {
      targets: argv as string[],
      notSeenSince: flags['not-seen-since'] ?? null,
      keepDays: flags['keep-days'] ?? null,
      all: flags.all,
      yes: flags.yes,
    });
    const result = await indexForget(app, choice);
    return {
      result,
      text: async () => (await import('../../ui/index-view.ts')).forgetText(result),
      exit: 0,
    };
  }
}
