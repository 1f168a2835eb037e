import * as Args from '@oclif/core/args';
import type { RunbookCheck } from '../../app/runbook-results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

export default class Check extends BaseCommand<RunbookCheck> {
  static override summary = 'Check a runbook before it is needed, and name what has to be mended.';

  static override description =
    'Names unknown keys and wrong values with their lines, then what cannot work: steps that no path reaches, facts that nothing records, actions that do not exist or promise too much.\nExits 2 when there are errors: no run starts then. Warnings alone exit 0.';

  static override examples = [
    '<%= config.bin %> runbook check npm-registry-compromise',
    '<%= config.bin %> runbook check our-runbook.yaml',
  ];

  static override args = {
    runbook: Args.string({
      required: true,
      description: 'Id of a shipped runbook, or a runbook file.',
    }),
  };

  protected async answer(): Promise<Outcome<RunbookCheck>> {
    const { args, flags } = await this.parse(Check);
    const app = await this.app(flags);
    const { checkRunbookFile } = await import('../../app/runbooks.ts');
    const result = await checkRunbookFile(app, args.runbook);
    return {
      result,
      text: async () => (await import('../../ui/runbook-check-view.ts')).runbookCheckText(result),
      exit: result.errors.length > 0 ? 2 : 0,
    };
  }
}
