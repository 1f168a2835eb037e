import { FirebreakError } from '../errors.ts';
import { depthOf, maxDepth, shapeProblem } from './line.ts';
import { type JournalRecord, RunEvent } from './record.ts';
import type { Redact } from './redact.ts';
import { Data } from './vocabulary.ts';

/** An event as it goes into a record: without secrets, and where there were some. */
export type Entry = RunEvent & Pick<JournalRecord, 'redacted'>;

/**
 * Checks an event against the vocabulary and takes secrets out of it. What is left is checked when its line is read
 * back. Throws BUG where it has another shape.
 */
export function entryOf(event: RunEvent, redact: Redact): Entry {
  if (depthOf(event, maxDepth) > maxDepth)
    throw wrong(event, `nested deeper than ${maxDepth} levels`);
  const shape = RunEvent.safeParse(event);
  if (!shape.success) throw wrong(event, shapeProblem(shape.error, ''));
  const said = Data[event.type].safeParse(event.data);
  if (!said.success) throw wrong(event, shapeProblem(said.error, 'data.'));
  const { type, ...rest } = event;
  const { data, redacted } = redact(rest);
  return { type, ...(data as Omit<RunEvent, 'type'>), redacted };
}

function wrong(event: RunEvent, why: string): FirebreakError {
  return new FirebreakError(
    'BUG',
    `an event ${event.type} cannot be recorded: ${why}`,
    'This is a fault of firebreak. Nothing was written; report it.',
  );
}
