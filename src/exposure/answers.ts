import { z } from 'zod';
import { Coverage, Exposure, TargetVerdict, Verdict } from './schema.ts';

/** How one package came to be where it is, everywhere it is. */
export const Why = z.strictObject({
  /** What was asked for, as it was typed. */
  package: z.string(),
  exposures: z.array(
    z.strictObject({
      id: z.string(),
      purl: z.string(),
      target: z.string(),
      path: z.string(),
      lines: z.array(z.number().int()),
      importers: z.array(z.string()),
      pathsTotal: z.string(),
      paths: z.array(z.array(z.string())),
      dominators: z.array(z.string()),
      bump: z.array(z.string()),
      aliases: Exposure.shape.dependency.shape.aliases,
      cutShort: Exposure.shape.dependency.shape.cutShort,
      request: Exposure.shape.request,
    }),
  ),
});
export type Why = z.infer<typeof Why>;

/** What changed between two scans of one incident. */
export const ExposureDelta = z.strictObject({
  incident: z.string(),
  from: z.number().int(),
  to: z.number().int(),
  verdict: z.strictObject({ before: Verdict, after: Verdict }),
  appeared: z.array(Exposure),
  gone: z.array(Exposure),
  /** Ids of those in `gone` that are still there and that the later scan told apart from what is compromised. */
  toldApart: z.array(z.string()).optional(),
  /** Ids of those in both. */
  remaining: z.array(z.string()),
  /** Ids of exposures of the past that the later scan does not have: it read no history, or less. */
  pastNotSeen: z.array(z.string()).optional(),
  /**
   * Targets of exposures that are gone which the later scan did not read whole, or did not look at:
   * nothing is clear because nobody looked.
   */
  unconfirmed: z.array(z.string()),
  /** Those of `unconfirmed` that the later scan did not look at at all. */
  notLookedAt: z.array(z.string()),
  /** Targets of exposures that appeared which the earlier scan did not look at: they may have been there then. */
  newlyLookedAt: z.array(z.string()),
  /** Whether the later scan could read everything: without that, nothing new means little. */
  complete: z.boolean(),
  /** Whether the list changed in between. */
  listChanged: z.boolean(),
});
export type ExposureDelta = z.infer<typeof ExposureDelta>;

/** What the last scan looked at, and what it could not read. */
export const CoverageAnswer = z.strictObject({
  incident: z.string(),
  scan: z.number().int(),
  verdict: Verdict,
  coverage: Coverage,
  targets: z.array(TargetVerdict),
});
export type CoverageAnswer = z.infer<typeof CoverageAnswer>;
