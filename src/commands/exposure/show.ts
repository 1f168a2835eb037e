import { BaseCommand, type Outcome } from '../../cli/base.ts';
import { detailsFlag, keptIncidentFlag } from '../../cli/flags.ts';
import type { ExposureMap } from '../../exposure/schema.ts';

export default class ExposureShow extends BaseCommand<ExposureMap> {
  static override summary = 'Print the exposure map of the last scan again.';

  static override description =
    'Exits as the scan did, but with 12 instead of 0 once the list has changed: that scan did not look for what is new.';

  static override examples = ['<%= config.bin %> exposure show --incident antv-wave'];

  static override flags = { ...keptIncidentFlag, ...detailsFlag };

  protected async answer(): Promise<Outcome<ExposureMap>> {
    const { flags } = await this.parse(ExposureShow);
    const app = await this.app(flags);
    const { exitCodeOfKeptScan, showMap } = await import('../../app/questions.ts');
    const kept = await showMap(app, {
      incident: flags.incident ?? null,
      scan: flags.scan ?? null,
    });
    return {
      result: kept.map,
      text: async () => (await import('../../ui/map-view.ts')).mapText(kept.map, flags.details),
      exit: exitCodeOfKeptScan(kept),
    };
  }
}
