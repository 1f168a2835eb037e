import type { Proposal } from '../containment/types.ts';
import { exclusionsOf } from '../runbook/machine/index.ts';
import type { LiveRun } from './live-run.ts';

/** That a target is left out of a plan, and why: a person excluded it, and that still holds. Null where none did. */
export function leftOut(run: LiveRun, step: string, target: string): Proposal | null {
  const exclusion = exclusionsOf(run.state(), step)[target];
  if (exclusion === undefined) return null;
  const { actor, reason, until } = exclusion;
  if (Date.parse(until) <= run.world.doors.clock.now().getTime()) return null;
  return { kind: 'satisfied', reason: `excluded by ${actor.id} until ${until}: ${reason}` };
}
