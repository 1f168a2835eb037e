import { dataOf, type JournalRecord } from '../journal/record.ts';
import type { EventType } from '../journal/vocabulary.ts';

/** What is waited for: a step's own wait, and one for each target that a plan left to people. */
interface Waits {
  readonly open: Set<string>;
  /** Targets for people in the plan in force, by step. */
  readonly byHand: Map<string, ReadonlySet<string>>;
}

/**
 * Milliseconds in which the run waited for at least one person: for an approval, an answer, a decision after a failure,
 * or for work that a plan left to people. A wait that never ended is counted up to the last record.
 */
export function waitingTime(records: readonly JournalRecord[]): number {
  const waits: Waits = { open: new Set(), byHand: new Map() };
  let since = 0;
  let total = 0;
  for (const record of records) {
    const before = waits.open.size;
    moves[record.type]?.(waits, record);
    const at = Date.parse(record.at);
    if (before === 0 && waits.open.size > 0) since = at;
    if (before > 0 && waits.open.size === 0) total += at - since;
  }
  const last = records.at(-1);
  return waits.open.size > 0 && last !== undefined ? total + Date.parse(last.at) - since : total;
}

type Move = (waits: Waits, record: JournalRecord) => void;

const begins: Move = ({ open }, record) => open.add(stepKey(record));
const ends: Move = ({ open }, record) => open.delete(stepKey(record));
const targetEnds: Move = ({ open }, record) => open.delete(targetKey(record));

const moves: Readonly<Partial<Record<EventType, Move>>> = {
  'approval.requested': begins,
  'approval.denied': begins,
  'approval.granted': ends,
  'step.asked': begins,
  'step.failed': begins,
  'step.retried': ends,
  'step.skipped': ends,
  'step.ended': ends,
  'plan.stale': ends,
  'step.answered': (waits, record) => {
    if (dataOf(record, 'step.answered').answer === 'yes') ends(waits, record);
  },
  'plan.made': ({ byHand }, record) => {
    const { targets } = dataOf(record, 'plan.made');
    const names = targets.flatMap(({ name, state }) => (state === 'person' ? [name] : []));
    byHand.set(record.step ?? '', new Set(names));
  },
  'step.armed': ({ byHand, open }, record) => {
    for (const target of byHand.get(record.step ?? '') ?? [])
      open.add(targetKey({ ...record, target }));
  },
  'effect.outcome': (waits, record) => {
    if (dataOf(record, 'effect.outcome').status === 'failed') begins(waits, record);
  },
  'verify.failed': ({ byHand, open }, record) => {
    const isTheirs = byHand.get(record.step ?? '')?.has(record.target ?? '') === true;
    open.add(isTheirs ? targetKey(record) : stepKey(record));
  },
  'target.answered': (waits, record) => {
    targetEnds(waits, record);
    if (dataOf(record, 'target.answered').answer === 'no') begins(waits, record);
  },
  'target.excluded': targetEnds,
  'run.ended': ({ open }) => open.clear(),
};

function stepKey({ step }: JournalRecord): string {
  return `step ${step}`;
}

function targetKey(record: JournalRecord): string {
  return `${stepKey(record)} target ${record.target}`;
}
