import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { IncidentOpened } from '../../app/results.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';
import { fromFlag } from '../../cli/flags.ts';
import { printable } from '../../ui/printable.ts';

export default class IncidentOpen extends BaseCommand<IncidentOpened> {
  static override summary = 'Open an incident from published lists of compromised packages.';

  static override description = `A list may be OSV records (also a folder of them), CSV, JSON, JSON lines, Markdown tables, purls, or lines of name@version or [eco:]name:version.
Entries that cannot be understood, or can never match a package, are named; nothing is dropped in silence.
Says where the inventory has already met what the lists name, without looking at anything again.`;

  static override examples = [
    '<%= config.bin %> incident open antv-wave --from antv.json --window 2026-05-19T01:39Z..~2026-05-19T05:00Z',
    '<%= config.bin %> incident open axios --from iocs.csv --from osv-records/ --severity 1 --commander "Dana Iyer"',
  ];

  static override args = {
    id: Args.string({
      required: true,
      description: 'A short name: small letters, digits, dots and dashes.',
    }),
  };

  static override flags = {
    ...fromFlag,
    title: Flags.string({ helpValue: 'TEXT', description: 'What people call it.' }),
    severity: Flags.integer({
      min: 1,
      max: 4,
      helpValue: '1..4',
      description: '1 is the gravest.',
    }),
    window: Flags.string({
      helpValue: 'FROM..TO',
      description:
        'When the versions could be installed, in ISO 8601; ~ before a time marks it as estimated.',
    }),
    'window-source': Flags.string({
      helpValue: 'TEXT',
      description: 'Who says when the window was.',
      dependsOn: ['window'],
    }),
    commander: Flags.string({ helpValue: 'WHO', description: 'Who leads the response.' }),
  };

  protected async answer(): Promise<Outcome<IncidentOpened>> {
    const { args, flags } = await this.parse(IncidentOpen);
    const app = await this.app(flags);
    const { openIncident } = await import('../../app/incidents.ts');
    const result = await openIncident(app, {
      id: args.id,
      from: flags.from,
      title: flags.title ?? null,
      severity: flags.severity ?? null,
      commander: flags.commander ?? null,
      window: flags.window ?? null,
      windowSource: flags['window-source'] ?? null,
    });
    return {
      result,
      text: async () => {
        const { incidentText } = await import('../../ui/incident-view.ts');
        const { knownLines } = await import('../../ui/known-view.ts');
        const odd = result.lists.some((one) => one.notUnderstood > 0 || one.neverMatches > 0);
        const first = odd
          ? `No scan can say "not exposed" while parts of a list are not looked for. First: firebreak incident check ${flags.from.map(printable).join(' ')}\n`
          : '';
        const known = knownLines(result.known, false).join('\n');
        return `${incidentText(result)}\n${known}\n\n${first}Next: firebreak scan TARGET... --incident ${result.id}\n`;
      },
      exit: 0,
    };
  }
}
