import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gitRepository } from '../support/git-repository.ts';
import { runFirebreak } from '../support/run-firebreak.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { organisation, signallingGit, start, timeless } from './inventory-support.ts';
import { documentOf, tree } from './support.ts';

let org: string;

beforeAll(() => {
  org = organisation(12, 3);
});

function freshHome(): string {
  return join(temporaryDirectory(), 'home');
}

async function targetsKnown(dataDir: string): Promise<number> {
  const { stdout } = await runFirebreak(['index', 'stats', '--json'], {
    env: { FIREBREAK_HOME: dataDir },
  });
  return documentOf(stdout, 'index-stats').targets;
}

describe('a scan that is interrupted', () => {
  it('ends with 130, and what it had read is in the inventory', async () => {
    const home = freshHome();
    const git = signallingGit(40, 'INT');

    const { code, stderr, stdout } = await start(
      ['scan', org, '--history', '--jobs', '1', '--json'],
      home,
      git,
    ).ended;

    expect(code).toBe(130);
    const { error } = documentOf(stdout, 'error');
    const said = /^interrupted: (\d+) of 12 targets had been read and are in the inventory$/.exec(
      error.message,
    );
    expect(error.code).toBe('INTERRUPTED');
    expect(Number(said?.[1])).toBeGreaterThan(0);
    expect(Number(said?.[1])).toBeLessThan(12);
    expect(await targetsKnown(home)).toBe(Number(said?.[1]));
    expect(stderr).toBe('');
  });
});

it('one job at a time and eight say the same', async () => {
  const [one, eight] = await Promise.all(
    ['1', '8'].map(
      (jobs) =>
        start(['scan', org, '--history', '--unreachable', '--jobs', jobs, '--json'], freshHome())
          .ended,
    ),
  );

  expect(one?.code).toBe(0);
  expect(timeless(eight?.stdout ?? '')).toEqual(timeless(one?.stdout ?? ''));
});

it('of a list of targets, a broken and a missing one do not stop the others', async () => {
  const directory = tree({
    'targets.txt': ['# mirrors', 'good.git', 'missing.git', '', 'broken.git'].join('\n'),
    'broken.git/HEAD': 'ref: refs/heads/main\n',
    'broken.git/config': '[core]\n\trepositoryformatversion = 99\n\tbare = true\n',
    'broken.git/objects/x': '',
    'broken.git/refs/heads/main': `${'1'.repeat(40)}\n`,
    'list.txt': 'bad@6.6.6\n',
  });
  mkdirSync(join(directory, 'good.git'));
  gitRepository().git(
    'clone',
    '--quiet',
    '--mirror',
    join(org, 'repo-000'),
    join(directory, 'good.git'),
  );
  const env = { FIREBREAK_HOME: freshHome() };
  const list = join(directory, 'list.txt');
  await runFirebreak(['incident', 'open', 'x', '--from', list], { cwd: directory, env });

  const { exitCode, stdout } = await runFirebreak(
    ['scan', '@targets.txt', '--history', '--incident', 'x', '--json'],
    { cwd: directory, env },
  );

  const map = documentOf(stdout, 'scan');
  expect(exitCode).toBe(10);
  expect(map.targets.map(({ verdict }: { verdict: string }) => verdict).toSorted()).toEqual([
    'exposed',
    'unknown',
  ]);
  expect(map.coverage.complete).toBe(false);
  expect(map.coverage.problems.map(({ code }: { code: string }) => code).toSorted()).toEqual([
    'GIT_UNREADABLE',
    'NOTHING_FOUND',
    'TARGET_NOT_FOUND',
  ]);
  expect(await targetsKnown(env.FIREBREAK_HOME)).toBe(1);
});

it.each([
  ['for the file itself', 8],
  ['in the middle', 400],
])('where there is no room %s, a scan says the same and warns', async (_, blocks) => {
  const dataDir = freshHome();
  mkdirSync(dataDir);
  const args = ['scan', org, '--history', '--json'];
  const whole = await start(args, freshHome()).ended;

  const { code, stderr, stdout } = await start(args, dataDir, { shell: `ulimit -f ${blocks}; ` })
    .ended;

  expect(code).toBe(whole.code);
  expect(timeless(stdout)).toEqual(timeless(whole.stdout));
  expect(stderr).toMatch(/the inventory is not kept up: /);
});
