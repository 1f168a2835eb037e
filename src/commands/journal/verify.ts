import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand, type Outcome } from '../../cli/base.ts';
import type { Verification } from '../../journal/verification.ts';

export default class JournalVerify extends BaseCommand<Verification> {
  static override summary =
    'Recompute everything a run says of itself, and name what does not hold.';

  static override description =
    'Exits 0 where nothing failed, else 30. Repairs nothing. A run that was killed does not verify before it is gone on with: its end is torn or not signed.\nAn anchor is a copy of a file of checkpoints/ that was kept where whoever changes the run cannot reach it.';

  static override examples = [
    '<%= config.bin %> journal verify',
    '<%= config.bin %> journal verify run.tgz --anchor 42.note',
  ];

  static override args = {
    run: Args.string({
      description: 'The run, its directory, or a bundle (.tgz) of it (default: the latest).',
    }),
  };

  static override flags = {
    anchor: Flags.string({
      helpValue: 'FILE',
      description: 'A checkpoint kept elsewhere, to hold the run against.',
    }),
  };

  protected async answer(): Promise<Outcome<Verification>> {
    const { args, flags } = await this.parse(JournalVerify);
    const app = await this.app(flags);
    const { verifyJournal } = await import('../../app/journal.ts');
    const result = await verifyJournal(app, args.run ?? null, flags.anchor ?? null);
    return {
      result,
      text: async () => (await import('../../ui/verification-view.ts')).verificationText(result),
      exit: result.verified ? 0 : 30,
    };
  }
}
