import { CLIError } from '@oclif/core/errors';
import { exitCodeOf, FirebreakError } from '../errors.ts';

/** A failure as `--json` prints it, under `error`. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly exit: number;
}

/** What a thrown value is told as: our own errors as they are, wrong usage as exit 2, all else as our bug. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FirebreakError) {
    return { code: error.code, message: error.message, hint: error.hint, exit: exitCodeOf(error) };
  }
  if (error instanceof CLIError) {
    // The parser's message goes on with the usage, line by line; the first says what is wrong.
    const [message = ''] = error.message.trim().split('\n');
    return {
      code: 'USAGE',
      message: message.replace(/:$/, ''),
      hint: 'Add --help to see what it takes.',
      exit: 2,
    };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    code: 'BUG',
    message,
    hint: 'This is a fault of firebreak. Run it again with DEBUG=firebreak and report what it prints.',
    exit: 1,
  };
}
