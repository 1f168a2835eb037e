import { z } from 'zod';

const count = z.number().int().nonnegative();

/** Something that the run leaves behind. */
export const OpenPoint = z.strictObject({
  kind: z.enum([
    'not-verified',
    'not-ended',
    'not-rescanned',
    'live',
    'failed',
    'unknown',
    'waiting',
    'step-failed',
    'skipped',
    'excluded',
    'open-ref',
    'not-read',
    'not-looked-for',
    'missed-control',
    'stated-by-hand',
    'reconciled',
    'by-hand',
  ]),
  step: z.string().nullable(),
  /** A target, a ref, a fact, a control: what it is about. */
  name: z.string(),
  said: z.string(),
  /** The record it comes from; null where it comes from a map. */
  seq: count.nullable(),
  /** Until when it was left out. */
  until: z.iso.datetime().nullable(),
  /** Id of the action that closes it. */
  action: z.string(),
});
export type OpenPoint = z.infer<typeof OpenPoint>;

/** What somebody has to do about open points. */
export const ActionItem = z.strictObject({
  /** `A-01`, in order of urgency. */
  id: z.string(),
  title: z.string(),
  type: z.enum(['prevent', 'detect', 'mitigate', 'repair', 'process']),
  /** `role:NAME` or `person:NAME`. */
  owner: z.string(),
  /** People behind a role, from the site file. */
  people: z.array(z.string()),
  due: z.iso.datetime(),
  /** How many open points it closes, and the first of them. */
  points: count,
  about: z.array(z.string()),
  /** Records that say why; the first of them. */
  records: z.array(count),
  /** The command that shows it is closed, and what it has to show. */
  check: z.string(),
  closedWhen: z.string(),
});
export type ActionItem = z.infer<typeof ActionItem>;
