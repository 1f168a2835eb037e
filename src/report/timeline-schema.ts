import { z } from 'zod';

const count = z.number().int().nonnegative();

/** One line of the timeline: one record, or several that belong together. */
export const TimelineLine = z.strictObject({
  at: z.iso.datetime(),
  /** When the last of its records was written. */
  until: z.iso.datetime(),
  /** First and last record, and how many there are: others may lie between. */
  first: count,
  last: count,
  records: count,
  kind: z.enum(['run', 'step', 'plan', 'person', 'effects', 'failure', 'unknown', 'refusal']),
  step: z.string().nullable(),
  target: z.string().nullable(),
  /** Null for firebreak itself. */
  actor: z.string().nullable(),
  /** In our words. */
  what: z.string(),
  /** In theirs. */
  said: z.string(),
});
export type TimelineLine = z.infer<typeof TimelineLine>;
