import * as Args from '@oclif/core/args';
import { BaseCommand, type Outcome } from '../../cli/base.ts';
import { keptIncidentFlag } from '../../cli/flags.ts';
import type { Why } from '../../exposure/answers.ts';

export default class ExposureWhy extends BaseCommand<Why> {
  static override summary =
    'Show how a compromised package came to be where it is, and what must move.';

  static override examples = [
    '<%= config.bin %> exposure why @antv/g2',
    '<%= config.bin %> exposure why pkg:npm/%40antv/g2@5.5.8',
  ];

  static override args = {
    package: Args.string({
      required: true,
      description: 'A purl, NAME@VERSION, or a name for every version of it.',
    }),
  };

  static override flags = { ...keptIncidentFlag };

  protected async answer(): Promise<Outcome<Why>> {
    const { args, flags } = await this.parse(ExposureWhy);
    const app = await this.app(flags);
    const { explainExposure } = await import('../../app/questions.ts');
    const choice = { incident: flags.incident ?? null, scan: flags.scan ?? null };
    const result = await explainExposure(app, choice, args.package);
    return {
      result,
      text: async () => (await import('../../ui/why-view.ts')).whyText(result),
      exit: 0,
    };
  }
}
