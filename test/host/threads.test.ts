import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createLauncher } from '../../src/host/launcher.ts';
import { createThreads } from '../../src/host/threads.ts';
import { gitRepository } from '../support/git-repository.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const threads = createThreads(createLauncher());

/** A repository whose configuration includes a pipe that nobody writes to: git waits for it for ever. */
function waitingRepository(): string {
  const gitDir = join(gitRepository().directory, '.git');
  const pipe = join(temporaryDirectory(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  appendFileSync(join(gitDir, 'config'), `[include]\n\tpath = ${pipe}\n`);
  return gitDir;
}

/** Whether a git looks at a repository. */
function isLookedAt(gitDir: string): boolean {
  return readdirSync('/proc').some((id) => {
    try {
      return /^\d+$/.test(id) && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(gitDir);
    } catch {
      return false;
    }
  });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setImmediate();
}

it('a thread that is ended takes the processes with it that it started', async () => {
  const gitDir = waitingRepository();
  const asked = Promise.withResolvers<unknown>();
  const thread = threads.start(import.meta.url, 'programs/waiting-thread', asked.resolve);
  thread.post(gitDir);
  await asked.promise;
  await until(() => isLookedAt(gitDir));

  thread.end();
  await thread.ended;

  await until(() => !isLookedAt(gitDir));
  expect(isLookedAt(gitDir)).toBe(false);
});

it('there are as many as help, and at least one', () => {
  expect(threads.most).toBeGreaterThan(0);
  expect(threads.most).toBeLessThan(4);
});
