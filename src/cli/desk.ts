import type { DemoRequest } from '../app/demo/demo.ts';
import type { Desk } from '../app/respond.ts';
import type { JournalRecord } from '../journal/record.ts';
import { printable } from '../ui/printable.ts';
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

/** Who watches a demonstration: commands as they would be typed, records as they are written, on standard error. */
export function demoDesk(json: boolean): Pick<DemoRequest, 'show' | 'told'> {
  const { told } = keyboardDesk(json);
  return {
    told,
    show: (line) => void process.stderr.write(`${line.split('\n').map(printable).join('\n')}\n`),
  };
}
