import type { z } from 'zod';
import { dataOf, type JournalRecord } from '../journal/record.ts';
import type { Data, EventType } from '../journal/vocabulary.ts';
import { stepsUsing } from './definition.ts';
import type { Runbook } from '../runbook/schema.ts';

/** A record with its data in the shape of its type. */
export interface Told<T extends EventType> {
  readonly record: JournalRecord;
  readonly data: z.infer<(typeof Data)[T]>;
}

/** Records of one type, in order. */
export function ofType<T extends EventType>(
  records: readonly JournalRecord[],
  type: T,
): readonly Told<T>[] {
  return records
    .filter((record) => record.type === type)
    .map((record) => ({ record, data: dataOf(record, type) }));
}

/** A decision to leave something out of a step; the latest on a name counts. */
export interface ExclusionTold extends Told<'target.excluded'> {
  readonly step: string;
  readonly name: string;
}

/** What people excluded, in order of the decisions that count. */
export function exclusionsIn(records: readonly JournalRecord[]): readonly ExclusionTold[] {
  const latest = new Map<string, ExclusionTold>();
  for (const { data, record } of ofType(records, 'target.excluded')) {
    const step = record.step ?? '';
    const name = record.target ?? '';
    const id = `${step}\n${name}`;
    latest.delete(id);
    latest.set(id, { data, record, step, name });
  }
  return [...latest.values()];
}

/**
 * The last map that a run's rescan kept: digest of the evidence, its record and its step. Null where there is none.
 * Such evidence is named `scan-*.json` by the action `exposure.rescan`.
 */
export function lastRescan(
  records: readonly JournalRecord[],
  definition: Pick<Runbook, 'steps'>,
): { readonly sha256: string; readonly seq: number; readonly step: string } | null {
  const steps = new Set(stepsUsing(definition, 'exposure.rescan'));
  for (const record of records.toReversed()) {
    if (record.type !== 'effect.outcome' || !steps.has(record.step ?? '')) continue;
    const kept = record.evidence.find(({ name }) => /^scan-[^/]*\.json$/.test(name));
    if (kept !== undefined)
      return { sha256: kept.sha256, seq: record.seq, step: record.step ?? '' };
  }
  return null;
}
