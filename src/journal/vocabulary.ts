import { z } from 'zod';

const Sha256 = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const At = z.iso.datetime();
const text = z.string();

/** Whether things happen to the world (`real`), to a loopback sample (`demo`) or to a simulated one. */
export const Mode = z.enum(['real', 'exercise', 'demo']);
export type Mode = z.infer<typeof Mode>;

/** Whether a plan puts its change into the world or takes it out again. */
export const Direction = z.enum(['do', 'undo']);
export type Direction = z.infer<typeof Direction>;

/** How many different people have to approve a plan. */
export const Policy = z.enum(['none', 'one']);
export type Policy = z.infer<typeof Policy>;

/** A target as a plan names it. `change`: we act; `satisfied`: nothing to do; `person`: somebody does what `note` says. */
export const PlannedTarget = z.strictObject({
  name: text,
  key: text,
  state: z.enum(['change', 'satisfied', 'person']),
  note: text,
});
export type PlannedTarget = z.infer<typeof PlannedTarget>;

/**
 * What each type of record says, by type. Names are ours and stay: a journal is read for years. Every record that
 * concerns a step names it in `step`; those of `effect.*`, `verify.*` and `target.*` also name `target`.
 */
export const Data = {
  'run.started': z.strictObject({
    mode: Mode,
    toolVersion: text,
    runbook: z.strictObject({ id: text, version: text, digest: Sha256 }),
    incident: z.strictObject({ id: text, listDigest: text }),
    /** The exposure map the run starts from. */
    exposure: z.strictObject({ scan: z.number().int().nullable(), digest: Sha256 }),
    /** Null where no site file was given; its relative paths lead from `directory`. */
    site: z
      .strictObject({
        digest: Sha256,
        directory: text,
        /** Of the private file with what the registry is asked with; left out where its address held no credentials. */
        credentials: Sha256.optional(),
      })
      .nullable(),
    policy: Policy,
    /** Name and Ed25519 key (C2SP signed-note verifier key) that sign the checkpoints. */
    signer: z.strictObject({ name: text, key: text }),
  }),
  'run.ended': z.strictObject({ outcome: z.enum(['completed', 'abandoned']), note: text }),
  /** A torn last line was moved to the evidence. */
  'journal.recovered': z.strictObject({ bytes: z.number().int().positive() }),
  'note.added': z.strictObject({ text }),

  'step.entered': z.strictObject({}),
  /** Nothing is left to do; never because a selector was wrong. */
  'step.satisfied': z.strictObject({ reason: text }),
  /** A human step puts its question; the worklist is evidence. */
  'step.asked': z.strictObject({ question: text }),
  'step.answered': z.strictObject({ answer: z.enum(['yes', 'no']), note: text }),
  /** A gate found its facts, or a report was written. */
  'step.passed': z.strictObject({ detail: text }),
  'step.failed': z.strictObject({ code: text, message: text }),
  /** Targets that failed, all or some, are tried again under the plan as approved. */
  'step.retried': z.strictObject({ reason: text }),
  'step.skipped': z.strictObject({ reason: text }),
  /** The run goes on from here; `outcome` is the state the step ended in. */
  'step.ended': z.strictObject({
    outcome: z.enum(['done', 'satisfied', 'skipped', 'undone']),
  }),

  /** The plan file is the one piece of evidence; `digest` is over its bytes. */
  'plan.made': z.strictObject({
    generation: z.number().int().positive(),
    direction: Direction,
    digest: Sha256,
    targets: z.array(PlannedTarget),
    policy: Policy,
  }),
  'plan.stale': z.strictObject({ digest: Sha256, reason: text }),
  'approval.requested': z.strictObject({ digest: Sha256, expiresAt: At }),
  'approval.granted': z.strictObject({ digest: Sha256, note: text }),
  'approval.denied': z.strictObject({ digest: Sha256, reason: text }),
  /** Somebody tried; the facts were not on record. */
  'interlock.blocked': z.strictObject({ interlock: text, missing: z.array(text) }),
  'step.armed': z.strictObject({ digest: Sha256 }),

  /** Written and synced before anything is done to the world. */
  'effect.intent': z.strictObject({ change: Sha256 }),
  'effect.outcome': z.strictObject({
    status: z.enum(['applied', 'failed']),
    detail: text,
    /** What the action wants to know at verification and undo. */
    result: z.json(),
  }),
  /** An intent without an outcome, found by the next process. */
  'effect.unknown': z.strictObject({}),
  'effect.reconciling': z.strictObject({}),
  'effect.reconciled': z.strictObject({
    landed: z.enum(['yes', 'no']),
    how: z.enum(['probe', 'repeatable', 'person']),
    detail: text,
  }),
  'verify.passed': z.strictObject({ detail: text }),
  'verify.failed': z.strictObject({ detail: text }),
  /** A person did what the plan asked of them at this target, or says that it cannot be done. */
  'target.answered': z.strictObject({ answer: z.enum(['yes', 'no']), note: text }),
  /** A person takes a target out, with a reason; the actor is the owner of that decision. */
  'target.excluded': z.strictObject({ reason: text, until: At }),

  'fact.recorded': z.strictObject({ fact: text, note: text }),
  'fact.withdrawn': z.strictObject({ fact: text, reason: text }),
  'deadline.set': z.strictObject({ control: text, owner: text, dueAt: At }),
} as const satisfies Record<string, z.ZodType>;

export const EventType = z.enum(Object.keys(Data) as [keyof typeof Data, ...(keyof typeof Data)[]]);
export type EventType = z.infer<typeof EventType>;
