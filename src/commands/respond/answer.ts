import * as Flags from '@oclif/core/flags';
import type { Decision } from '../../app/respond.ts';
import { BaseCommand, type Outcome } from '../../cli/base.ts';
import { keyboardDesk } from '../../cli/desk.ts';
import { noteFlag, runAndStep, wordsOf } from '../../cli/respond.ts';
import type { RunStatus } from '../../response/schema.ts';

export default class RespondAnswer extends BaseCommand<RunStatus> {
  static override summary = 'Answer what a run asks of people, or state a fact.';

  static override description =
    'Goes on record under your name, with the note. "No" is never success: the step fails, and somebody decides.';

  static override examples = [
    '<%= config.bin %> respond answer check-hosts --yes --note "14 laptops and 3 runners checked, none has the monitor"',
    '<%= config.bin %> respond answer pin --target acme/reports:main --yes --note "resolutions added, merged"',
    '<%= config.bin %> respond answer rescan --target acme/legacy --exclude --holds P7D --note "archived, read by hand"',
    '<%= config.bin %> respond answer --fact hosts-checked --note "all isolated by the EDR at 03:20"',
  ];

  static override args = { ...runAndStep };

  static override flags = {
    yes: Flags.boolean({ description: 'It was done.' }),
    no: Flags.boolean({ description: 'It was not, or cannot be, done.' }),
    landed: Flags.boolean({ description: 'The effect that was cut off at --target is there.' }),
    'not-landed': Flags.boolean({ description: 'It is not there.' }),
    exclude: Flags.boolean({
      description: 'Take --target out, for the reason in --note.',
      dependsOn: ['target'],
    }),
    skip: Flags.boolean({ description: 'Leave the step out. Its fact stays missing.' }),
    abandon: Flags.boolean({ description: 'End the run here.' }),
    fact: Flags.string({ helpValue: 'FACT', description: 'State a fact of the runbook.' }),
    target: Flags.string({ helpValue: 'NAME', description: 'The target that is meant.' }),
    holds: Flags.string({
      helpValue: 'DURATION',
      description: 'How long an exclusion holds (ISO 8601; default: P7D).',
    }),
    ...noteFlag,
  };

  protected async answer(): Promise<Outcome<RunStatus>> {
    const { args, flags } = await this.parse(RespondAnswer);
    const app = await this.app(flags);
    const { chooseRun } = await import('../../app/run-choice.ts');
    const { decideOn, exitCodeOfRun } = await import('../../app/respond.ts');
    const { decisionFrom } = await import('../../app/decision-words.ts');
    const chosen = await chooseRun(app, wordsOf(args));
    const decision: Decision = decisionFrom(flags, chosen);
    const desk = keyboardDesk(this.jsonEnabled());
    const result = await decideOn(app, chosen.place, desk, decision, flags.note);
    return {
      result,
      text: async () => (await import('../../ui/run-view.ts')).statusText(result),
      exit: exitCodeOfRun(result),
    };
  }
}
