import type { Scope } from '../types.ts';
import { markBit } from '../reading/marks.ts';

/** The marks npm's flags amount to. `devOptional` is set where dev and optional dependencies both lead here. */
export function flagBits(entry: Record<string, unknown>): number {
  const both = entry.devOptional === true;
  let bits = 0;
  if (both || entry.dev === true) bits |= markBit.dev;
  if (both || entry.optional === true) bits |= markBit.optional;
  if (entry.peer === true) bits |= markBit.peer;
  if (entry.inBundle === true || entry.bundled === true) bits |= markBit.bundled;
  return bits;
}

/**
 * Strongest reason for an entry by its flags (npm docs, package-lock.json, "packages": an entry without
 * flags is needed in production). `extraneous` says that nothing known asks for it.
 */
export function scopeOf(entry: Record<string, unknown>): Scope {
  if (entry.dev === true) return 'dev';
  if (entry.devOptional === true || entry.optional === true) return 'optional';
  if (entry.peer === true) return 'peer';
  return entry.extraneous === true ? 'unknown' : 'prod';
}
