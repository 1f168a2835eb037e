// A thread that asks git for what never comes, says so and waits.
import { thisThread } from '../../../src/host/this-thread.ts';

const side = thisThread();

side.listen((gitDir) => {
  void side.git.runGit(String(gitDir), ['rev-parse', 'HEAD'], new AbortController().signal);
  side.post('asked', []);
});
