import { BaseCommand, type Outcome } from '../../cli/base.ts';
import { keptIncidentFlag } from '../../cli/flags.ts';
import type { CoverageAnswer } from '../../exposure/answers.ts';

export default class ExposureCoverage extends BaseCommand<CoverageAnswer> {
  static override summary =
    'Show what the last scan looked at, and everything it could not read. Exits 12 when that is anything.';

  static override examples = ['<%= config.bin %> exposure coverage --incident antv-wave'];

  static override flags = { ...keptIncidentFlag };

  protected async answer(): Promise<Outcome<CoverageAnswer>> {
    const { flags } = await this.parse(ExposureCoverage);
    const app = await this.app(flags);
    const { showCoverage } = await import('../../app/questions.ts');
    const result = await showCoverage(app, {
      incident: flags.incident ?? null,
      scan: flags.scan ?? null,
    });
    return {
      result,
      text: async () => (await import('../../ui/coverage-view.ts')).coverageText(result),
      exit: result.coverage.complete ? 0 : 12,
    };
  }
}
