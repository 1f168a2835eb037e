import * as Flags from '@oclif/core/flags';
import { BaseCommand, type Outcome } from '../../cli/base.ts';
import { keyboardDesk } from '../../cli/desk.ts';
import { runAndStep, wordsOf } from '../../cli/respond.ts';
import type { RunStatus } from '../../response/schema.ts';

export default class RespondApprove extends BaseCommand<RunStatus> {
  static override summary = 'Approve the plan of a step, by the digest you were shown.';

  static override description =
    'Nothing is done yet: `respond continue` does it, after checking that nothing has moved. Refused (exit 21) where the plan in force is another, or an interlock misses its facts; the attempt goes on record.';

  static override examples = [
    '<%= config.bin %> respond approve freeze --digest sha256:1f3a5c7e9b2d --note "read it, 639 versions"',
  ];

  static override args = { ...runAndStep };

  static override flags = {
    digest: Flags.string({
      required: true,
      helpValue: 'SHA256',
      description: 'Digest of the plan, from `respond plan`; its first 12 digits will do.',
    }),
    note: Flags.string({ default: '', helpValue: 'TEXT', description: 'What you looked at.' }),
  };

  protected async answer(): Promise<Outcome<RunStatus>> {
    const { args, flags } = await this.parse(RespondApprove);
    const app = await this.app(flags);
    const { chooseRun, stepGiven } = await import('../../app/run-choice.ts');
    const { decideOn, exitCodeOfRun } = await import('../../app/respond.ts');
    const choice = await chooseRun(app, wordsOf(args));
    const step = stepGiven(choice);
    const desk = keyboardDesk(this.jsonEnabled());
    const decision = { kind: 'approve', step, digest: flags.digest } as const;
    const result = await decideOn(app, choice.place, desk, decision, flags.note);
    return {
      result,
      text: async () => (await import('../../ui/run-view.ts')).statusText(result),
      exit: exitCodeOfRun(result),
    };
  }
}
