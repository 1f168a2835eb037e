import { z } from 'zod';
import { Control, Interlock, Semantics } from '../runbook/schema.ts';

const Problem = z.strictObject({
  /** The file. */
  path: z.string(),
  code: z.string(),
  message: z.string(),
  line: z.number().int().nullable(),
});

/** What identifies a definition. */
const Identity = z.strictObject({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  owner: z.string(),
  /** The file, as it was found. */
  path: z.string(),
  /** `sha256:` of its bytes. */
  digest: z.string(),
  reviewedAt: z.iso.date(),
  /** Null: never exercised. */
  exercisedAt: z.iso.date().nullable(),
});
export type Identity = z.infer<typeof Identity>;

/** `runbook list --json`. */
export const RunbookList = z.strictObject({
  runbooks: z.array(
    Identity.extend({
      steps: z.number().int(),
      errors: z.number().int(),
      warnings: z.number().int(),
    }),
  ),
  unreadable: z.array(z.strictObject({ path: z.string(), message: z.string() })),
});
export type RunbookList = z.infer<typeof RunbookList>;

/** `runbook show --json`. */
export const RunbookShow = Identity.extend({
  about: z.string(),
  sources: z.array(z.string()),
  roles: z.record(z.string(), z.string()),
  facts: z.record(z.string(), z.string()),
  controls: z.array(Control),
  interlocks: z.array(Interlock),
  /** In order of the file; those of parallel branches name the branch. */
  steps: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['action', 'per-target', 'human', 'gate', 'report']),
      title: z.string(),
      owner: z.string(),
      control: z.string().nullable(),
      branch: z.strictObject({ of: z.string(), id: z.string() }).nullable(),
      action: z.string().nullable(),
      undoes: z.string().nullable(),
      over: z.string().nullable(),
      ask: z.string().nullable(),
      worklist: z.string().nullable(),
      verify: z.string().nullable(),
      approval: z.enum(['none', 'one']).nullable(),
      semantics: Semantics.nullable(),
      records: z.string().nullable(),
      /** Facts it waits for. */
      requires: z.array(z.string()),
    }),
  ),
});
export type RunbookShow = z.infer<typeof RunbookShow>;

/** `runbook check --json`. */
export const RunbookCheck = z.strictObject({
  /** The definition's id; where it cannot be read, the file. */
  runbook: z.string(),
  digest: z.string(),
  errors: z.array(Problem),
  warnings: z.array(Problem),
});
export type RunbookCheck = z.infer<typeof RunbookCheck>;

/** `runbook graph --json`. */
export const RunbookGraph = z.strictObject({
  runbook: z.string(),
  digest: z.string(),
  mermaid: z.string(),
});
export type RunbookGraph = z.infer<typeof RunbookGraph>;
