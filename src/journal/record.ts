import { z } from 'zod';
import { Data, EventType } from './vocabulary.ts';

/** Who did what a record says. `script` answers in demonstrations and exercises alone. */
export const Actor = z.strictObject({
  kind: z.enum(['person', 'engine', 'script']),
  /** A person's login name, `firebreak`, or the script's name. */
  id: z.string().min(1),
  /** How the identity is known: the operating system said so, or nobody did. */
  auth: z.enum(['local-user', 'none']),
  /** Name of the machine. */
  host: z.string(),
});
export type Actor = z.infer<typeof Actor>;

/** Bytes kept in the evidence store, by digest. */
export const EvidenceRef = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Bytes. */
  size: z.number().int().nonnegative(),
  /** What a person would call the file. */
  name: z.string(),
  /** Media type. */
  media: z.string(),
});
export type EvidenceRef = z.infer<typeof EvidenceRef>;

/** What happened, before the journal gives it its place. */
export const RunEvent = z.strictObject({
  type: EventType,
  step: z.string().nullable(),
  target: z.string().nullable(),
  /** Counts applications of one plan to one target, from 1. */
  attempt: z.number().int().positive().nullable(),
  /** `firebreak/<run>/<step>/<12 hex of the target's SHA-256>/<plan generation>`. */
  key: z.string().nullable(),
  /** `seq` of the record that made this one necessary. */
  cause: z.number().int().nonnegative().nullable(),
  actor: Actor,
  /** Shape by `type`: see the vocabulary. */
  data: z.record(z.string(), z.json()),
  evidence: z.array(EvidenceRef),
});
export type RunEvent = z.infer<typeof RunEvent>;

/** One line of `journal.jsonl`. */
export const JournalRecord = RunEvent.extend({
  v: z.literal(1),
  run: z.string(),
  /** Position in the file, from 0. */
  seq: z.number().int().nonnegative(),
  /** Rises with every process that takes over the writing. */
  epoch: z.number().int().positive(),
  /** SHA-256 in hex of the raw bytes of the line before, its line end included; 64 zeros in the first. */
  prev: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  /** Places in `data` where a secret was taken out, as paths (`data.output`). */
  redacted: z.array(z.string()),
});
export type JournalRecord = z.infer<typeof JournalRecord>;

/** The data of one type of record. Throws where they have another shape: check the record first. */
export function dataOf<T extends EventType>(
  record: Pick<RunEvent, 'type' | 'data'>,
  type: T,
): z.infer<(typeof Data)[T]> {
  return Data[type].parse(record.data) as z.infer<(typeof Data)[T]>;
}
