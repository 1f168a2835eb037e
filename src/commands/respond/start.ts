import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand, type Outcome } from '../../cli/base.ts';
import type { RunStatus } from '../../response/schema.ts';

export default class RespondStart extends BaseCommand<RunStatus> {
  static override summary = 'Start a run of a runbook for an incident.';

  static override description =
    'Takes the last scan as the exposure map. Nothing is done to the world: `respond continue` goes on from here.';

  static override examples = [
    '<%= config.bin %> respond start npm-registry-compromise --incident antv-wave --site site.yaml',
  ];

  static override args = {
    runbook: Args.string({
      required: true,
      description: 'A runbook: the id of a shipped one, or a file.',
    }),
  };

  static override flags = {
    incident: Flags.string({
      required: true,
      helpValue: 'ID',
      description: 'The incident, opened and scanned.',
    }),
    site: Flags.string({
      helpValue: 'FILE',
      description: 'What is particular to the organisation: registry, clones, caches, people.',
    }),
  };

  protected async answer(): Promise<Outcome<RunStatus>> {
    const { args, flags } = await this.parse(RespondStart);
    const app = await this.app(flags);
    const { startRun } = await import('../../app/run-start.ts');
    const { namedIfNeeded } = await import('../../app/run-choice.ts');
    const { runStatus } = await import('../../app/respond.ts');
    const place = await startRun(app, {
      runbook: args.runbook,
      incident: flags.incident,
      site: flags.site ?? null,
      mode: 'real',
      actor: null,
    });
    const result = await runStatus(app, await namedIfNeeded(app, place));
    return {
      result,
      text: async () => (await import('../../ui/run-view.ts')).statusText(result),
      exit: 0,
    };
  }
}
