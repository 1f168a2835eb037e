import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { JournalExportResult } from '../../app/journal-results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

export default class JournalExport extends BaseCommand<JournalExportResult> {
  static override summary = 'Write the record of a run into one file for an auditor.';

  static override description =
    'The journal, the definition, the site file, the checkpoints and the evidence, as they are. `journal verify FILE` checks it anywhere. The same run gives the same bytes.';

  static override examples = ['<%= config.bin %> journal export --to run.tgz'];

  static override args = {
    run: Args.string({ description: 'The run, or its directory (default: the latest).' }),
  };

  static override flags = {
    to: Flags.string({
      required: true,
      helpValue: 'FILE',
      description: 'The bundle to write (.tgz); one that is there is replaced.',
    }),
  };

  protected async answer(): Promise<Outcome<JournalExportResult>> {
    const { args, flags } = await this.parse(JournalExport);
    const app = await this.app(flags);
    const { exportJournal } = await import('../../app/journal.ts');
    const result = await exportJournal(app, args.run ?? null, flags.to);
    return {
      result,
      text: async () => (await import('../../ui/verification-view.ts')).exportText(result),
      exit: 0,
    };
  }
}
