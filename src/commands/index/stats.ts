import type { IndexStatsResult } from '../../app/index-results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';

export default class IndexStats extends BaseCommand<IndexStatsResult> {
  static override summary = 'Show how much the inventory holds, and how old what it knows is.';

  static override examples = ['<%= config.bin %> index stats'];

  protected async answer(): Promise<Outcome<IndexStatsResult>> {
    const { flags } = await this.parse(IndexStats);
    const app = await this.app(flags);
    const { indexStats } = await import('../../app/index-questions.ts');
    const result = await indexStats(app);
    return {
      result,
      text: async () => (await import('../../ui/index-view.ts')).statsText(result),
      exit: 0,
    };
  }
}
