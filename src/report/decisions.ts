import type { JournalRecord } from '../journal/record.ts';
import type { ReportInput } from './input.ts';
import { ofType } from './records.ts';
import type { Decision, Refusal } from './schema.ts';
import { wordsOf } from './words.ts';

/** Every record that somebody other than firebreak made, but for refusals, in order. */
export function decisionsOf(records: readonly JournalRecord[]): Decision[] {
  return records
    .filter(({ actor, type }) => actor.kind !== 'engine' && type !== 'interlock.blocked')
    .map((record) => {
      const { actor, at, seq, step, target } = record;
      const { said, what } = wordsOf(record);
      return { seq, at, what, step, target, actor, digest: digestOf(record), said };
    });
}

/** Of the plan that was decided on; null for a decision about something else. */
function digestOf({ data, type }: JournalRecord): string | null {
  const { digest } = data;
  const isOnPlan = type.startsWith('approval.') || type === 'plan.stale';
  return isOnPlan && typeof digest === 'string' ? digest : null;
}

/** Every time an interlock refused somebody, and when what was missing came on record. */
export function refusalsOf({ definition, records }: ReportInput): Refusal[] {
  const facts = ofType(records, 'fact.recorded');
  return ofType(records, 'interlock.blocked').map(({ data, record }) => {
    const came = data.missing.map(
      (fact) =>
        facts.find((one) => one.data.fact === fact && one.record.seq > record.seq)?.record.seq ??
        null,
    );
    return {
      seq: record.seq,
      at: record.at,
      interlock: data.interlock,
      step: record.step,
      actor: record.actor,
      missing: data.missing,
      why: definition.interlocks.find(({ id }) => id === data.interlock)?.why ?? '',
      metSeq: came.reduce<number | null>(
        (latest, seq) => (latest === null || seq === null ? null : Math.max(latest, seq)),
        0,
      ),
    };
  });
}
