// `contender.ts LOCK`: says `ready`, waits for a line, tries to take the lock, says `won` or `busy MESSAGE`, and holds
// on until its input ends. It never gives the lock up.
import { systemDoors } from '../../../src/host/doors.ts';
import { takeLock } from '../../../src/journal/lock.ts';

const [, , path = ''] = process.argv;
process.stdout.write('ready\n');
process.stdin.once('data', () => {
  takeLock(systemDoors(new AbortController().signal), path, 'run run-1').then(
    () => process.stdout.write('won\n'),
    (error: Error) => process.stdout.write(`busy ${error.message}\n`),
  );
});
