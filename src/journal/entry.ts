import { FirebreakError } from '../errors.ts';
import { depthOf, maxDepth, shapeProblem } from './line.ts';
import { type JournalRecord, RunEvent } from './record.ts';
import type { Redact } from './redact.ts';
import { Data } from './vocabulary.ts';

/** An event as it goes into a record: of the vocabulary's shape, without secrets, and where there were some. */
export type Entry = RunEvent & Pick<JournalRecord, 'redacted'>;

/** Checks an event against the vocabulary and takes secrets out of it. Throws BUG where it has another shape. */
export function entryOf(event: RunEvent, redact: Redact): Entry {
  if (depthOf(event, maxDepth) > maxDepth)
    throw wrong(event, `nested deeper than ${maxDepth} levels`);
  check(event, '');
  const { type, ...rest } = event;
  const { data, redacted } = redact(rest);
  const entry = { type, ...(data as Omit<RunEvent, 'type'>) };
  check(entry, redacted.length === 0 ? '' : ' once secrets were taken out');
  return { ...entry, redacted };
}

function check(event: RunEvent, when: string): void {
  const shape = RunEvent.safeParse(event);
  if (!shape.success) throw wrong(event, shapeProblem(shape.error, '') + when);
  const data = Data[event.type].safeParse(event.data);
  if (!data.success) throw wrong(event, shapeProblem(data.error, 'data.') + when);
}

function wrong(event: RunEvent, why: string): FirebreakError {
  return new FirebreakError(
    'BUG',
    `an event ${event.type} cannot be recorded: ${why}`,
    'This is a fault of firebreak. Nothing was written; report it.',
  );
}
