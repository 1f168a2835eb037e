import { dataOf, type JournalRecord } from '../record.ts';
import { type Collector, collector, type Findings } from '../verification.ts';

/** Intents that nothing is known of yet, by step and target. */
type Open = Map<string, JournalRecord>;

/**
 * Every intent has an outcome, or a reconciliation. One without is a failure once a record goes on as if there were one,
 * or the run has ended; until then it is an effect that nobody knows about yet.
 */
export function checkEffects(records: readonly JournalRecord[]): Findings {
  const found = collector('effects');
  const open: Open = new Map();
  for (const record of records) {
    for (const intent of open.values())
      if (goesOn(record, intent)) unfinished(found, intent, record);
    if (record.type === 'effect.intent') open.set(placeOf(record), record);
    if (record.type === 'effect.outcome' || record.type === 'effect.reconciled')
      settle(found, open.get(placeOf(record)), record);
    if (settles(record)) open.delete(placeOf(record));
    if (record.type === 'run.ended') open.clear();
  }
  for (const { seq, step, target } of open.values())
    found.skip(`record ${seq}: what became of ${step} at ${target} is not on record yet`);
  return found;
}

/** Whether a record makes sense only once the outcome of an intent is known. */
function goesOn(record: JournalRecord, intent: JournalRecord): boolean {
  const { type } = record;
  if (type === 'run.ended') return true;
  if (record.step !== intent.step) return false;
  if (type === 'step.ended') return dataOf(record, 'step.ended').outcome !== 'skipped';
  const same = record.target === intent.target;
  return same && (type === 'effect.intent' || type === 'verify.passed' || type === 'verify.failed');
}

/** Whether nothing is open at a target afterwards. A person may also take it over, or out. */
function settles({ type }: JournalRecord): boolean {
  return (
    type === 'effect.outcome' ||
    type === 'effect.reconciled' ||
    type === 'target.answered' ||
    type === 'target.excluded'
  );
}

function settle(found: Collector, intent: JournalRecord | undefined, record: JournalRecord): void {
  const { attempt, key, seq, type } = record;
  if (intent === undefined) found.fail(seq, `record ${seq}: ${type} without an intent before it`);
  // A reconciliation need not count attempts.
  else if ((intent.attempt !== attempt && attempt !== null) || intent.key !== key)
    found.fail(seq, `record ${seq}: ${type} of another attempt than record ${intent.seq}`);
}

function unfinished(found: Collector, intent: JournalRecord, record: JournalRecord): void {
  found.fail(
    intent.seq,
    `record ${intent.seq}: an intent without an outcome, and record ${record.seq} (${record.type}) goes on`,
  );
}

function placeOf({ step, target }: JournalRecord): string {
  return JSON.stringify([step, target]);
}
