import * as Flags from '@oclif/core/flags';
import { BaseCommand, type Outcome } from '../../cli/base.ts';
import { keyboardDesk } from '../../cli/desk.ts';
import { runAndStep } from '../../cli/respond.ts';
import type { RunStatus } from '../../response/schema.ts';

export default class RespondContinue extends BaseCommand<RunStatus> {
  static override summary = 'Go on with a run, up to where a person is needed.';

  static override description =
    'Also after a crash: what was begun and has no outcome is looked for first. Exits 0 when the run has ended, 20 while a person is waited for, 21 where a step failed or an interlock blocks.';

  static override examples = [
    '<%= config.bin %> respond continue',
    '<%= config.bin %> respond continue --retry freeze --note "the registry is up again"',
  ];

  static override args = { run: runAndStep.run };

  static override flags = {
    retry: Flags.string({
      helpValue: 'STEP',
      description: 'Try again what failed in this step, under the plan as approved.',
      dependsOn: ['note'],
      exclusive: ['replan'],
    }),
    replan: Flags.string({
      helpValue: 'STEP',
      description: 'Drop the plan of this step and make a new one, to be approved anew.',
      dependsOn: ['note'],
    }),
    note: Flags.string({
      helpValue: 'TEXT',
      description: 'Why. It goes on record under your name.',
    }),
  };

  protected async answer(): Promise<Outcome<RunStatus>> {
    const { args, flags } = await this.parse(RespondContinue);
    const app = await this.app(flags);
    const { chooseRunAlone } = await import('../../app/run-choice.ts');
    const { continueRun, exitCodeOfRun } = await import('../../app/respond.ts');
    const place = await chooseRunAlone(app, args.run);
    const step = flags.retry ?? flags.replan;
    const again =
      step === undefined
        ? null
        : { step, note: flags.note ?? '', anew: flags.replan !== undefined };
    const result = await continueRun(app, place, keyboardDesk(this.jsonEnabled()), again);
    return {
      result,
      text: async () => (await import('../../ui/run-view.ts')).statusText(result),
      exit: exitCodeOfRun(result),
    };
  }
}
