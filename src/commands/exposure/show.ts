import { BaseCommand, type Outcome } from '../../cli/base.ts';
import { detailsFlag, keptIncidentFlag } from '../../cli/flags.ts';
import type { ExposureMap } from '../../exposure/schema.ts';

export default class ExposureShow extends BaseCommand<ExposureMap> {
  static override summary = 'Print the exposure map of the last scan again. Exits as the scan did.';

  static override examples = ['<%= config.bin %> exposure show --incident antv-wave'];

  static override flags = { ...keptIncidentFlag, ...detailsFlag };

  protected async answer(): Promise<Outcome<ExposureMap>> {
    const { flags } = await this.parse(ExposureShow);
    const app = this.app(flags);
    const { showExposure } = await import('../../app/questions.ts');
    const { exitCodeOfScan } = await import('../../app/scan.ts');
    const result = await showExposure(app, {
      incident: flags.incident ?? null,
      scan: flags.scan ?? null,
    });
    return {
      result,
      text: async () => (await import('../../ui/map-view.ts')).mapText(result, flags.details),
      exit: exitCodeOfScan(result),
    };
  }
}
