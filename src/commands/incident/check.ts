import * as Args from '@oclif/core/args';
import type { IncidentCheckResult } from '../../app/results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

function isOdd({ entries, neverMatchesTotal }: IncidentCheckResult['files'][number]): boolean {
  return entries.notUnderstood > 0 || neverMatchesTotal > 0;
}

export default class Check extends BaseCommand<IncidentCheckResult> {
  static override summary = 'Read lists without opening an incident, and account for every entry.';

  static override description =
    'Names what was not understood, what can never match a package, and where lists that name the same package disagree on its versions.\nExits 12 when anything was not understood or can never match: a scan does not look for that.';

  static override examples = [
    '<%= config.bin %> incident check compromised-packages.txt antv.json osv-records/',
  ];

  static override strict = false;

  static override args = {
    file: Args.string({
      required: true,
      description: 'A list, or a folder of them. Several may be given.',
    }),
  };

  protected async answer(): Promise<Outcome<IncidentCheckResult>> {
    const { argv, flags } = await this.parse(Check);
    const app = await this.app(flags);
    const { checkListFiles } = await import('../../app/incidents.ts');
    const result = await checkListFiles(app, argv as string[]);
    return {
      result,
      text: async () => (await import('../../ui/check-view.ts')).checkText(result),
      exit: result.files.some(isOdd) ? 12 : 0,
    };
  }
}
