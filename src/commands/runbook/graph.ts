import * as Args from '@oclif/core/args';
import type { RunbookGraph } from '../../app/runbook-results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

export default class Graph extends BaseCommand<RunbookGraph> {
  static override summary = 'Draw a runbook as a Mermaid flowchart.';

  static override description =
    'Solid arrows are the order of steps; dotted ones the facts that a step waits for, and what takes what back.';

  static override examples = [
    '<%= config.bin %> runbook graph npm-registry-compromise --output runbook.mmd',
  ];

  static override args = {
    runbook: Args.string({
      required: true,
      description: 'Id of a shipped runbook, or a runbook file.',
    }),
  };

  protected async answer(): Promise<Outcome<RunbookGraph>> {
    const { args, flags } = await this.parse(Graph);
    const app = await this.app(flags);
    const { graphRunbook } = await import('../../app/runbooks.ts');
    const result = await graphRunbook(app, args.runbook);
    return { result, text: () => Promise.resolve(result.mermaid), exit: 0 };
  }
}
