// `victim.ts DIRECTORY POINT`: goes on with a run and is killed by SIGKILL, from itself, at a point of its writing.
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Doors, systemDoors } from '../../../src/host/doors.ts';
import { openJournal } from '../../../src/journal/writer.ts';
import { event, setupIn } from '../../support/journal.ts';

const [, , parent = '', point = ''] = process.argv;

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // Nothing runs on once the signal is there.
  for (;;);
}

function dyingDoors(): Doors {
  const real = systemDoors(new AbortController().signal);
  const { files } = real;
  return {
    ...real,
    files: {
      ...files,
      async openForAppend(path) {
        const file = await files.openForAppend(path);
        return {
          ...file,
          async append(bytes, synced) {
            if (point === 'before-write') die();
            if (point === 'half-written') {
              const handle = openSync(path, 'a');
              writeSync(handle, bytes.subarray(0, bytes.indexOf(10) - 20));
              closeSync(handle);
              die();
            }
            if (point === 'batch-half-written') {
              const handle = openSync(path, 'a');
              writeSync(handle, bytes.subarray(0, bytes.indexOf(10) + 20));
              closeSync(handle);
              die();
            }
            await file.append(bytes, synced);
            if (point === 'after-sync') die();
          },
        };
      },
      async writeNewFile(path, content, mode) {
        const isCheckpoint = path.endsWith('.note');
        if (point === 'before-checkpoint' && isCheckpoint) die();
        if (point === 'within-checkpoint' && isCheckpoint) {
          writeFileSync(join(dirname(path), `.${process.pid}-abc.tmp`), 'firebreak/');
          die();
        }
        const written = await files.writeNewFile(path, content, mode);
        if (point === 'after-checkpoint' && isCheckpoint) die();
        if (point === 'recovery-evidence' && path.includes('evidence')) die();
        return written;
      },
      async writeFileAtomically(path, content) {
        await files.writeFileAtomically(path, content);
        if (point === 'recovery-written' && path.endsWith('journal.jsonl')) die();
      },
    },
  };
}

const journal = await openJournal(dyingDoors(), await setupIn(dyingDoors(), parent));
if (point === 'opened') die();
await journal.appendAll([
  event('note.added', { text: 'one' }),
  event('step.ended', { outcome: 'done' }, { step: 'a' }),
]);
if (point === 'appended') die();
throw new Error(`there is no point ${point}`);
