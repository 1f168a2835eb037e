import type { LockDocument } from './types.ts';

/** Whether a launcher starts an install that has no regard for a lockfile. */
export function startsPastLock({ installs = [] }: LockDocument): boolean {
  return installs.some(({ lockfile }) => lockfile === 'ignores');
}
