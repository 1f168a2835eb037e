import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { JournalShowResult } from '../../app/journal-results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

export default class JournalShow extends BaseCommand<JournalShowResult> {
  static override summary = 'Print what happened in a run, record by record.';

  static override description =
    'Checks each record against the one before it and exits 30 where one does not hold; `journal verify` checks the rest.';

  static override examples = [
    '<%= config.bin %> journal show --last 20',
    '<%= config.bin %> journal show --step freeze --type effect',
  ];

  static override args = {
    run: Args.string({ description: 'The run, or its directory (default: the latest).' }),
  };

  static override flags = {
    last: Flags.integer({ min: 1, helpValue: 'N', description: 'Only the last N of them.' }),
    step: Flags.string({ helpValue: 'STEP', description: 'Only records of this step.' }),
    type: Flags.string({
      helpValue: 'TYPE',
      description: 'Only records of this type (effect.intent), or of all that begin so (effect).',
    }),
  };

  protected async answer(): Promise<Outcome<JournalShowResult>> {
    const { args, flags } = await this.parse(JournalShow);
    const app = await this.app(flags);
    const { showJournal } = await import('../../app/journal.ts');
    const { last = null, step = null, type = null } = flags;
    const result = await showJournal(app, args.run ?? null, { last, step, type });
    return {
      result,
      text: async () => (await import('../../ui/journal-view.ts')).journalText(result),
      exit: 0,
    };
  }
}
