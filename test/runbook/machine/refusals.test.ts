import { describe, expect, it } from 'vitest';
import { refusal } from '../../../src/runbook/machine/refusals.ts';

describe('what is refused to a person', () => {
  it.each([
    'approval.denied',
    'approval.granted',
    'effect.reconciled',
    'plan.made',
    'plan.stale',
    'step.answered',
    'step.retried',
    'step.skipped',
    'target.answered',
    'target.excluded',
  ] as const)('%s is refused in words, not by the name of a record', (type) => {
    const said = refusal({ id: 'pin', state: 'done' }, type);

    expect(said).toMatch(/^step pin is done: /);
    expect(said).not.toContain('.');
  });

  it('says that a step has not begun, and how a target leaves a plan that waits', () => {
    expect(refusal({ id: 'pin', state: 'blocked' }, 'step.skipped')).toBe(
      'the run has not come to step pin: it cannot be left out now',
    );
    expect(refusal({ id: 'pin', state: 'awaiting-approval' }, 'target.excluded')).toContain('deny');
  });
});
