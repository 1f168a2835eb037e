import { FirebreakError } from '../errors.ts';

/** How long a process waits for another one's write, in milliseconds, before it gives up. */
export const busyMilliseconds = 20_000;

/**
 * What SQLite's refusals are told as (result codes: sqlite.org/rescode.html; node:sqlite gives them as `errcode`,
 * extended ones with the primary code in the low byte). Anything else is given back as it is.
 */
export function inventoryFailure(path: string, error: unknown): unknown {
  if (error instanceof FirebreakError || !isSqliteError(error)) return error;
  switch (error.errcode & 0xff) {
    case 5:
    case 6:
      return new FirebreakError(
        'INVENTORY_BUSY',
        `another firebreak has been writing ${path} for more than ${busyMilliseconds / 1000} seconds`,
        'Let it end, then run the command again.',
        error,
      );
    case 11:
    case 26:
      return invalidInventory(path, 'is damaged, or no database', error);
    case 3:
    case 8:
    case 10:
    case 13:
    case 14:
    case 23:
      return new FirebreakError(
        'INVENTORY_UNWRITABLE',
        `cannot use ${path}: ${reasonOf(error)}`,
        'Free some space, make the file and its directory writable, or name another place with --data-dir.',
        error,
      );
    default:
      return error;
  }
}

/** A file that is there and is no inventory of ours. */
export function invalidInventory(path: string, what: string, cause?: unknown): FirebreakError {
  return new FirebreakError(
    'INVENTORY_INVALID',
    `${path} ${what}`,
    `Move ${path} aside and scan again: the next scan makes a new one.`,
    cause,
  );
}

/** Runs `work` and tells what SQLite refuses in our own words. */
export function told<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw inventoryFailure(path, error);
  }
}

function isSqliteError(error: unknown): error is Error & { errcode: number } {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
}

function reasonOf({ errcode, message }: { errcode: number; message: string }): string {
  const reasons: Record<number, string> = {
    3: 'permission denied',
    8: 'it is read-only',
    13: 'no space left on the disk',
    14: 'it cannot be opened',
    23: 'permission denied',
  };
  return reasons[errcode & 0xff] ?? message;
}
