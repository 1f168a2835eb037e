import * as Args from '@oclif/core/args';
import { BaseCommand, type Outcome } from '../../cli/base.ts';
import type { RunStatus } from '../../response/schema.ts';

export default class RespondStatus extends BaseCommand<RunStatus> {
  static override summary = 'Show where a run stands, who is waited for, and what to type next.';

  static override description =
    'Exits 20 while a person is waited for, 21 where a step failed or an interlock blocks. May be asked while another process works on the run.';

  static override examples = ['<%= config.bin %> respond status'];

  static override args = {
    run: Args.string({ description: 'The run. May be left out while one is open.' }),
  };

  protected async answer(): Promise<Outcome<RunStatus>> {
    const { args, flags } = await this.parse(RespondStatus);
    const app = await this.app(flags);
    const { chooseRunAlone } = await import('../../app/run-choice.ts');
    const { exitCodeOfRun, runStatus } = await import('../../app/respond.ts');
    const place = await chooseRunAlone(app, args.run);
    const result = await runStatus(app, place);
    return {
      result,
      text: async () => (await import('../../ui/run-view.ts')).statusText(result),
      exit: exitCodeOfRun(result),
    };
  }
}
