import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { systemDoors } from '../../../../src/host/doors.ts';
import type { Doors } from '../../../../src/host/doors.ts';
import { plainLook } from '../../../../src/sources/look.ts';
import { gitRepository } from '../../../support/git-repository.ts';
import { npmLock } from '../../../support/lockfiles.ts';
import { lookThrough } from './look.ts';

/** A lockfile of many packages, of which `version` is the first one's. */
function lock(version: string, packages: number): string {
  const more = Object.fromEntries(
    Array.from({ length: packages }, (_, index) => [
      `p${index}`,
      index === 0 ? version : `${index}.0.0`,
    ]),
  );
  return npmLock(more);
}

function imported(script: string): string {
  const { directory } = gitRepository();
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: directory, input: script });
  return directory;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** Every git process that is started. */
function countingDoors(): { doors: Doors; commands: string[] } {
  const real = systemDoors(new AbortController().signal);
  const commands: string[] = [];
  const git: Doors['git'] = {
    runGit(gitDir, args, signal) {
      commands.push(args.join(' '));
      return real.git.runGit(gitDir, args, signal);
    },
    converseWithGit(gitDir, args, signal) {
      commands.push(args.join(' '));
      return real.git.converseWithGit(gitDir, args, signal);
    },
  };
  return { doors: { ...real, git }, commands };
}

it('5,000 commits on 300 refs take a handful of processes, and each version is told', async () => {
  const script: string[] = [];
  for (let commit = 1; commit <= 5000; commit += 1) {
    script.push(`commit refs/heads/main\nmark :${commit}\n`);
    script.push(
      `committer A <a@acme.example> ${1_700_000_000 + commit} +0000\n`,
      data(`c${commit}`),
    );
    script.push(`M 100644 inline src/file\n`, data(`${commit}`));
    if (commit % 50 === 1)
      script.push('M 100644 inline package-lock.json\n', data(lock(`${commit}.0.0`, 10)));
  }
  for (let ref = 1; ref <= 300; ref += 1)
    script.push(`reset refs/pull/${ref}/head\nfrom :${ref * 16}\n\n`);
  const { commands, doors } = countingDoors();

  const { past, problems } = await lookThrough(imported(script.join('')), { doors });

  expect(problems).toEqual([]);
  expect(past).toHaveLength(100);
  expect(past[0]).toMatch(/^package-lock.json p0@1.0.0 .*: c1, c10, c11, .*c50, /);
  expect(past.every((line) => line.split(': ')[1]?.split(', ').length === 50)).toBe(true);
  expect(commands.length).toBeLessThan(12);
});

it('versions of a lockfile of two megabytes are read', async () => {
  const commits = ['1.0.0', '2.0.0', '3.0.0'].flatMap((version, index) => [
    'commit refs/heads/main\n',
    `committer A <a@acme.example> ${1_700_000_000 + index} +0000\n`,
    data(version),
    'M 100644 inline package-lock.json\n',
    data(lock(version, 22_000)),
  ]);
  expect(lock('1.0.0', 22_000).length).toBeGreaterThan(2_000_000);

  const { past, problems } = await lookThrough(imported(commits.join('')), {
    session: { ...plainLook, wants: () => false },
  });

  expect(problems).toEqual([]);
  expect(past.map((line) => /p0@[\d.]+/.exec(line)?.[0])).toEqual([
    'p0@1.0.0',
    'p0@2.0.0',
    'p0@3.0.0',
  ]);
  expect(past.every((line) => line.includes(' p21999@21999.0.0'))).toBe(true);
});
