import type { Actor } from '../../../src/journal/record.ts';
import type { EventType } from '../../../src/journal/vocabulary.ts';
import type { Duty, PlacedEvent, RunState } from '../../../src/runbook/machine/state.ts';

/** Somebody who may decide. */
export const ada: Actor = { kind: 'person', id: 'ada', auth: 'local-user', host: 'desk' };
/** The program. */
export const engine: Actor = { kind: 'engine', id: 'firebreak', auth: 'none', host: 'desk' };
/** A script of an exercise. */
export const script: Actor = { kind: 'script', id: 'demo', auth: 'none', host: 'desk' };

/** A digest told apart by a number. */
export function digest(number: number): string {
  return `sha256:${number.toString(16).padStart(64, '0')}`;
}

/** The key of a target in a plan. */
export function keyOf(step: string, target: string, generation: number): string {
  return `firebreak/run/${step}/${target}/${generation}`;
}

/** An event with its place. */
export function event(
  seq: number,
  type: EventType,
  step: string | null = null,
  data: PlacedEvent['data'] = {},
  more: Partial<PlacedEvent> = {},
): PlacedEvent {
  return {
    seq,
    at: new Date(Date.UTC(2026, 10, 20) + seq * 1000).toISOString(),
    type,
    step,
    target: null,
    attempt: null,
    key: null,
    cause: null,
    actor: engine,
    data,
    evidence: [],
    ...more,
  };
}

/** The first record of a run. */
export function started(seq: number, mode: 'real' | 'exercise' | 'demo' = 'real'): PlacedEvent {
  return event(seq, 'run.started', null, {
    mode,
    toolVersion: '0.1.0',
    runbook: { id: 'small', version: '1.0.0', digest: digest(0) },
    incident: { id: 'incident', listDigest: digest(0) },
    exposure: { scan: 1, digest: digest(0) },
    site: null,
    policy: 'one',
    signer: { name: 'desk', key: 'key' },
  });
}

/** A plan of targets, each with what it is to become. */
export function planMade(
  seq: number,
  step: string,
  state: RunState,
  targets: Readonly<Record<string, 'change' | 'satisfied' | 'person'>>,
  more: { direction?: 'do' | 'undo'; policy?: 'none' | 'one' } = {},
): PlacedEvent {
  const stands = state.steps[step];
  const generation = (stands?.generation ?? 0) + 1;
  return event(seq, 'plan.made', step, {
    generation,
    direction: more.direction ?? stands?.direction ?? 'do',
    digest: digest(seq),
    policy: more.policy ?? 'one',
    targets: Object.entries(targets).map(([name, kind]) => ({
      name,
      key: keyOf(step, name, generation),
      state: kind,
      note: `${kind} ${name}`,
    })),
  });
}

/** What the engine records when it does a duty and all goes well. */
export function wellDone(
  seq: number,
  duty: Duty,
  state: RunState,
  targets: Readonly<Record<string, 'change' | 'satisfied' | 'person'>>,
  policy: 'none' | 'one',
): readonly PlacedEvent[] {
  if (duty.do === 'end-run')
    return [event(seq, 'run.ended', null, { outcome: 'completed', note: '' })];
  const { step } = duty;
  const stands = state.steps[step];
  const planDigest = stands?.planDigest ?? digest(0);
  const of = (target: string): Partial<PlacedEvent> => ({ target });
  switch (duty.do) {
    case 'enter':
      return [event(seq, 'step.entered', step)];
    case 'plan':
      return [planMade(seq, step, state, targets, { policy })];
    case 'request-approval':
      return [
        event(seq, 'approval.requested', step, {
          digest: planDigest,
          expiresAt: '2027-01-01T00:00:00.000Z',
        }),
      ];
    case 'ask':
      return [event(seq, 'step.asked', step, { question: 'well?' })];
    case 'pass':
    case 'report':
      return [event(seq, 'step.passed', step, { detail: 'there' })];
    case 'arm':
      return [event(seq, 'step.armed', step, { digest: planDigest })];
    case 'apply':
      return [
        event(
          seq,
          'effect.intent',
          step,
          { change: digest(1) },
          {
            target: duty.target,
            attempt: duty.attempt,
            key: state.targetOf(step, duty.target)?.key ?? null,
          },
        ),
        event(
          seq + 1,
          'effect.outcome',
          step,
          { status: 'applied', detail: '', result: null },
          of(duty.target),
        ),
      ];
    case 'declare-unknown':
      return [event(seq, 'effect.unknown', step, {}, of(duty.target))];
    case 'reconcile':
      return [
        event(seq, 'effect.reconciling', step, {}, of(duty.target)),
        event(
          seq + 1,
          'effect.reconciled',
          step,
          { landed: 'yes', how: 'probe', detail: '' },
          of(duty.target),
        ),
      ];
    case 'verify':
      return [event(seq, 'verify.passed', step, { detail: 'seen' }, of(duty.target))];
    case 'record-fact':
      return [event(seq, 'fact.recorded', step, { fact: duty.fact, note: '' })];
    case 'withdraw-fact':
      return [event(seq, 'fact.withdrawn', step, { fact: duty.fact, reason: 'undone' })];
    case 'end-step':
      return [event(seq, 'step.ended', step, { outcome: stands?.state ?? 'done' })];
  }
}

/** All that a state shows, as text. */
export function projection(state: RunState): string {
  const targets = Object.keys(state.steps).map((step) => state.targetsOf(step));
  return JSON.stringify([state.steps, state.active, state.status, state.facts, targets]);
}
