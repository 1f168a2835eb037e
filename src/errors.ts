/**
 * Every failure that firebreak names. A code tells its kind: the caller's input, the outside world,
 * or our own bug. Exit codes follow from the kind alone.
 */
export type InputCode =
  | 'ARGUMENT_INVALID'
  | 'COMMAND_NOT_FOUND'
  | 'DEMO_UNAVAILABLE'
  | 'FILE_NOT_FOUND'
  | 'INCIDENT_EXISTS'
  | 'INCIDENT_INVALID'
  | 'INCIDENT_NOT_FOUND'
  | 'LIST_EMPTY'
  | 'LIST_UNUSABLE'
  | 'LOCKFILE_UNKNOWN'
  | 'LOCKFILE_UNSUPPORTED'
  | 'SCAN_NOT_FOUND'
  | 'TARGET_NOT_FOUND'
  | 'TARGET_UNSUPPORTED';

export type WorldCode =
  | 'FILE_UNREADABLE'
  | 'FILE_UNWRITABLE'
  | 'GIT_UNREADABLE'
  | 'INCIDENT_BUSY'
  | 'INTERRUPTED';

export type BugCode = 'BUG';

export type ErrorCode = InputCode | WorldCode | BugCode;

const inputCodes: Record<InputCode, true> = {
  ARGUMENT_INVALID: true,
  COMMAND_NOT_FOUND: true,
  DEMO_UNAVAILABLE: true,
  FILE_NOT_FOUND: true,
  INCIDENT_EXISTS: true,
  INCIDENT_INVALID: true,
  INCIDENT_NOT_FOUND: true,
  LIST_EMPTY: true,
  LIST_UNUSABLE: true,
  LOCKFILE_UNKNOWN: true,
  LOCKFILE_UNSUPPORTED: true,
  SCAN_NOT_FOUND: true,
  TARGET_NOT_FOUND: true,
  TARGET_UNSUPPORTED: true,
};

/** The one error class. `hint` says what the person at the keyboard does next. */
export class FirebreakError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'FirebreakError';
    this.code = code;
    this.hint = hint;
  }
}

/** Exit code of an error: 2 for unusable input, 130 for an interruption, 1 for all else. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof FirebreakError)) return 1;
  if (error.code === 'INTERRUPTED') return 130;
  return error.code in inputCodes ? 2 : 1;
}
