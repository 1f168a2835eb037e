import { dataOf, type JournalRecord } from '../journal/record.ts';

/**
 * Milliseconds in which the run waited for at least one person: for an approval, an answer, a decision after a failure,
 * or for work that a plan left to people. A wait that never ended is counted up to the last record.
 */
export function waitingTime(records: readonly JournalRecord[]): number {
  const waits = new Map<string, 'open'>();
  const byHand = new Map<string, ReadonlySet<string>>();
  let since = 0;
  let total = 0;
  for (const record of records) {
    const before = waits.size;
    move(record, waits, byHand);
    const at = Date.parse(record.at);
    if (before === 0 && waits.size > 0) since = at;
    if (before > 0 && waits.size === 0) total += at - since;
  }
  const last = records.at(-1);
  return waits.size > 0 && last !== undefined ? total + Date.parse(last.at) - since : total;
}

function move(
  record: JournalRecord,
  waits: Map<string, 'open'>,
  byHand: Map<string, ReadonlySet<string>>,
): void {
  const { step, target, type } = record;
  const own = `step ${step}`;
  switch (type) {
    case 'approval.requested':
    case 'approval.denied':
    case 'step.asked':
    case 'step.failed':
      waits.set(own, 'open');
      return;
    case 'effect.outcome':
      if (dataOf(record, type).status === 'failed') waits.set(own, 'open');
      return;
    case 'step.answered':
      if (dataOf(record, type).answer === 'yes') waits.delete(own);
      return;
    case 'approval.granted':
    case 'plan.stale':
    case 'step.retried':
    case 'step.skipped':
    case 'step.ended':
      waits.delete(own);
      return;
    case 'plan.made':
      byHand.set(
        step ?? '',
        new Set(
          dataOf(record, type).targets.flatMap(({ name, state }) =>
            state === 'person' ? [name] : [],
          ),
        ),
      );
      return;
    case 'step.armed':
      for (const name of byHand.get(step ?? '') ?? []) waits.set(`${own} ${name}`, 'open');
      return;
    case 'target.answered':
    case 'target.excluded':
      waits.delete(`${own} ${target}`);
      return;
    case 'verify.failed':
      waits.set(
        byHand.get(step ?? '')?.has(target ?? '') === true ? `${own} ${target}` : own,
        'open',
      );
      return;
    case 'run.ended':
      waits.clear();
      return;
    default:
  }
}
