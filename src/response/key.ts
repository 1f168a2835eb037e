import { createHash } from 'node:crypto';

/**
 * The key of an effect, as it goes into the outside world (branch name, trailer, rule): stable over retries, another
 * with every plan. The target is hashed because its name was chosen by strangers and need not fit a branch's name.
 */
export function effectKey(run: string, step: string, target: string, generation: number): string {
  const hash = createHash('sha256').update(target).digest('hex').slice(0, 12);
  return `firebreak/${run}/${step}/${hash}/${generation}`;
}
