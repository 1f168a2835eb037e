import type { LeafStep, Runbook } from './schema.ts';

/** Facts that a step waits for, by interlocks and as a gate, each once. */
export function requiredFactsOf({ interlocks }: Runbook, step: LeafStep): readonly string[] {
  const own = step.kind === 'gate' ? step.require : [];
  const guarded = interlocks.flatMap((lock) => (lock.before.includes(step.id) ? lock.require : []));
  return [...new Set([...own, ...guarded])];
}
