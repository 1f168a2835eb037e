import { FirebreakError } from '../errors.ts';

/**
 * What every piece of work ends with once the person has interrupted: the reason with which
 * the doors' signal is aborted, so that `signal.throwIfAborted()` throws it.
 */
export function interrupted(): FirebreakError {
  return new FirebreakError(
    'INTERRUPTED',
    'interrupted: nothing was stored',
    'Run the command again.',
  );
}
