import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/project.ts';
import { type Desk, npmLock, warmDesk } from './support.ts';

const runbook = `
apiVersion: firebreak/v1
kind: Runbook
id: by-hand
version: 1.0.0
title: By hand
about: What people do, and nothing else
owner: role:lead
reviewedAt: 2026-11-20
exercisedAt: null
interlocks: []
sources: []
roles: { lead: Decides }
facts: { looked: Somebody looked }
controls:
  - { id: look, control: Somebody looks, owner: role:lead, trigger: { count: always, atLeast: 0 }, respondWithin: PT30M, escalate: [] }
steps:
  - { id: look, kind: human, title: Look, owner: role:lead, control: look, ask: Did you look?, records: looked }
  - { id: report, kind: report, title: Report, owner: role:lead, control: look }
`;

/** A desk with runs of a runbook that asks people alone; gives their ids, in the order in which they were started. */
async function runs(count: number): Promise<Desk & { readonly ids: string[] }> {
  const at = warmDesk({
    'list.txt': 'bad@1.0.1\n',
    'app/package-lock.json': npmLock({ bad: '1.0.1' }),
    'by-hand.yaml': runbook,
  });
  await at.run('incident', 'open', 'wave', '--from', 'list.txt');
  await at.run('scan', 'app', '--incident', 'wave');
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const { document } = await at.json('respond', 'start', 'by-hand.yaml', '--incident', 'wave');
    if (document.run === undefined) throw new Error(JSON.stringify(document));
    ids.push(document.run);
  }
  return { ...at, ids };
}

describe('the words of a response', () => {
  it('a RUN that is none is never passed over for the one that is open', async () => {
    const { json } = await runs(1);
    const note = ['--note', 'n'];

    for (const words of [
      ['status', 'typo'],
      ['continue', 'typo'],
    ])
      expect(await json('respond', ...words)).toMatchObject({
        exitCode: 2,
        document: { error: { code: 'RUN_NOT_FOUND' } },
      });
    expect(await json('respond', 'undo')).toMatchObject({
      exitCode: 2,
      document: { error: { message: expect.stringContaining('which step') } },
    });
    for (const words of [
      ['answer', 'typo', '--abandon', ...note],
      ['answer', 'typo', '--fact', 'looked', ...note],
    ])
      expect(await json('respond', ...words)).toMatchObject({
        exitCode: 2,
        document: { error: { code: 'ARGUMENT_INVALID', message: expect.stringContaining('typo') } },
      });
    expect((await json('respond', 'status')).document).toMatchObject({ state: 'ready', facts: [] });
  });

  it('refuses what would be passed over, or would say nothing', async () => {
    const { json } = await runs(1);
    const { document } = await json('respond', 'continue');
    const excluding = ['--exclude', '--target', 'x', '--holds'];
    const wrong: readonly (readonly [named: string, ...words: string[]])[] = [
      ['--note', '--skip', '--note', ' '],
      ['--target', '--skip', '--target', 'x', '--note', 'n'],
      ['--target', '--exclude', '--target', '', '--note', 'n'],
      ['--holds', '--skip', '--holds', 'P1D', '--note', 'n'],
      ...['P', 'PT', 'P1DT', 'P99999999D', 'P0D', '7d'].map(
        (holds) => [holds, ...excluding, holds, '--note', 'n'] as const,
      ),
    ];

    for (const [named, ...words] of wrong) {
      const refused = await json('respond', 'answer', 'look', ...words);
      expect(refused).toMatchObject({ exitCode: 2 });
      expect(refused.document.error).toMatchObject({
        code: 'ARGUMENT_INVALID',
        message: expect.stringContaining(named),
      });
    }
    expect((await json('respond', 'status')).document.records).toBe(document.records);
  });

  it('where two runs are open, every command to type says which one', async () => {
    const { ids, json, run } = await runs(2);
    const [first = '', second = ''] = ids;

    const unclear = await json('respond', 'status');
    expect(unclear).toMatchObject({ exitCode: 2, document: { error: { code: 'RUN_NOT_FOUND' } } });

    const begun = await json('respond', 'continue', first);
    expect(begun.document.next).toBe(`firebreak respond answer ${first} look --yes --note "..."`);
    expect(begun.document.steps[0].waitingFor.command).toBe(begun.document.next);
    const answered = await json('respond', 'answer', first, 'look', '--yes', '--note', 'I did');
    expect(answered.document.next).toBe(`firebreak respond continue ${first}`);
    expect((await json('respond', 'continue', first)).document.state).toBe('completed');
    expect((await run('respond', 'status')).stdout).toContain(`Run ${second}`);

    const { document } = await json('respond', 'start', 'by-hand.yaml', '--incident', 'wave');
    expect(document.next).toBe(`firebreak respond continue ${document.run}`);
  });

  it('warns where the list has grown since the run began', async () => {
    const { directory, json } = await runs(1);
    expect((await json('respond', 'status')).stderr).toBe('');
    writeFileSync(join(directory, 'more.txt'), 'worse@2.0.0\n');
    await json('incident', 'update', 'wave', '--from', 'more.txt');

    for (const verb of ['status', 'continue'])
      expect((await json('respond', verb)).stderr).toContain('the list of wave has changed');
  });

  it('takes no argument from standard input', async () => {
    const { dataDir, directory } = await runs(1);
    const child = spawn(process.execPath, [join(projectRoot, 'bin/run.js'), 'respond', 'status'], {
      cwd: directory,
      env: { ...process.env, FIREBREAK_HOME: dataDir },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child.stdin.on('error', () => {}).end('the next line of a script\n');
    const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);

    expect(code).toBe(0);
    expect(printed).toContain('firebreak respond continue');
  });
});
