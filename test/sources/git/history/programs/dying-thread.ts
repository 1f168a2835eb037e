// A thread that takes all there is and dies of it.
import { parentPort } from 'node:worker_threads';
import type { ThreadTask } from '../../../../../src/sources/git/history/contents-thread.ts';

parentPort?.on('message', ({ memory, reader }: ThreadTask) => {
  const readersOf = new Int32Array(memory);
  for (let segment = 0; segment < readersOf.length; segment += 1)
    Atomics.compareExchange(readersOf, segment, 0, reader);
  process.exit(1);
});
