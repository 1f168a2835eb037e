import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/project.ts';
import { documentOf, npmLock, warmDesk } from './support.ts';

describe('a list of which a part is not looked for', () => {
  const here = warmDesk({
    'odd.txt': 'absent@1.0.0\nsome words of prose\n',
    'never.txt': 'absent@1.0.0\nevil@1.2.0-1.2.9\n',
    'exposed.txt': 'good@1.0.0\nsome words of prose\n',
    'clean/package-lock.json': npmLock({ good: '1.0.0' }),
  });

  it.each([
    ['odd', 'LIST_NOT_UNDERSTOOD', '1 of 2 entries of odd.txt not understood'],
    ['never', 'LIST_NEVER_MATCHES', '1 of the names and versions in never.txt can never match'],
  ])('is never called clear: %s.txt', async (name, code, message) => {
    const list = `${name}.txt`;
    await here.run('incident', 'open', name, '--from', list);
    for (const incident of [name, list]) {
      const { document, exitCode } = await here.json('scan', 'clean', '--incident', incident);

      expect(exitCode).toBe(12);
      expect(document).toMatchObject({ verdict: 'unknown', coverage: { complete: false } });
      expect(document.coverage.problems).toMatchObject([{ target: list, code }]);
      expect(document.coverage.problems[0].message).toContain(message);
    }
    const { exitCode, stdout } = await here.run('exposure', 'show', '--incident', name);

    expect(exitCode).toBe(12);
    expect(stdout).toContain(`${list}  list not understood whole`);
    expect(stdout).toMatch(new RegExp(`Mend ${list}`));
    expect((await here.run('incident', 'check', list)).exitCode).toBe(12);
  });

  it('shows the numbers where the incident is shown, and what to do first', async () => {
    const { stdout } = await here.run('incident', 'open', 'shown', '--from', 'odd.txt');

    expect(stdout).toMatch(/odd\.txt .* 1 not understood/);
    expect(stdout).toContain('First: firebreak incident check odd.txt');
    expect((await here.run('incident', 'show', 'shown')).stdout).toContain('1 not understood');
  });

  it('is exposed all the same where the rest is found', async () => {
    const { document, exitCode } = await here.json('scan', 'clean', '--incident', 'exposed.txt');

    expect(exitCode).toBe(10);
    expect(document.coverage.complete).toBe(false);
  });

  it('says that a scan did not look for what came since', async () => {
    const own = warmDesk({
      'list.txt': 'absent@1.0.0\n',
      'clean/package-lock.json': npmLock({ good: '1.0.0' }),
      'new/list.txt': 'absent@1.0.0\nsome words of prose\n',
    });
    await own.run('incident', 'open', 'x', '--from', 'list.txt');
    await own.run('scan', 'clean', '--incident', 'x');

    expect((await own.run('exposure', 'show')).exitCode).toBe(0);
    await own.run('incident', 'update', 'x', '--from', 'new/list.txt');
    expect((await own.run('exposure', 'show')).exitCode).toBe(12);
  });
});

it('a list may come from a pipe that a shell opens', async () => {
  const here = warmDesk({
    'list.txt': 'bad@1.0.0\n',
    'web/package-lock.json': npmLock({ bad: '1.0.0' }),
  });
  const command = '"$0" "$1" scan web --incident <(cat list.txt) --json';
  const program = join(projectRoot, 'bin/run.js');
  const { exitCode, stdout } = await execa('bash', ['-c', command, process.execPath, program], {
    cwd: here.directory,
    env: { FIREBREAK_HOME: here.dataDir },
    reject: false,
  });

  expect(exitCode).toBe(10);
  expect(documentOf(stdout, 'scan').exposures).toMatchObject([{ package: { name: 'bad' } }]);
});

it('a scan says what it did not look at and an earlier one found exposed', async () => {
  const here = warmDesk({
    'list.txt': 'bad@1.0.0\n',
    'api/package-lock.json': npmLock({ bad: '1.0.0' }),
    'web/package-lock.json': npmLock({ bad: '1.0.0' }),
    'docs/package-lock.json': npmLock({ good: '1.0.0' }),
  });
  await here.run('incident', 'open', 'x', '--from', 'list.txt');
  await here.run('scan', 'api', 'web', '--incident', 'x');
  writeFileSync(join(here.directory, 'web/package-lock.json'), npmLock({ good: '1.0.0' }));
  await here.run('scan', 'web', '--incident', 'x');
  await here.run('scan', 'docs', '--incident', 'x');
  const { exitCode, stderr, stdout } = await here.run('exposure', 'show');

  expect(exitCode).toBe(0);
  expect(stdout).toContain('looked at docs\n');
  expect(stderr).toBe(
    'warning: scan 3 did not look at api: exposed in scan 1 (`--scan 1` shows it)\n',
  );
});

describe('an incident of ecosystems that nothing here reads', () => {
  it('is unknown, and says so plainly', async () => {
    const here = warmDesk({
      'list.txt': 'gem:evil:1.0\n',
      'npm/package-lock.json': npmLock({ good: '1.0.0' }),
      'ruby/Gemfile.lock': 'GEM\n',
    });
    for (const place of ['npm', 'ruby']) {
      const { document, exitCode } = await here.json('scan', place, '--incident', 'list.txt');

      expect(exitCode).toBe(12);
      expect(document.coverage.problems).toContainEqual(
        expect.objectContaining({
          code: 'NOTHING_SOUGHT',
          message: expect.stringMatching(/^nothing could be looked for by version: .* gem /),
        }),
      );
    }
  });
});
