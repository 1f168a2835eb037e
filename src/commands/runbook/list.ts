import type { RunbookList } from '../../app/runbook-results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

export default class List extends BaseCommand<RunbookList> {
  static override summary = 'List the runbooks that come with firebreak.';

  static override examples = ['<%= config.bin %> runbook list'];

  protected async answer(): Promise<Outcome<RunbookList>> {
    const { flags } = await this.parse(List);
    const app = await this.app(flags);
    const { listRunbooks } = await import('../../app/runbooks.ts');
    const result = await listRunbooks(app);
    return {
      result,
      text: async () => (await import('../../ui/runbook-view.ts')).runbookListText(result),
      exit: result.unreadable.length > 0 ? 2 : 0,
    };
  }
}
