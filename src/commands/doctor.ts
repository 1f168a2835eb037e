import * as Flags from '@oclif/core/flags';
import type { DoctorResult } from '../app/doctor/results.ts';
import { BaseCommand, type Outcome } from '../cli/base.ts';

export default class Doctor extends BaseCommand<DoctorResult> {
  static override summary =
    'Check that this firebreak finds what it must find on this machine, before you need it.';

  static override description = `Gives every reader files with a planted package, and files without one, by the way a scan takes: a reader that loses its plant, or finds what is not there, is named. Also checks Node, git, the data directory, and that the parts of the install belong together. Reaches no network.

Exit code: 0 everything sound, 1 something failed: no answer should be trusted until it is mended.`;

  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor --readers',
    '<%= config.bin %> doctor --json',
  ];

  static override flags = {
    readers: Flags.boolean({
      description:
        'Show what each reader sees and what it cannot, so that you know what "not exposed" means.',
    }),
  };

  protected async answer(): Promise<Outcome<DoctorResult>> {
    const { flags } = await this.parse(Doctor);
    const app = await this.app(flags);
    const { doctor, exitCodeOfDoctor } = await import('../app/doctor/index.ts');
    const result = await doctor(app);
    return {
      result,
      text: async () => {
        const { doctorText, readersText } = await import('../ui/doctor-view.ts');
        return flags.readers ? readersText(result) : doctorText(result);
      },
      exit: exitCodeOfDoctor(result),
    };
  }
}
