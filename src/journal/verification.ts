import { z } from 'zod';

/** `journal verify --json`. */
export const Verification = z.strictObject({
  /** Empty where no record can be read. */
  run: z.string(),
  /** Whole lines. */
  records: z.number().int().nonnegative(),
  /** Whether nothing failed; what was not checked is named apart. */
  verified: z.boolean(),
  failures: z.array(
    z.strictObject({
      check: z.string(),
      /** Record that it is about; null where it is about none. */
      seq: z.number().int().nonnegative().nullable(),
      message: z.string(),
    }),
  ),
  notChecked: z.array(z.strictObject({ check: z.string(), why: z.string() })),
});
export type Verification = z.infer<typeof Verification>;

/** What one check found. */
export type Findings = Pick<Verification, 'failures' | 'notChecked'>;

/** A check's findings, as it collects them. */
export interface Collector extends Findings {
  fail(seq: number | null, message: string): void;
  skip(why: string): void;
}

/** Collects under the name of a check. */
export function collector(check: string): Collector {
  const failures: Findings['failures'] = [];
  const notChecked: Findings['notChecked'] = [];
  return {
    failures,
    notChecked,
    fail: (seq, message) => failures.push({ check, seq, message }),
    skip: (why) => notChecked.push({ check, why }),
  };
}
