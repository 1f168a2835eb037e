import * as Args from '@oclif/core/args';
import type { RunbookShow } from '../../app/runbook-results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

export default class Show extends BaseCommand<RunbookShow> {
  static override summary =
    'Show a runbook: its steps, who owns them, and what may not happen before what.';

  static override examples = ['<%= config.bin %> runbook show npm-registry-compromise'];

  static override args = {
    runbook: Args.string({
      required: true,
      description: 'Id of a shipped runbook, or a runbook file.',
    }),
  };

  protected async answer(): Promise<Outcome<RunbookShow>> {
    const { args, flags } = await this.parse(Show);
    const app = await this.app(flags);
    const { showRunbook } = await import('../../app/runbooks.ts');
    const result = await showRunbook(app, args.runbook);
    return {
      result,
      text: async () => (await import('../../ui/runbook-view.ts')).runbookText(result),
      exit: 0,
    };
  }
}
