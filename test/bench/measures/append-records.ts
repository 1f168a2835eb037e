// `append-records.ts FILE RECORDS`: appends lines of the size of a record to a file, each synced before the next. The
// least that any journal that survives a power cut has to do.
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';

const [, , file = '', records = '0'] = process.argv;
const line = Buffer.from(`${JSON.stringify({ text: 'x'.repeat(500) })}\n`);
const descriptor = openSync(file, 'a');
for (let number = 0; number < Number(records); number += 1) {
  writeSync(descriptor, line);
  fdatasyncSync(descriptor);
}
closeSync(descriptor);
