import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Doors } from '../../src/host/doors.ts';
import type { ProcessIdentity, ProcessState } from '../../src/host/process-identity.ts';
import { takeLock } from '../../src/journal/lock.ts';
import { realDoors } from '../support/doors.ts';
import { projectRoot } from '../support/project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const program = join(projectRoot, 'test/journal/programs/contender.ts');

/** The next whole line a program says. */
async function line(child: ChildProcess): Promise<string> {
  let text = '';
  while (!text.endsWith('\n')) {
    const [chunk] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    text += chunk.toString();
  }
  return text.trim();
}

async function contenders(path: string, count: number): Promise<ChildProcess[]> {
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, [program, path], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  for (const child of children) expect(await line(child)).toBe('ready');
  return children;
}

async function fight(children: readonly ChildProcess[]): Promise<string[]> {
  const answers = children.map(line);
  for (const child of children) child.stdin?.write('go\n');
  return await Promise.all(answers);
}

async function kill(child: ChildProcess | undefined): Promise<void> {
  const ended = once(child as ChildProcess, 'exit');
  child?.kill('SIGKILL');
  await ended;
}

describe('processes that fight for a lock', () => {
  it('let one win, and one again once that one was killed with -9', async () => {
    const path = join(temporaryDirectory(), 'journal.lock');
    let held: ChildProcess | undefined;
    for (let round = 0; round < 4; round += 1) {
      const children = await contenders(path, 3);
      const answers = await fight(children);
      const winner = children[answers.indexOf('won')];
      expect(answers.filter((answer) => answer === 'won')).toHaveLength(1);
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: winner?.pid });
      // The one that wins, or one that is about to find out that another has.
      const named = children.map(
        ({ pid }) => `busy run run-1 is being worked on by process ${pid} on ${hostname()}`,
      );
      expect([...named, 'won']).toEqual(expect.arrayContaining(answers));
      for (const child of children) if (child !== winner) await kill(child);
      await kill(winner);
      held = winner;
    }
    expect(held?.killed).toBe(true);
    expect(existsSync(path)).toBe(true);
  });
});

const here: ProcessIdentity = {
  host: 'box',
  machine: 'm',
  boot: 'b',
  space: 'pid:[1]',
  pid: 1,
  start: '1',
};

/** Doors of a process with this pid, in a world where those of `gone` do not run. */
function doorsOf(pid: number, gone: readonly number[]): Doors {
  return {
    ...realDoors,
    processes: {
      self: async () => ({ ...here, pid }),
      stateOf: async (other): Promise<ProcessState> =>
        gone.includes(other.pid) ? 'gone' : 'alive',
    },
  };
}

describe('taking over', () => {
  it.each([0, 1, 2])('has one winner among many, with %d takers killed half-way', async (depth) => {
    for (let round = 0; round < 25; round += 1) {
      const path = join(temporaryDirectory(), 'journal.lock');
      const dead = `${JSON.stringify({ ...here, pid: 99 })}\n`;
      for (let level = 0; level <= depth; level += 1)
        writeFileSync(path + '.takeover'.repeat(level), dead);
      const pids = [1, 2, 3, 4, 5];
      const won = await Promise.allSettled(
        pids.map((pid) => takeLock(doorsOf(pid, [99]), path, 'x')),
      );
      const winners = won.filter(({ status }) => status === 'fulfilled');
      // Each may find another one at it and give up: never two, and somebody gets it by trying again.
      expect(winners.length).toBeLessThanOrEqual(1);
      if (winners.length === 0) await takeLock(doorsOf(6, [99]), path, 'x');
      await expect(takeLock(doorsOf(7, [99]), path, 'x')).rejects.toMatchObject({
        code: 'RUN_BUSY',
      });
    }
  });

  it('leaves nothing behind, and gives the lock up', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'journal.lock');
    writeFileSync(path, `${JSON.stringify({ ...here, pid: 99 })}\n`);
    const lock = await takeLock(doorsOf(1, [99]), path, 'x');
    expect(readdirSync(directory)).toEqual(['journal.lock']);
    await lock.release();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('never gives up the lock of somebody else', async () => {
    const path = join(temporaryDirectory(), 'journal.lock');
    const lock = await takeLock(realDoors, path, 'x');
    writeFileSync(path, `${JSON.stringify(here)}\n`);
    await lock.release();
    expect(existsSync(path)).toBe(true);
  });

  it.each([
    ['another machine', { host: 'other', machine: 'n', boot: 'c' }, 'on other, which cannot be'],
    ['another container', { space: 'pid:[2]' }, 'which cannot be looked at from here'],
  ])('does not happen to a lock of %s', async (_, more, message) => {
    const path = join(temporaryDirectory(), 'journal.lock');
    const self = await realDoors.processes.self();
    const text = `${JSON.stringify({ ...self, pid: 4_000_000, ...more })}\n`;
    writeFileSync(path, text);

    await expect(takeLock(realDoors, path, 'run run-1')).rejects.toMatchObject({
      code: 'RUN_BUSY',
      message: expect.stringContaining(message),
      hint: expect.stringContaining(`delete ${path}`),
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it.each([
    ['a pid that nobody has', { pid: 4_000_000 }],
    ['a pid that somebody else has by now', { start: '1' }],
  ])('happens to a lock with %s', async (_, more) => {
    const path = join(temporaryDirectory(), 'journal.lock');
    const self = await realDoors.processes.self();
    writeFileSync(path, `${JSON.stringify({ ...self, ...more })}\n`);
    const lock = await takeLock(realDoors, path, 'x');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(self);
    await lock.release();
  });

  it('happens to a lock from before this machine was started, where the machine has an id', async () => {
    const path = join(temporaryDirectory(), 'journal.lock');
    const self = await realDoors.processes.self();
    writeFileSync(path, `${JSON.stringify({ ...self, boot: 'earlier' })}\n`);
    const outcome = await takeLock(realDoors, path, 'x').then(
      () => 'taken',
      (error: { code: string }) => error.code,
    );

    // Without an id, a machine that was started anew cannot be told from another of its name.
    expect(outcome).toBe(self.machine === null ? 'RUN_BUSY' : 'taken');
  });

  it.each(['', 'process 12\n', '{}'])('does not happen to a lock that says %j', async (text) => {
    const path = join(temporaryDirectory(), 'journal.lock');
    writeFileSync(path, text);
    await expect(takeLock(realDoors, path, 'x')).rejects.toMatchObject({
      code: 'RUN_BUSY',
      message: `x is locked, and ${path} does not tell by whom`,
    });
  });
});
