// A thread that takes all there is, says so and never says anything else.
import { thisThread } from '../../../../../src/host/this-thread.ts';
import type { ThreadTask } from '../../../../../src/sources/git/history/contents-thread.ts';

const side = thisThread();

side.listen((task) => {
  const { memory, reader } = task as ThreadTask;
  const readersOf = new Int32Array(memory);
  for (let segment = 0; segment < readersOf.length; segment += 1)
    Atomics.compareExchange(readersOf, segment, 0, reader);
  side.post('all taken', []);
});
