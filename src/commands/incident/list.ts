import type { IncidentListing } from '../../app/results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

export default class List extends BaseCommand<IncidentListing> {
  static override summary = 'List the incidents in the data directory.';

  static override examples = ['<%= config.bin %> incident list'];

  protected async answer(): Promise<Outcome<IncidentListing>> {
    const { flags } = await this.parse(List);
    const app = await this.app(flags);
    const { listIncidents } = await import('../../app/incidents.ts');
    const result = await listIncidents(app);
    return {
      result,
      text: async () => (await import('../../ui/incident-view.ts')).listingText(result),
      exit: result.unreadable.length > 0 ? 2 : 0,
    };
  }
}
