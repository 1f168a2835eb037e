import { BaseCommand, type Outcome } from '../../cli/base.ts';
import { keyboardDesk } from '../../cli/desk.ts';
import { runAndStep, wordsOf } from '../../cli/respond.ts';
import type { PlanView } from '../../response/schema.ts';

export default class RespondUndo extends BaseCommand<PlanView> {
  static override summary = 'Plan to take back what a step did.';

  static override description =
    'The plan waits for an approval as any other. Where another step of the runbook is the way back (unfreeze), that step has to be gone instead.';

  static override examples = ['<%= config.bin %> respond undo pin'];

  static override args = { ...runAndStep };

  protected async answer(): Promise<Outcome<PlanView>> {
    const { args, flags } = await this.parse(RespondUndo);
    const app = await this.app(flags);
    const { chooseRun, stepGiven } = await import('../../app/run-choice.ts');
    const { undoStep } = await import('../../app/respond.ts');
    const choice = await chooseRun(app, wordsOf(args));
    const desk = keyboardDesk(this.jsonEnabled());
    const result = await undoStep(app, choice.place, desk, stepGiven(choice));
    return {
      result,
      text: async () => (await import('../../ui/plan-view.ts')).planText(result),
      exit: 20,
    };
  }
}
