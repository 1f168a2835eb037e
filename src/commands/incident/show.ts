import * as Args from '@oclif/core/args';
import type { IncidentSummary } from '../../app/results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

export default class IncidentShow extends BaseCommand<IncidentSummary> {
  static override summary = 'Show an incident: its window, its lists, what they state.';

  static override examples = ['<%= config.bin %> incident show antv-wave'];

  static override args = { id: Args.string({ required: true, description: 'The incident.' }) };

  protected async answer(): Promise<Outcome<IncidentSummary>> {
    const { args, flags } = await this.parse(IncidentShow);
    const app = await this.app(flags);
    const { showIncident } = await import('../../app/incidents.ts');
    const result = await showIncident(app, args.id);
    return {
      result,
      text: async () => (await import('../../ui/incident-view.ts')).incidentText(result),
      exit: 0,
    };
  }
}
