import { FirebreakError } from '../errors.ts';

/** What every piece of work ends with once the person has interrupted. */
export function interrupted(): FirebreakError {
  return new FirebreakError(
    'INTERRUPTED',
    'interrupted: nothing was stored',
    'Run the command again.',
  );
}

/** Throws INTERRUPTED once the person has interrupted. */
export function throwIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw interrupted();
}
