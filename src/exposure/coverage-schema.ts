import { z } from 'zod';

export const CoverageProblem = z.strictObject({
  target: z.string(),
  path: z.string().nullable(),
  /** A ref, or `worktree`, where it was met; there may be more. */
  ref: z.string().nullable(),
  line: z.number().int().nullable(),
  code: z.string(),
  message: z.string(),
});
export type CoverageProblem = z.infer<typeof CoverageProblem>;

export const Coverage = z.strictObject({
  complete: z.boolean(),
  /** `requested` is the sum of the others. */
  targets: z.strictObject({
    requested: z.number().int(),
    read: z.number().int(),
    partial: z.number().int(),
    failed: z.number().int(),
    excluded: z.number().int(),
  }),
  /** `seen` is the sum of the others. Distinct contents, counted per target; what is no lockfile we read, by path. */
  artefacts: z.strictObject({
    seen: z.number().int(),
    read: z.number().int(),
    unreadable: z.number().int(),
    unsupported: z.number().int(),
  }),
  /**
   * Refs of repositories that have very many, of which only what `notChecked` names was not looked at. Absent where every
   * ref was looked at whole, and in scans kept by earlier versions.
   */
  outline: z
    .strictObject({
      targets: z.number().int(),
      refs: z.number().int(),
      notChecked: z.array(z.string()),
    })
    .optional(),
  problems: z.array(CoverageProblem),
  /** What the incident states and nothing here could look for. */
  notLookedFor: z.strictObject({
    /** Pairs and ranges by ecosystem without a reader. */
    packages: z.record(z.string(), z.number().int()),
    /** Indicators by kind. */
    indicators: z.record(z.string(), z.number().int()),
  }),
});
export type Coverage = z.infer<typeof Coverage>;
