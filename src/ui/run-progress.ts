import type { JournalRecord } from '../journal/record.ts';
import type { EventType } from '../journal/vocabulary.ts';
import { recordWords } from './journal-words.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

/** What a person at the terminal wants to see go by; the rest is in the journal. */
const told: Readonly<Partial<Record<EventType, Parameters<typeof paint>[0]>>> = {
  'approval.denied': 'red',
  'approval.granted': 'cyan',
  'effect.outcome': 'dim',
  'effect.reconciled': 'yellow',
  'effect.unknown': 'yellow',
  'fact.recorded': 'cyan',
  'interlock.blocked': 'red',
  'journal.recovered': 'yellow',
  'plan.made': 'bold',
  'plan.stale': 'yellow',
  'run.ended': 'bold',
  'step.answered': 'cyan',
  'step.asked': 'bold',
  'step.ended': 'bold',
  'step.failed': 'red',
  'step.retried': 'cyan',
  'step.skipped': 'cyan',
  'target.answered': 'cyan',
  'target.excluded': 'cyan',
  'verify.failed': 'red',
  'verify.passed': 'green',
};

/** One line for a record as it is written, `#42 freeze: verified`; null for what would only be noise. */
export function progressRecord(record: JournalRecord): string | null {
  const style = told[record.type];
  if (style === undefined) return null;
  const line = printable(recordWords(record)).slice(0, 400);
  return `${paint('dim', `#${record.seq}`)} ${paint(style, line)}`;
}
