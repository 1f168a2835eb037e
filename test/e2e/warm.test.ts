import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { gitRepository } from '../support/git-repository.ts';
import { runFirebreak } from '../support/run-firebreak.ts';
import { runWarm } from '../support/warm-firebreak.ts';
import { desk, npmLock } from './support.ts';

const here = desk({
  'list.txt': 'bad@1.0.0\n',
  'broken/journal.jsonl': '{}\n',
  'exposed/package-lock.json': npmLock({ bad: '1.0.0' }),
  'cut/package-lock.json': npmLock({ good: '1.0.0' }).slice(0, -40),
  'asks/package.json': JSON.stringify({ dependencies: { bad: '^1.0.0' } }),
});

beforeAll(async () => {
  gitRepository(join(here.directory, 'web')).commit({
    'package-lock.json': npmLock({ bad: '1.0.0' }),
  });
  await here.run('incident', 'open', 'wave', '--from', 'list.txt');
  await here.run('scan', 'web', '--incident', 'wave');
});

/** How a process ends that runs one command and nothing else. Most suites ask one that has run others before. */
it.each([
  [0, ['--help']],
  [0, ['incident']],
  [0, ['exposure', 'why', 'bad']],
  [1, ['incident', 'open', 'x', '--from', 'list.txt', '--data-dir', 'list.txt/data']],
  [2, ['scna']],
  [2, ['scna', '--json']],
  [2, ['scan', 'exposed', '--bogus']],
  [2, ['scan', 'absent', '--json']],
  [10, ['scan', 'exposed', '--incident', 'list.txt']],
  [10, ['exposure', 'show', '--incident', 'wave', '--details']],
  [10, ['exposure', 'show', '--no-color', '--json']],
  [11, ['scan', 'asks', '--incident', 'list.txt']],
  [12, ['scan', 'cut', '--incident', 'list.txt']],
  [12, ['inspect', 'cut/package-lock.json', '--json']],
  [30, ['journal', 'verify', './broken']],
])('ends with %i and says the same as by itself: %j', async (code, args) => {
  const around = { cwd: here.directory, env: { FIREBREAK_HOME: here.dataDir } };
  const alone = await runFirebreak(args, around);
  const warm = await runWarm(args, around);

  expect(alone.exitCode).toBe(code);
  expect(warm).toEqual(alone);
});
