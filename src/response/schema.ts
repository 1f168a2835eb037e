import { z } from 'zod';
import { Mode, Policy } from '../journal/vocabulary.ts';

const count = z.number().int().nonnegative();

/** Targets of a step by state; `total` is the sum of the others. */
export const TargetCounts = z.strictObject({
  total: count,
  pending: count,
  inFlight: count,
  unknown: count,
  applied: count,
  verified: count,
  satisfied: count,
  failed: count,
  waiting: count,
  excluded: count,
});

/** Whom the run waits for, and what to type. */
export const WaitingFor = z.strictObject({
  for: z.enum(['approval', 'answer', 'fact', 'targets', 'decision', 'reconciliation']),
  owner: z.string(),
  /** People behind the role, from the site file. */
  people: z.array(z.string()),
  detail: z.string(),
  /** File with what a person is asked to see to, in Markdown; null where there is none. */
  worklist: z.string().nullable(),
  command: z.string(),
});
export type WaitingFor = z.infer<typeof WaitingFor>;

/** One step as `respond status --json` has it. */
export const StepStatus = z.strictObject({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  state: z.string(),
  owner: z.string(),
  /** When its control is due; null where none is running. */
  dueAt: z.iso.datetime().nullable(),
  counts: TargetCounts,
  waitingFor: WaitingFor.nullable(),
  /** What was last said of it. */
  note: z.string(),
  /** Targets that need somebody, or went wrong. */
  targets: z.array(z.strictObject({ name: z.string(), state: z.string(), note: z.string() })),
});
export type StepStatus = z.infer<typeof StepStatus>;

/** `respond status --json`, and what every `respond` command prints of a run. */
export const RunStatus = z.strictObject({
  run: z.string(),
  incident: z.string(),
  directory: z.string(),
  mode: Mode,
  runbook: z.strictObject({ id: z.string(), version: z.string(), digest: z.string() }),
  /** `waiting`: for a person; `stopped`: a step failed or an interlock blocks; `ready`: it can go on by itself. */
  state: z.enum(['ready', 'waiting', 'stopped', 'completed', 'abandoned']),
  startedAt: z.iso.datetime(),
  steps: z.array(StepStatus),
  interlocks: z.array(
    z.strictObject({
      id: z.string(),
      before: z.array(z.string()),
      met: z.boolean(),
      missing: z.array(z.string()),
      why: z.string(),
    }),
  ),
  facts: z.array(z.strictObject({ fact: z.string(), by: z.string(), seq: count })),
  records: count,
  /** The command to type; empty once the run has ended. */
  next: z.string(),
});
export type RunStatus = z.infer<typeof RunStatus>;

/** `respond plan --json`. */
export const PlanView = z.strictObject({
  run: z.string(),
  step: z.string(),
  generation: count,
  direction: z.enum(['do', 'undo']),
  /** SHA-256 of the exact plan file kept as evidence. */
  digest: z.string(),
  changes: z.array(
    z.strictObject({
      action: z.string(),
      target: z.string(),
      /** What is done, in the action's own terms. */
      args: z.json(),
      summary: z.string(),
      /** `person`: somebody does it, by these instructions. */
      kind: z.enum(['change', 'satisfied', 'person']),
      instructions: z.array(z.string()),
    }),
  ),
  targets: TargetCounts,
  estimate: z.strictObject({ seconds: count, lane: z.string() }),
  requires: z.strictObject({ policy: Policy, approvals: count }),
  expiresAt: z.iso.datetime().nullable(),
  /** The command that approves exactly this; empty where nothing is to be approved. */
  approve: z.string(),
});
export type PlanView = z.infer<typeof PlanView>;
