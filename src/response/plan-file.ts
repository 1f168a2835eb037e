import { z } from 'zod';
import { Direction, Policy } from '../journal/vocabulary.ts';
import { FirebreakError } from '../errors.ts';
import { digestOf } from '../runbook/digest.ts';

/** One target of a plan, with exactly what will be done there. */
export const PlanTarget = z.strictObject({
  name: z.string(),
  about: z.json(),
  key: z.string(),
  kind: z.enum(['change', 'satisfied', 'person']),
  /** One line: what will change, or why nothing has to. */
  summary: z.string(),
  change: z.json(),
  /** For a person: what to do. */
  instructions: z.array(z.string()),
});
export type PlanTarget = z.infer<typeof PlanTarget>;

/** A plan as it is kept as evidence. Its digest is over these bytes: what executes, and nothing else. */
export const PlanFile = z.strictObject({
  v: z.literal(1),
  run: z.string(),
  step: z.string(),
  generation: z.number().int().positive(),
  direction: Direction,
  /** `sha256:` of the runbook in force. */
  definition: z.string(),
  action: z.strictObject({ id: z.string(), version: z.number().int() }),
  args: z.json(),
  over: z.string().nullable(),
  policy: Policy,
  targets: z.array(PlanTarget),
});
export type PlanFile = z.infer<typeof PlanFile>;

/** The bytes of a plan: JSON, two spaces, a line end. What is read back from them is what is carried out. */
export function planBytes(plan: PlanFile): Uint8Array {
  return Buffer.from(`${JSON.stringify(plan, null, 2)}\n`);
}

/** Digest of a change, for its intent. */
export function changeDigest(change: unknown): string {
  return digestOf(JSON.stringify(change ?? null));
}

/** Reads a kept plan. Throws EVIDENCE_MISSING where the bytes are not one. */
export function readPlan(bytes: Uint8Array): PlanFile {
  try {
    return PlanFile.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (error) {
    throw new FirebreakError(
      'EVIDENCE_MISSING',
      'a plan kept as evidence cannot be read',
      '`firebreak journal verify` says what was changed.',
      error,
    );
  }
}
