import { BaseCommand, type Outcome } from '../../cli/base.ts';
import { keyboardDesk } from '../../cli/desk.ts';
import { noteFlag, runAndStep, wordsOf } from '../../cli/respond.ts';
import type { RunStatus } from '../../response/schema.ts';

export default class RespondDeny extends BaseCommand<RunStatus> {
  static override summary = 'Deny the plan of a step. One "no" is enough.';

  static override examples = [
    '<%= config.bin %> respond deny pin --note "acme/billing must not move before the release"',
  ];

  static override args = { ...runAndStep };

  static override flags = {
    ...noteFlag,
  };

  protected async answer(): Promise<Outcome<RunStatus>> {
    const { args, flags } = await this.parse(RespondDeny);
    const app = await this.app(flags);
    const { chooseRun, stepGiven } = await import('../../app/run-choice.ts');
    const { decideOn, exitCodeOfRun } = await import('../../app/respond.ts');
    const choice = await chooseRun(app, wordsOf(args));
    const step = stepGiven(choice);
    const desk = keyboardDesk(this.jsonEnabled());
    const decision = { kind: 'deny', step } as const;
    const result = await decideOn(app, choice.place, desk, decision, flags.note);
    return {
      result,
      text: async () => (await import('../../ui/run-view.ts')).statusText(result),
      exit: exitCodeOfRun(result),
    };
  }
}
