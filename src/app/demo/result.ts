import { z } from 'zod';
import { ExposureMap, Verdict } from '../../exposure/schema.ts';
import { Verification } from '../../journal/verification.ts';
import { RunStatus } from '../../response/schema.ts';

/** What `demo --json` prints. */
export const DemoResult = z.strictObject({
  /** Where the sample organisation, the incident and the run lie. */
  dataDir: z.string(),
  repositories: z.array(z.strictObject({ name: z.string(), shows: z.string() })),
  map: ExposureMap,
  /** Facts that the sample is known to hold, and how many of them the map has. */
  expected: z.number().int(),
  found: z.number().int(),
  /** Where the map and the facts differ, a sentence each. Empty when the demo is right. */
  differences: z.array(z.string()),
  response: z.strictObject({
    status: RunStatus,
    /** What the script decided, in order; `refused` says why an interlock did not let it. */
    decisions: z.array(
      z.strictObject({
        step: z.string(),
        command: z.string(),
        says: z.string(),
        refused: z.string().nullable(),
      }),
    ),
    /** Of the map afterwards: what is live on a default branch, a branch or a work tree is nothing when it is clear. */
    after: z.strictObject({
      scan: z.number().int().nullable(),
      verdict: Verdict,
      clear: z.boolean(),
      live: z.array(z.string()),
      excluded: z.record(z.string(), z.string()),
    }),
    verification: Verification,
    /** Path of the report. */
    report: z.string(),
  }),
});
export type DemoResult = z.infer<typeof DemoResult>;
