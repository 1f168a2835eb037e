import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand, type Outcome } from '../cli/base.ts';
import type { Report } from '../report/schema.ts';

export default class ReportCommand extends BaseCommand<Report> {
  static override summary = 'Print the report of a run, in Markdown.';

  static override description =
    'Made from the record alone, whether the run has ended or not. Exits 30 where the record does not verify: the report then says so at its top.';

  static override examples = [
    '<%= config.bin %> report',
    '<%= config.bin %> report 20261120t031407z --output report.md',
  ];

  static override args = {
    run: Args.string({ description: 'The run, or its directory (default: the latest).' }),
  };

  static override flags = {
    format: Flags.string({
      description: 'How to print the report.',
      options: ['markdown', 'json'],
      helpGroup: 'GLOBAL',
    }),
  };

  protected async answer(): Promise<Outcome<Report>> {
    const { args, flags } = await this.parse(ReportCommand);
    const app = await this.app(flags);
    const { exitCodeOfReport, makeReport } = await import('../app/report.ts');
    const { markdown, report } = await makeReport(app, args.run ?? null);
    return { result: report, text: async () => markdown, exit: exitCodeOfReport(report) };
  }
}
