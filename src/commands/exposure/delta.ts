import * as Flags from '@oclif/core/flags';
import { BaseCommand, type Outcome } from '../../cli/base.ts';
import type { ExposureDelta } from '../../exposure/answers.ts';

export default class Delta extends BaseCommand<ExposureDelta> {
  static override summary = 'Compare two scans of an incident: what appeared, what is gone.';

  static override description =
    'Exit code: 10 when something appeared, 12 when nothing did as far as the later scan could read, else 0.';

  static override examples = [
    '<%= config.bin %> exposure delta',
    '<%= config.bin %> exposure delta --incident antv-wave --from 1 --to 4',
  ];

  static override flags = {
    incident: Flags.string({
      helpValue: 'ID',
      description: 'The incident. May be left out while there is only one.',
    }),
    from: Flags.integer({
      min: 1,
      helpValue: 'N',
      description: 'The earlier scan (default: the one before the other).',
    }),
    to: Flags.integer({
      min: 1,
      helpValue: 'N',
      description: 'The later scan (default: the latest).',
    }),
  };

  protected async answer(): Promise<Outcome<ExposureDelta>> {
    const { flags } = await this.parse(Delta);
    const app = await this.app(flags);
    const { compareScans, exitCodeOfDelta } = await import('../../app/questions.ts');
    const result = await compareScans(app, {
      incident: flags.incident ?? null,
      from: flags.from ?? null,
      to: flags.to ?? null,
    });
    return {
      result,
      text: async () => (await import('../../ui/delta-view.ts')).deltaText(result),
      exit: exitCodeOfDelta(result),
    };
  }
}
