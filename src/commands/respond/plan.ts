import { BaseCommand, type Outcome } from '../../cli/base.ts';
import { keyboardDesk } from '../../cli/desk.ts';
import { runAndStep, wordsOf } from '../../cli/respond.ts';
import type { PlanView } from '../../response/schema.ts';

export default class RespondPlan extends BaseCommand<PlanView> {
  static override summary = 'Show what a step would do, with the digest to approve.';

  static override description =
    'The plan in force; made now where there is none. What is shown is rendered from the very bytes whose digest is approved.';

  static override examples = [
    '<%= config.bin %> respond plan',
    '<%= config.bin %> respond plan freeze',
  ];

  static override args = { ...runAndStep };

  protected async answer(): Promise<Outcome<PlanView>> {
    const { args, flags } = await this.parse(RespondPlan);
    const app = await this.app(flags);
    const { chooseRun } = await import('../../app/run-choice.ts');
    const { planOf } = await import('../../app/respond.ts');
    const { place, step } = await chooseRun(app, wordsOf(args));
    const result = await planOf(app, place, keyboardDesk(this.jsonEnabled()), step);
    return {
      result,
      text: async () => (await import('../../ui/plan-view.ts')).planText(result),
      exit: result.approve === '' ? 0 : 20,
    };
  }
}
