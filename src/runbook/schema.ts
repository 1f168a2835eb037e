import { z } from 'zod';

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'small letters, digits and dashes');
/** `role:NAME` or `person:NAME`. */
const Owner = z
  .string()
  .regex(/^(?:role|person):[a-z0-9][a-z0-9._-]*$/, 'role:NAME or person:NAME');
/** ISO 8601 duration in days, hours, minutes: `PT15M`, `P1DT2H`. */
const Duration = z
  .string()
  .regex(
    /^P(?=.)(?:\d{1,5}D)?(?:T(?=.)(?:\d{1,5}H)?(?:\d{1,5}M)?)?$/,
    'an ISO 8601 duration such as PT15M',
  );
const Day = z.iso.date();
const Text = z.string().min(1);

/** What may be assumed of an action when it is cut off, looked for, or taken back. */
export const Semantics = z.strictObject({
  /** `safe`: doing it twice is doing it once; `keyed`: twice with one key is once; `no`: neither. */
  repeat: z.enum(['safe', 'keyed', 'no']),
  /** Whether one can look and tell that our effect is there. */
  observable: z.boolean(),
  undo: z.boolean(),
});
export type Semantics = z.infer<typeof Semantics>;

/** What every step has. */
const Common = z.strictObject({
  id: Id,
  title: Text,
  owner: Owner,
  /** Id of a control of the control matrix. */
  control: Id.optional(),
  /** A fact that is on record once the step ended well. */
  records: Id.optional(),
});

const Effect = Common.extend({
  /** Id of a containment action. Either this or `undoes`. */
  action: Text.optional(),
  /** A step whose change this one takes back. */
  undoes: Id.optional(),
  with: z.record(z.string(), z.json()).default({}),
  semantics: Semantics,
  /** The action's probe: what has to be seen afterwards. */
  verify: Text,
  approval: z.enum(['none', 'one']),
  /** How long an approval holds. */
  approvalExpires: Duration.default('PT4H'),
});

/** One containment action on one thing. */
export const ActionStep = Effect.extend({ kind: z.literal('action') });

/** One containment action on each target of a selector, one after the other. */
export const PerTargetStep = Effect.extend({
  kind: z.literal('per-target'),
  /** Name of a selector. */
  over: Text,
});

/** Somebody does something and answers. "No" is never success. */
export const HumanStep = Common.extend({
  kind: z.literal('human'),
  ask: Text,
  /** Name of a worklist that is handed out with the question. */
  worklist: Text.optional(),
});

/** Holds the run until every fact is on record. */
export const GateStep = Common.extend({
  kind: z.literal('gate'),
  require: z.array(Id).min(1),
});

/** Writes the report. */
export const ReportStep = Common.extend({ kind: z.literal('report') });

const LeafStep = z.discriminatedUnion('kind', [
  ActionStep,
  PerTargetStep,
  HumanStep,
  GateStep,
  ReportStep,
]);
export type LeafStep = z.infer<typeof LeafStep>;

/** Branches that go on side by side; the run goes on once all have ended. */
export const ParallelStep = z.strictObject({
  id: Id,
  kind: z.literal('parallel'),
  title: Text,
  branches: z.array(z.strictObject({ id: Id, steps: z.array(LeafStep).min(1) })).min(2),
});
export type ParallelStep = z.infer<typeof ParallelStep>;

const Step = z.discriminatedUnion('kind', [
  ActionStep,
  PerTargetStep,
  HumanStep,
  GateStep,
  ReportStep,
  ParallelStep,
]);
export type Step = z.infer<typeof Step>;

/** A promise of the organisation to itself: who does what within which time once a threshold is passed. */
export const Control = z.strictObject({
  id: Id,
  control: Text,
  owner: Owner,
  /** Met by the exposure map at the start of the run. */
  trigger: z.strictObject({
    /** A count of the exposure map. */
    count: z.enum(['targets.exposed', 'targets.unknown', 'exposures', 'always']),
    atLeast: z.number().int().nonnegative(),
  }),
  /** From the start of the run to the end of the last step that names this control. */
  respondWithin: Duration,
  escalate: z.array(z.strictObject({ after: Duration, to: Owner })).default([]),
});
export type Control = z.infer<typeof Control>;

/** A step may not be armed, asked or passed before these facts are on record. */
export const Interlock = z.strictObject({
  id: Id,
  before: z.array(Id).min(1),
  require: z.array(Id).min(1),
  why: Text,
});
export type Interlock = z.infer<typeof Interlock>;

/** A runbook file. Unknown keys are errors. */
export const Runbook = z.strictObject({
  apiVersion: z.literal('firebreak/v1'),
  kind: z.literal('Runbook'),
  id: Id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version such as 1.0.0'),
  title: Text,
  about: Text,
  owner: Owner,
  reviewedAt: Day,
  /** Null: never exercised. */
  exercisedAt: Day.nullable(),
  sources: z.array(Text).default([]),
  roles: z.record(Id, Text),
  /** Facts by id, and what each means. */
  facts: z.record(Id, Text),
  controls: z.array(Control),
  interlocks: z.array(Interlock),
  steps: z.array(Step).min(1),
});
export type Runbook = z.infer<typeof Runbook>;
