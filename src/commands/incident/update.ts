import * as Args from '@oclif/core/args';
import type { IncidentUpdate } from '../../app/results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';
import { fromFlag } from '../../cli/flags.ts';

export default class Update extends BaseCommand<IncidentUpdate> {
  static override summary = 'Merge newer lists into an incident, and print only what is new.';

  static override description =
    'Says where the inventory has already met what is new, without looking at anything again. Nothing is ever taken out: a pair that a list no longer states stays, marked as retracted.';

  static override examples = ['<%= config.bin %> incident update antv-wave --from antv-today.json'];

  static override args = { id: Args.string({ required: true, description: 'The incident.' }) };

  static override flags = { ...fromFlag };

  protected async answer(): Promise<Outcome<IncidentUpdate>> {
    const { args, flags } = await this.parse(Update);
    const app = await this.app(flags);
    const { updateLists } = await import('../../app/incidents.ts');
    const result = await updateLists(app, args.id, flags.from);
    return {
      result,
      text: async () => (await import('../../ui/incident-view.ts')).updateText(result),
      exit: 0,
    };
  }
}
