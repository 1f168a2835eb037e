import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { availableParallelism, homedir } from 'node:os';
import { BaseCommand, type Outcome } from '../cli/base.ts';
import { detailsFlag, incidentFlag } from '../cli/flags.ts';
import type { ExposureMap } from '../exposure/schema.ts';

export default class Scan extends BaseCommand<ExposureMap> {
  static override summary = 'Look at directories and git repositories, and print the exposure map.';

  static override description = `A TARGET is a directory, or a git repository, bare or not, on this machine or at a URL, of which a mirror is kept in the data directory. A directory that holds repositories stands for each of them.
Nothing that is looked at is run, checked out or changed. What is read is taken down in the inventory; without --incident that is all. After Ctrl-C, what had been done by then is not read again.

Exit code: 0 not exposed and everything read, 10 exposed, 11 possibly exposed, 12 unknown because something could not be read.`;

  static override examples = [
    '<%= config.bin %> scan ~/mirrors --incident antv-wave',
    '<%= config.bin %> scan ~/mirrors/web.git --incident compromised-packages.txt --json',
    '<%= config.bin %> scan @targets.txt --history',
    '<%= config.bin %> scan @targets.txt --incident antv-wave --refs branches',
  ];

  static override strict = false;

  static override args = {
    target: Args.string({
      required: true,
      description:
        'A directory or a git repository or its URL; @FILE holds one a line. Several may be given.',
    }),
  };

  static override flags = {
    ...incidentFlag,
    ...detailsFlag,
    refs: Flags.option({
      options: ['head', 'branches', 'all'] as const,
      default: 'all' as const,
      description:
        'Which ref tips of a git repository: HEAD, all branches, or also tags and pull requests.',
    })(),
    history: Flags.boolean({
      description:
        'Read every version of every lockfile that the refs lead to, and say when each was there.',
    }),
    unreachable: Flags.boolean({
      description:
        'With --history: also commits that no ref leads to (reflogs, what was rewritten).',
      dependsOn: ['history'],
    }),
    submodules: Flags.boolean({
      description: 'Also look at submodules whose repositories are at hand. Nothing is fetched.',
    }),
    offline: Flags.boolean({
      description: 'Read mirrors of repositories at URLs as they stand.',
    }),
    'ask-registry': Flags.boolean({
      description:
        "Ask npm's registries, as your own npm configuration names them, when the incident's packages were published and taken down: says more often whether what is asked for without a lock would have become one of them.",
      dependsOn: ['incident'],
      exclusive: ['offline'],
    }),
    'private-registry': Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'HOST[/PATH]',
      description:
        'A registry that serves packages of your own: what a lockfile takes from it is told apart. Give it again for each.',
    }),
    weigh: Flags.boolean({
      description:
        'Also work out what hangs on each package of lockfiles on default branches and in work trees, for index concentration: about 0.1 seconds and 12 kB for a lockfile of 1,500 packages.',
    }),
    jobs: Flags.integer({
      min: 1,
      max: 64,
      helpValue: 'N',
      description: 'Targets looked at side by side (default: two per processor).',
    }),
  };

  protected async answer(): Promise<Outcome<ExposureMap>> {
    const { argv, flags } = await this.parse(Scan);
    const app = await this.app(flags);
    const { exitCodeOfScan, scan } = await import('../app/scan.ts');
    const result = await scan(app, {
      targets: argv as string[],
      incident: flags.incident ?? null,
      refs: flags.refs,
      history: flags.history ? (flags.unreachable ? 'all' : 'reachable') : null,
      submodules: flags.submodules,
      offline: flags.offline,
      privateRegistries: flags['private-registry'] ?? [],
      askRegistry: flags['ask-registry'] ? { home: homedir(), environment: process.env } : null,
      weigh: flags.weigh,
      jobs: flags.jobs ?? 2 * availableParallelism(),
      keep: true,
    });
    return {
      result,
      text: async () => (await import('../ui/map-view.ts')).mapText(result, flags.details),
      exit: exitCodeOfScan(result),
    };
  }
}
