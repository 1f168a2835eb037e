import type { Json } from '../containment/types.ts';
import { dataOf, type JournalRecord } from '../journal/record.ts';
import type { PlanFile } from './plan-file.ts';

/** What of a run's records is looked up again and again: a fan-out would else read them all for every target. */
export interface RunIndex {
  add(record: JournalRecord): void;
  /** The `plan.made` of a step and generation. */
  planRecord(step: string, generation: number): JournalRecord | null;
  /** The last outcome under a key. */
  outcome(key: string): { readonly detail: string; readonly result: Json } | null;
  /** Plans that were read from the evidence, whose digest has been checked, by SHA-256. */
  readonly plans: Map<string, PlanFile>;
}

/** An index over no record. */
export function runIndex(): RunIndex {
  const planRecords = new Map<string, JournalRecord>();
  const outcomes = new Map<string, { detail: string; result: Json }>();
  return {
    plans: new Map(),
    add(record) {
      if (record.type === 'plan.made') {
        const { generation } = dataOf(record, 'plan.made');
        planRecords.set(`${record.step} ${generation}`, record);
      }
      if (record.type === 'effect.outcome' && record.key !== null) {
        const { detail, result } = record.data as { detail: string; result: Json };
        outcomes.set(record.key, { detail, result });
      }
    },
    planRecord: (step, generation) => planRecords.get(`${step} ${generation}`) ?? null,
    outcome: (key) => outcomes.get(key) ?? null,
  };
}
