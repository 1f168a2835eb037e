import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRunbook } from '../../../src/runbook/read.ts';
import type { Runbook, Step } from '../../../src/runbook/schema.ts';
import { projectRoot } from '../../support/project.ts';

/** The text of the shipped runbook. */
export const shippedText = readFileSync(
  join(projectRoot, 'runbooks', 'npm-registry-compromise.yaml'),
  'utf8',
);

/** The shipped runbook. */
export function shipped(): Runbook {
  const { problems, runbook } = readRunbook(shippedText, 'runbook.yaml');
  if (runbook === null) throw new Error(JSON.stringify(problems));
  return runbook;
}

/** A definition of a few steps, with facts by name. */
export function definition(steps: readonly Step[], more: Partial<Runbook> = {}): Runbook {
  return {
    apiVersion: 'firebreak/v1',
    kind: 'Runbook',
    id: 'small',
    version: '1.0.0',
    title: 'Small',
    about: 'A few steps',
    owner: 'role:commander',
    reviewedAt: '2026-11-01',
    exercisedAt: null,
    sources: [],
    roles: { commander: 'decides' },
    facts: {},
    controls: [],
    interlocks: [],
    steps: [...steps],
    ...more,
  };
}

type EffectStep = Extract<Step, { semantics: unknown }>;

/** A step that acts on one thing, needs an approval and can be taken back. */
export function actionStep(id: string, more: Partial<EffectStep> = {}): EffectStep {
  return {
    id,
    kind: 'action',
    title: id,
    owner: 'role:commander',
    action: 'registry.freeze',
    with: {},
    semantics: { repeat: 'safe', observable: true, undo: true },
    verify: 'installs-refused',
    approval: 'one',
    approvalExpires: 'PT4H',
    ...more,
  } as EffectStep;
}

/** A question to somebody. */
export function humanStep(id: string, more: object = {}): Step {
  return { id, kind: 'human', title: id, owner: 'role:commander', ask: `${id}?`, ...more };
}

/** A step that waits for facts. */
export function gateStep(id: string, require: string[], more: object = {}): Step {
  return { id, kind: 'gate', title: id, owner: 'role:commander', require, ...more };
}

/** The step that writes the report. */
export function reportStep(id: string): Step {
  return { id, kind: 'report', title: id, owner: 'role:commander' };
}
