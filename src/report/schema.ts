import { z } from 'zod';
import { Coverage, Verdict } from '../exposure/schema.ts';
import { Actor } from '../journal/record.ts';
import { Direction, Mode } from '../journal/vocabulary.ts';
import { ActionItem, OpenPoint } from './open-schema.ts';
import { TimelineLine } from './timeline-schema.ts';

const count = z.number().int().nonnegative();
const At = z.iso.datetime();

/** What the report is of. Times are those of the records. */
export const About = z.strictObject({
  run: z.string(),
  /** Null where the exposure map names none. */
  incident: z.strictObject({
    id: z.string(),
    title: z.string().nullable(),
    listDigest: z.string(),
  }),
  mode: Mode,
  state: z.enum(['running', 'completed', 'abandoned']),
  runbook: z.strictObject({
    id: z.string(),
    version: z.string(),
    digest: z.string(),
    title: z.string(),
    owner: z.string(),
    reviewedAt: z.iso.date(),
    exercisedAt: z.iso.date().nullable(),
  }),
  toolVersion: z.string(),
  organisation: z.string().nullable(),
  site: z.string().nullable(),
  exposure: z.strictObject({ scan: count.nullable(), digest: z.string() }),
  startedAt: At,
  /** Of the last record that the report was made from. */
  lastAt: At,
  records: count,
  /** Processes that wrote the journal, one after the other. */
  processes: count,
  /** Machines whose clocks the times are from. */
  hosts: z.array(z.string()),
  signer: z.strictObject({ name: z.string(), key: z.string() }),
  directory: z.string(),
  /** The command that checks all of it against the record. */
  verifyWith: z.string(),
});
export type About = z.infer<typeof About>;

/** What `journal verify` said when the report was made. */
export const Verified = z.strictObject({
  verified: z.boolean(),
  failures: z.array(
    z.strictObject({ check: z.string(), seq: count.nullable(), message: z.string() }),
  ),
  notChecked: z.array(z.strictObject({ check: z.string(), why: z.string() })),
});
export type Verified = z.infer<typeof Verified>;

/** One map in numbers; `total` is the sum of the other four. */
export const MapSummary = z.strictObject({
  scan: count.nullable(),
  at: At,
  refs: z.string(),
  verdict: Verdict,
  /** Compromised versions and ranges that were looked for. */
  packages: count,
  ranges: count,
  targets: z.strictObject({
    total: count,
    exposed: count,
    possiblyExposed: count,
    notExposed: count,
    unknown: count,
  }),
  exposures: count,
  complete: z.boolean(),
});
export type MapSummary = z.infer<typeof MapSummary>;

/** One target before and after; null where that scan did not look at it. */
export const TargetChange = z.strictObject({
  target: z.string(),
  before: Verdict.nullable(),
  after: Verdict.nullable(),
  exposuresBefore: count.nullable(),
  exposuresAfter: count.nullable(),
  /** Why it is not exposed or unknown, from the later scan that says so. */
  reason: z.string().nullable(),
});
export type TargetChange = z.infer<typeof TargetChange>;

/** What commits say of one exposure, where a scan read history. */
export const HistoryStory = z.strictObject({
  target: z.string(),
  path: z.string(),
  package: z.string(),
  /** Sentences, as the map has them. */
  story: z.array(z.string()),
});
export type HistoryStory = z.infer<typeof HistoryStory>;

export const VerdictChange = z.strictObject({
  before: MapSummary,
  /** Null where the run kept no rescan. */
  after: MapSummary.nullable(),
  /** The record that keeps the rescan. */
  afterSeq: count.nullable(),
  targets: z.array(TargetChange),
  exposures: z
    .strictObject({ gone: count, remaining: count, appeared: count, listChanged: z.boolean() })
    .nullable(),
  /** Targets whose exposures are gone only because the later scan did not read them whole. */
  unconfirmed: z.array(z.string()),
  /** Of some exposures, those of the scan that the run started from first. Absent where no scan read history. */
  histories: z.array(HistoryStory).optional(),
  historiesTotal: count.optional(),
  clearance: z
    .strictObject({
      clear: z.boolean(),
      live: z.array(z.string()),
      open: z.array(z.string()),
      unknown: z.array(z.string()),
      excluded: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
    })
    .nullable(),
});
export type VerdictChange = z.infer<typeof VerdictChange>;

/** One measure. Where there is a duration, it goes from record `from` to record `to`. */
export const Metric = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Milliseconds; null where it was not reached. */
  durationMs: count.nullable(),
  from: count.nullable(),
  to: count.nullable(),
  numerator: count,
  denominator: count,
  unit: z.enum(['targets', 'steps', 'controls', 'effects', 'plans', 'milliseconds']),
  note: z.string(),
});
export type Metric = z.infer<typeof Metric>;

/** What somebody decided, said or did. */
export const Decision = z.strictObject({
  seq: count,
  at: At,
  what: z.string(),
  step: z.string().nullable(),
  target: z.string().nullable(),
  actor: Actor,
  /** Of the plan that was decided on. */
  digest: z.string().nullable(),
  said: z.string(),
});
export type Decision = z.infer<typeof Decision>;

/** An interlock that refused somebody. */
export const Refusal = z.strictObject({
  seq: count,
  at: At,
  interlock: z.string(),
  step: z.string().nullable(),
  actor: Actor,
  missing: z.array(z.string()),
  why: z.string(),
  /** The record that put the last of the missing facts on record; null where one never came. */
  metSeq: count.nullable(),
});
export type Refusal = z.infer<typeof Refusal>;

/** A control of the matrix and whether it was kept. */
export const ControlResult = z.strictObject({
  id: z.string(),
  control: z.string(),
  owner: z.string(),
  people: z.array(z.string()),
  trigger: z.string(),
  respondWithin: z.string(),
  steps: z.array(z.string()),
  state: z.enum(['met', 'missed', 'running', 'not-triggered']),
  dueAt: At.nullable(),
  dueSeq: count.nullable(),
  doneAt: At.nullable(),
  doneSeq: count.nullable(),
  /** Milliseconds past the due time; negative: to spare. Null where neither is known. */
  lateMs: z.number().int().nullable(),
  note: z.string(),
});
export type ControlResult = z.infer<typeof ControlResult>;

/** What a step did to the world. `targets` is the sum of the six after it. */
export const EffectRow = z.strictObject({
  step: z.string(),
  title: z.string(),
  action: z.string(),
  state: z.string(),
  direction: Direction,
  generation: count,
  targets: count,
  verified: count,
  satisfied: count,
  failed: count,
  /** With those whose intent has no outcome. */
  unknown: count,
  /** For a person, their turn or a probe. */
  waiting: count,
  excluded: count,
  note: z.string(),
  /** First and last record of the step; null where the run never came to it. */
  first: count.nullable(),
  last: count.nullable(),
  each: z.array(
    z.strictObject({
      name: z.string(),
      key: z.string(),
      state: z.string(),
      attempts: count,
      seq: count,
      note: z.string(),
      /** Who left it out, and until when. */
      excluded: z.strictObject({ by: z.string(), until: At }).nullable(),
    }),
  ),
});
export type EffectRow = z.infer<typeof EffectRow>;

export const EvidenceRow = z.strictObject({
  sha256: z.string(),
  name: z.string(),
  size: count,
  media: z.string(),
  /** The first record that names it. */
  seq: count,
});
export type EvidenceRow = z.infer<typeof EvidenceRow>;

/** `report --json`. */
export const Report = z.strictObject({
  schema: z.literal('firebreak/report@1'),
  about: About,
  /** Null where the journal was not verified when the report was made. */
  verification: Verified.nullable(),
  verdict: VerdictChange,
  metrics: z.array(Metric),
  timeline: z.array(TimelineLine),
  decisions: z.array(Decision),
  refusals: z.array(Refusal),
  controls: z.array(ControlResult),
  effects: z.array(EffectRow),
  coverage: z.strictObject({ before: Coverage, after: Coverage.nullable() }),
  openPoints: z.array(OpenPoint),
  actions: z.array(ActionItem),
  evidence: z.array(EvidenceRow),
});
export type Report = z.infer<typeof Report>;
