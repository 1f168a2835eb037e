import { join } from 'node:path';
import { z } from 'zod';
import { Grade, MatchedBy, RefClass, Verdict } from '../../exposure/schema.ts';
import type { SourceProblemCode } from '../../sources/types.ts';
import { readShipped } from './shipped-file.ts';

/** A compromised package that the sample is known to hold. */
export const ExpectedExposure = z.strictObject({
  purl: z.string(),
  /** Path within the repository. */
  path: z.string(),
  matchedBy: MatchedBy,
  grade: Grade,
  /** Of grade `resolvable` alone: what is asked for, and which compromised versions that lets in. */
  asks: z
    .strictObject({
      ranges: z.array(z.string()),
      admits: z.array(z.string()),
      /** Whether it would have become what it admits, and why. */
      answer: z.string(),
      reason: z.string(),
    })
    .optional(),
  /** Strongest class first. */
  refs: z.array(z.strictObject({ name: z.string(), class: RefClass })).min(1),
  live: RefClass.exclude(['other']),
  direct: z.boolean().nullable(),
  scope: z.enum(['prod', 'peer', 'optional', 'dev', 'unknown']),
  /** Directory of the importer, relative to the lockfile's own; null where the file names none. */
  importer: z.string().nullable(),
  /** The importer's label, then real package names, the package itself last; null where the file does not say. */
  shortest: z.array(z.string()).min(2).nullable(),
  pathsTotal: z.number().int(),
  /** Direct dependencies that must move, by their real names. */
  bump: z.array(z.string()),
});
export type ExpectedExposure = z.infer<typeof ExpectedExposure>;

const problemCodes = [
  'CONFLICT_MARKERS',
  'MANIFEST_WITHOUT_LOCKFILE',
  'SYNTAX',
] as const satisfies readonly SourceProblemCode[];

/** Something in the sample that nobody can read whole. */
export const ExpectedProblem = z.strictObject({
  code: z.enum(problemCodes),
  path: z.string(),
});
export type ExpectedProblem = z.infer<typeof ExpectedProblem>;

export const ExpectedTarget = z.strictObject({
  name: z.string(),
  verdict: Verdict,
  exposures: z.array(ExpectedExposure),
  problems: z.array(ExpectedProblem),
});
export type ExpectedTarget = z.infer<typeof ExpectedTarget>;

/** What the sample organisation is known to hold, `expected.yaml`: targets by name. */
export const Expected = z.strictObject({ targets: z.array(ExpectedTarget) });
export type Expected = z.infer<typeof Expected>;

/** Reads what the sample in `fixturesDir` (`fixtures/sample`) is known to hold. Throws BUG where it is unusable. */
export async function loadExpected(fixturesDir: string): Promise<Expected> {
  return await readShipped(join(fixturesDir, 'expected.yaml'), Expected);
}
