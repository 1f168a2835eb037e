import { CLIError } from '@oclif/core/errors';
import { exitCodeOf, FirebreakError, type WorldCode } from '../errors.ts';
import { isSystemError, reasonOf } from '../host/files.ts';
import { usageMessage } from './usage.ts';

/** A failure as `--json` prints it, under `error`. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly exit: number;
}

/**
 * What a thrown value is told as: our own errors as they are, wrong usage of `command` as exit 2, a refusal of the
 * system as the outside world's, all else as our bug.
 */
export function failureOf(error: unknown, command: string): Failure {
  if (error instanceof FirebreakError) {
    return { code: error.code, message: error.message, hint: error.hint, exit: exitCodeOf(error) };
  }
  if (error instanceof CLIError) {
    return {
      code: 'USAGE',
      message: usageMessage(error),
      hint: `\`firebreak ${command} --help\` shows what it takes.`,
      exit: 2,
    };
  }
  if (isSystemError(error) && error.syscall !== undefined) {
    const code: WorldCode = 'FILE_UNREADABLE';
    const place = error.path === undefined ? error.syscall : `cannot use ${error.path}`;
    return {
      code,
      message: `${place}: ${reasonOf(error)}`,
      hint: 'Check that path and its permissions, or name another place with --data-dir.',
      exit: 1,
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
