import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Doors } from '../../src/host/doors.ts';
import { evidenceStore } from '../../src/journal/evidence.ts';
import { directoryFiles } from '../../src/journal/run-files.ts';
import { verifyRun } from '../../src/journal/verify.ts';
import type { JournalSetup } from '../../src/journal/setup.ts';
import { openJournal } from '../../src/journal/writer.ts';
import { realDoors } from '../support/doors.ts';
import { begun, event, setupIn } from '../support/journal.ts';
import { projectRoot } from '../support/project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

function verified(setup: JournalSetup): ReturnType<typeof verifyRun> {
  return verifyRun(directoryFiles(realDoors, setup.directory), { replay: null, anchor: null });
}

async function killedAt(parent: string, point: string): Promise<void> {
  const program = join(projectRoot, 'test/journal/programs/victim.ts');
  const child = spawn(process.execPath, [program, parent, point], { stdio: 'inherit' });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect([point, code, signal]).toEqual([point, null, 'SIGKILL']);
}

/** Texts and types of the records, in order. */
function told(setup: JournalSetup): string[] {
  const lines = readFileSync(join(setup.directory, 'journal.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const { data, type } = JSON.parse(line) as { data: { text?: string }; type: string };
    return data.text ?? type;
  });
}

describe('a writer that is killed with -9', () => {
  it.each([
    ['opened', []],
    ['before-write', []],
    ['half-written', ['journal.recovered']],
    ['batch-half-written', ['one', 'journal.recovered']],
    ['after-sync', ['one', 'step.ended']],
    ['before-checkpoint', ['one', 'step.ended']],
    ['within-checkpoint', ['one', 'step.ended']],
    ['after-checkpoint', ['one', 'step.ended']],
    ['appended', ['one', 'step.ended']],
  ])('%s leaves a run that goes on and verifies', async (point, added) => {
    const parent = temporaryDirectory();
    const setup = await setupIn(realDoors, parent);
    await (await begun(realDoors, setup)).close();
    await killedAt(parent, point);
    // Verifying a killed run never mends it, and the lock of the killed one is still there.
    expect(readdirSync(setup.directory)).toContain('journal.lock');

    const journal = await openJournal(realDoors, setup);
    await journal.append(event('note.added', { text: 'after' }));
    await journal.close();

    expect(told(setup)).toEqual(['run.started', ...added, 'after']);
    expect(await verified(setup)).toMatchObject({ failures: [], verified: true });
    expect(readdirSync(setup.directory)).not.toContain('journal.lock');
    expect(readdirSync(join(setup.directory, 'checkpoints')).join()).not.toContain('tmp');
  });

  it.each(['recovery-evidence', 'recovery-written'])(
    'while it recovers (%s) leaves the torn bytes in one place',
    async (point) => {
      const parent = temporaryDirectory();
      const setup = await setupIn(realDoors, parent);
      await (await begun(realDoors, setup)).close();
      const path = join(setup.directory, 'journal.jsonl');
      writeFileSync(path, `${readFileSync(path, 'utf8')}{"v":1,"torn`);
      await killedAt(parent, point);
      await (await openJournal(realDoors, setup)).close();

      expect(told(setup)).toEqual(['run.started', 'journal.recovered']);
      const [, line = ''] = readFileSync(path, 'utf8').split('\n');
      const record = JSON.parse(line) as {
        data: object;
        epoch: number;
        evidence: { sha256: string }[];
      };
      expect(record).toMatchObject({ data: { bytes: 12 }, epoch: 2 });
      const store = evidenceStore(realDoors, setup.directory);
      const kept = await store.read(record.evidence[0]?.sha256 ?? '');
      expect(Buffer.from(kept).toString()).toBe('{"v":1,"torn');
      expect((await verified(setup)).failures).toEqual([]);
    },
  );

  it('does not verify before somebody goes on with it', async () => {
    const parent = temporaryDirectory();
    const setup = await setupIn(realDoors, parent);
    await (await begun(realDoors, setup)).close();
    await killedAt(parent, 'batch-half-written');
    const before = readFileSync(join(setup.directory, 'journal.jsonl'));
    const { failures } = await verified(setup);

    expect(failures.map(({ check, seq }) => [check, seq])).toEqual([
      ['torn', 2],
      ['checkpoints', 1],
    ]);
    expect(readFileSync(join(setup.directory, 'journal.jsonl'))).toEqual(before);
  });
});

/** Doors whose journal takes half of an append, then none of it. */
function fullDisk(): Doors {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  });
  return {
    ...realDoors,
    files: {
      ...realDoors.files,
      async openForAppend(path) {
        const file = await realDoors.files.openForAppend(path);
        return {
          ...file,
          async append(bytes, synced) {
            await file.append(bytes.subarray(0, Math.floor(bytes.length / 2)), synced);
            throw full;
          },
        };
      },
    },
  };
}

/** Doors whose journal is the device that is always full. */
function devFull(): Doors {
  return {
    ...realDoors,
    files: {
      ...realDoors.files,
      openForAppend: () => realDoors.files.openForAppend('/dev/full'),
    },
  };
}

describe('a full disk', () => {
  it.each([
    ['half of a line', fullDisk, ['run.started', 'journal.recovered', 'after']],
    ['nothing at all', devFull, ['run.started', 'after']],
  ])('that takes %s ends the writing, and loses nothing', async (_, doors, expected) => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    await (await begun(realDoors, setup)).close();
    const journal = await openJournal(doors(), setup);
    const refusal = {
      code: 'FILE_UNWRITABLE',
      message: expect.stringMatching(/no space left on the disk; nothing was done after record 0$/),
    };
    await expect(journal.append(event('note.added', { text: 'lost' }))).rejects.toMatchObject(
      refusal,
    );
    await expect(journal.append(event('note.added', { text: 'x' }))).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining('not writable any more'),
    });
    expect(journal.records).toHaveLength(1);
    await journal.close();
    const next = await openJournal(realDoors, setup);
    await next.append(event('note.added', { text: 'after' }));
    await next.close();

    expect(told(setup)).toEqual(expected);
    expect((await verified(setup)).failures).toEqual([]);
  });

  it('that takes no checkpoint ends the writing after the record, which stays', async () => {
    const setup = await setupIn(realDoors, temporaryDirectory());
    await (await begun(realDoors, setup)).close();
    const doors: Doors = {
      ...realDoors,
      files: {
        ...realDoors.files,
        writeNewFile: (path, ...rest) =>
          realDoors.files.writeNewFile(path.endsWith('.note') ? '/dev/full/x.note' : path, ...rest),
      },
    };
    const journal = await openJournal(doors, setup);
    await expect(
      journal.append(event('step.ended', { outcome: 'done' }, { step: 'a' })),
    ).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining('nothing was done after record 1'),
    });
    await journal.close();
    await (await openJournal(realDoors, setup)).close();

    expect(told(setup)).toEqual(['run.started', 'step.ended']);
    expect((await verified(setup)).failures).toEqual([]);
  });
});
