import type { EventType } from '../../journal/vocabulary.ts';
import type { Compiled } from './compiled.ts';
import { planObjection } from './plan-rules.ts';
import { said } from './said.ts';
import type { PlacedEvent, StepState } from './state.ts';

/** Why a step does not take an event that its state would; null where it does. */
export function stepObjection(
  compiled: Compiled,
  stands: StepState,
  event: PlacedEvent,
): string | null {
  const { type } = event;
  if (type === 'plan.made') return planObjection(compiled, stands, event);
  if (type === 'step.armed') return armObjection(stands, event);
  if (type === 'step.asked' || type === 'step.passed') return factObjection(stands);
  return isDigestEvent(type) ? digestObjection(stands, said(event, type).digest) : null;
}

type DigestEvent = 'plan.stale' | 'approval.requested' | 'approval.granted' | 'approval.denied';

function isDigestEvent(type: EventType): type is DigestEvent {
  return type === 'plan.stale' || type.startsWith('approval.');
}

function armObjection(stands: StepState, event: PlacedEvent): string | null {
  const objection = digestObjection(stands, said(event, 'step.armed').digest);
  if (objection !== null) return objection;
  if (stands.state === 'awaiting-approval' && stands.approvals.length === 0)
    return `nobody approved the plan of step ${stands.id}`;
  if (stands.expiresAt !== null && Date.parse(event.at) > Date.parse(stands.expiresAt))
    return `the approval of step ${stands.id} expired at ${stands.expiresAt}`;
  return needsFacts(stands) ? factObjection(stands) : null;
}

/** Whether interlocks guard a step as it stands: taking a change back is guarded by its approval alone. */
export function needsFacts({ direction }: StepState): boolean {
  return direction === 'do';
}

function digestObjection({ id, planDigest }: StepState, digest: string): string | null {
  if (planDigest === digest) return null;
  return planDigest === null
    ? `step ${id} has no plan in force`
    : `the digest is not that of the plan of step ${id}`;
}

function factObjection({ id, missing }: StepState): string | null {
  return missing.length === 0 ? null : `step ${id} waits for ${missing.join(', ')}`;
}
