import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';

/** `[RUN] [STEP]`: which of the two a single word is, the service finds out. */
export const runAndStep = {
  run: Args.string({
    description: 'The run. May be left out while one is open.',
  }),
  step: Args.string({ description: 'The step.' }),
};

/** What the person says; it goes on record. */
export const noteFlag = {
  note: Flags.string({
    required: true,
    helpValue: 'TEXT',
    description: 'What you saw or did, or why. It goes on record under your name.',
  }),
};

/** The words of `[RUN] [STEP]` that were given. */
export function wordsOf(args: { run?: string | undefined; step?: string | undefined }): string[] {
  return [args.run, args.step].filter((word) => word !== undefined);
}
