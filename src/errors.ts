/**
 * Every failure that firebreak names. A code tells its kind: the caller's input, the outside world, a run that must not
 * go on as asked, a record that does not verify, or our own bug. Exit codes follow from the kind alone.
 */
export type InputCode =
  | 'ARGUMENT_INVALID'
  | 'COMMAND_NOT_FOUND'
  | 'DEMO_UNAVAILABLE'
  | 'FILE_NOT_FOUND'
  | 'INCIDENT_EXISTS'
  | 'INCIDENT_INVALID'
  | 'INCIDENT_NOT_FOUND'
  | 'INVENTORY_NOT_FOUND'
  | 'LIST_EMPTY'
  | 'LIST_UNUSABLE'
  | 'LOCKFILE_UNKNOWN'
  | 'LOCKFILE_UNSUPPORTED'
  | 'NOT_ALLOWED'
  | 'RUN_NOT_FOUND'
  | 'RUNBOOK_INVALID'
  | 'RUNBOOK_NOT_FOUND'
  | 'SCAN_NOT_FOUND'
  | 'SITE_INVALID'
  | 'STEP_NOT_FOUND'
  | 'TARGET_NOT_FOUND'
  | 'TARGET_UNSUPPORTED';

export type WorldCode =
  | 'BRANCH_EXISTS'
  | 'CACHE_UNREADABLE'
  | 'FILE_UNREADABLE'
  | 'FILE_UNWRITABLE'
  | 'GIT_FAILED'
  | 'GIT_UNREADABLE'
  | 'INCIDENT_BUSY'
  | 'INTERRUPTED'
  | 'INVENTORY_BUSY'
  | 'INVENTORY_INVALID'
  | 'INVENTORY_NEWER'
  | 'INVENTORY_UNWRITABLE'
  | 'NPM_FAILED'
  | 'PROGRAM_FAILED'
  | 'REGISTRY_CONFIG'
  | 'REGISTRY_DOWN'
  | 'REGISTRY_MISSING'
  | 'REPOSITORY_DIRTY'
  | 'REPOSITORY_UNUSABLE'
  | 'RUN_BUSY';

/** What a run refuses: the state it is in does not allow it. */
export type RefusalCode = 'INTERLOCK' | 'PLAN_STALE' | 'STEP_REFUSED';

/** A record that was changed, cut or lost. */
export type RecordCode = 'EVIDENCE_MISSING' | 'JOURNAL_BROKEN';

export type BugCode = 'BUG';

export type ErrorCode = InputCode | WorldCode | RefusalCode | RecordCode | BugCode;

const inputCodes: Record<InputCode, true> = {
  ARGUMENT_INVALID: true,
  COMMAND_NOT_FOUND: true,
  DEMO_UNAVAILABLE: true,
  FILE_NOT_FOUND: true,
  INCIDENT_EXISTS: true,
  INCIDENT_INVALID: true,
  INCIDENT_NOT_FOUND: true,
  INVENTORY_NOT_FOUND: true,
  LIST_EMPTY: true,
  LIST_UNUSABLE: true,
  LOCKFILE_UNKNOWN: true,
  LOCKFILE_UNSUPPORTED: true,
  NOT_ALLOWED: true,
  RUN_NOT_FOUND: true,
  RUNBOOK_INVALID: true,
  RUNBOOK_NOT_FOUND: true,
  SCAN_NOT_FOUND: true,
  SITE_INVALID: true,
  STEP_NOT_FOUND: true,
  TARGET_NOT_FOUND: true,
  TARGET_UNSUPPORTED: true,
};

const refusalCodes: Record<RefusalCode, true> = {
  INTERLOCK: true,
  PLAN_STALE: true,
  STEP_REFUSED: true,
};

const recordCodes: Record<RecordCode, true> = { EVIDENCE_MISSING: true, JOURNAL_BROKEN: true };

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

/**
 * Exit code of an error: 2 for unusable input, 21 for what a run refuses, 30 for a record that does not verify, 130 for
 * an interruption, 1 for all else.
 */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof FirebreakError)) return 1;
  if (error.code === 'INTERRUPTED') return 130;
  if (error.code in refusalCodes) return 21;
  if (error.code in recordCodes) return 30;
  return error.code in inputCodes ? 2 : 1;
}
