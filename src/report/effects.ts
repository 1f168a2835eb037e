import type { JournalRecord } from '../journal/record.ts';
import type { TargetStateName } from '../runbook/machine/state.ts';
import { effectSteps } from './definition.ts';
import type { ReportInput } from './input.ts';
import { exclusionsIn } from './records.ts';
import type { EffectRow } from './schema.ts';

type Bucket = 'verified' | 'satisfied' | 'failed' | 'unknown' | 'waiting' | 'excluded';

/** Where a target counts: what nobody has looked at yet is not verified, and an intent alone is unknown. */
const bucketOf: Readonly<Record<TargetStateName, Bucket>> = {
  pending: 'waiting',
  'in-flight': 'unknown',
  unknown: 'unknown',
  applied: 'waiting',
  verified: 'verified',
  satisfied: 'satisfied',
  failed: 'failed',
  waiting: 'waiting',
  excluded: 'excluded',
};

/** What each step that has targets came to, in order of the definition. */
export function effectsOf({ definition, records, state }: ReportInput): EffectRow[] {
  const spans = spansOf(records);
  const left = new Map(
    exclusionsIn(records).map(({ data, name, record, step }) => [
      `${step}\n${name}`,
      { by: record.actor.id, until: data.until },
    ]),
  );
  return effectSteps(definition).map((step) => {
    const at = state.steps[step.id];
    const each = state.targetsOf(step.id);
    const counts = { verified: 0, satisfied: 0, failed: 0, unknown: 0, waiting: 0, excluded: 0 };
    for (const target of each) counts[bucketOf[target.state]] += 1;
    const span = spans.get(step.id);
    return {
      step: step.id,
      title: step.title,
      action: step.action ?? `undoes ${step.undoes ?? ''}`,
      state: at?.state ?? 'blocked',
      direction: at?.direction ?? 'do',
      generation: at?.generation ?? 0,
      targets: each.length,
      ...counts,
      // What was said last of one of many says nothing of the step.
      note: each.some(({ note }) => each.length > 1 && note === at?.note) ? '' : (at?.note ?? ''),
      first: span?.first ?? null,
      last: span?.last ?? null,
      each: each.map((target) => ({
        ...target,
        excluded:
          target.state === 'excluded' ? (left.get(`${step.id}\n${target.name}`) ?? null) : null,
      })),
    };
  });
}

function spansOf(
  records: readonly JournalRecord[],
): ReadonlyMap<string, { readonly first: number; readonly last: number }> {
  const spans = new Map<string, { first: number; last: number }>();
  for (const { seq, step } of records)
    if (step !== null) spans.set(step, { first: spans.get(step)?.first ?? seq, last: seq });
  return spans;
}
