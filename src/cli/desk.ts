import type { Desk } from '../app/respond.ts';
import type { JournalRecord } from '../journal/record.ts';
import { progressRecord } from '../ui/run-progress.ts';

/** The person at the keyboard. What goes on record is told on standard error as it happens, unless JSON is wanted. */
export function keyboardDesk(json: boolean): Desk {
  return {
    actor: null,
    told(record: JournalRecord): void {
      const line = json ? null : progressRecord(record);
      if (line !== null) process.stderr.write(`${line}\n`);
    },
  };
}
