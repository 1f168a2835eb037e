import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/containment/types.ts';
import type { AppendFile } from '../../src/host/append.ts';
import type { Doors } from '../../src/host/doors.ts';
import { interrupted } from '../../src/host/interrupt.ts';
import type { JournalRecord } from '../../src/journal/record.ts';
import { answerLanded, answerStep, approve } from '../../src/response/decisions.ts';
import { carryOn } from '../../src/response/drive.ts';
import { realDoors } from '../support/doors.ts';
import type { Runbook } from '../../src/runbook/schema.ts';
import {
  ada,
  closeValves,
  digestFor,
  rig,
  type Rig,
  story,
  valveRunbook,
  type Yard,
  yard,
} from './support.ts';

/** The process is gone: nothing it holds is closed, nothing more is written. */
class Killed extends Error {}

interface Fuse {
  /** Appends until the cut; counted over all processes of the run. */
  left: number;
  /** Whether the last append reaches the disk, half of it does, or nothing. */
  readonly cut: 'before' | 'torn' | 'after';
}

function cutDoors(fuse: Fuse): Doors {
  let dead = false;
  const openForAppend = async (path: string): Promise<AppendFile> => {
    const file = await realDoors.files.openForAppend(path);
    return {
      async append(bytes, synced) {
        if (dead) throw new Killed();
        fuse.left -= 1;
        if (fuse.left >= 0) return await file.append(bytes, synced);
        dead = true;
        if (fuse.cut === 'torn') await file.append(bytes.subarray(0, bytes.length >> 1), synced);
        if (fuse.cut === 'after') await file.append(bytes, synced);
        throw new Killed();
      },
      close: () => file.close(),
    };
  };
  return { ...realDoors, files: { ...realDoors.files, openForAppend } };
}

/** Everything a person and the engine do from where the run stands to its end. */
async function toTheEnd({ run }: Rig): Promise<void> {
  for (;;) {
    await carryOn(run);
    const steps = run.state().steps;
    const waiting = run.state().active.find((id) => steps[id]?.state !== 'done');
    if (waiting === undefined) return;
    const state = steps[waiting]?.state;
    if (state === 'awaiting-approval')
      await approve(run, ada, waiting, digestFor(run, waiting), 'yes');
    else if (state === 'awaiting-answer') await answerStep(run, ada, waiting, 'yes', 'dry');
    else throw new Error(`${waiting} is ${state}`);
  }
}

interface Broken {
  readonly place: Yard;
  readonly rig: Rig;
  readonly cuts: number;
}

/** Drives a run that is cut at the append of this number, then takes it up again and drives it to its end. */
async function cutAt(number: number, cut: Fuse['cut']): Promise<Broken> {
  const place = yard(['a', 'b']);
  const actions = [closeValves(place)];
  const fuse: Fuse = { left: number, cut };
  const directory = await firstLife(actions, fuse);
  const again = await rig({ actions, directory });
  await toTheEnd(again);
  return { place, rig: again, cuts: fuse.left < 0 ? 1 : 0 };
}

async function firstLife(actions: readonly Action[], fuse: Fuse): Promise<string> {
  // The run begins whole: a run without a first record is none.
  const begun = await rig({ actions });
  await begun.close();
  const first = await rig({ actions, directory: begun.directory, doors: cutDoors(fuse) });
  try {
    await toTheEnd(first);
  } catch (error) {
    if (!(error instanceof Killed) && !(error instanceof Error && isDead(error))) throw error;
  }
  // What the operating system does for a process that is gone.
  await first.close().catch(() => {});
  return begun.directory;
}

function isDead(error: Error): boolean {
  return 'code' in error && error.code === 'FILE_UNWRITABLE';
}

describe('a run that is cut off', () => {
  it.each(['before', 'torn', 'after'] as const)(
    'comes to the same end wherever it is cut (%s), with no effect applied twice',
    async (cut) => {
      let cuts = 0;
      for (let number = 0; ; number += 1) {
        const broken = await cutAt(number, cut);
        const { place, rig: again } = broken;

        const keys = place.log();
        expect(new Set(keys).size, `cut ${number}`).toBe(keys.length);
        expect(keys, `cut ${number}`).toHaveLength(4);
        expect(place.valves(), `cut ${number}`).toEqual({ a: 'open', b: 'open' });
        expect(again.run.state().status, `cut ${number}`).toBe('completed');
        const intents = story(again.run).filter((line) => line.startsWith('effect.intent'));
        const settled = story(again.run).filter((line) =>
          /^effect\.(?:outcome|reconciled)/.test(line),
        );
        expect(settled.length, `cut ${number}`).toBeGreaterThanOrEqual(intents.length);
        await again.close();
        if (broken.cuts === 0) break;
        cuts += 1;
      }
      expect(cuts).toBeGreaterThan(30);
    },
  );

  it('shows what it does not know, and asks a person where nobody can look', async () => {
    const place = yard(['a']);
    const blind = withSemantics(closeValves(place), { observable: false, repeat: 'no' });
    const fuse: Fuse = { left: 5, cut: 'after' };
    const runbook = blindRunbook();
    const begun = await rig({ actions: [blind], runbook });
    await begun.close();
    const { directory } = begun;
    const first = await rig({ actions: [blind], runbook, directory, doors: cutDoors(fuse) });
    await toTheEnd(first).catch(() => {});
    await first.close().catch(() => {});
    expect(place.log()).toEqual([]);

    const again = await rig({ actions: [blind], runbook, directory });
    await carryOn(again.run);

    expect(again.run.state().steps['close']).toMatchObject({
      state: 'unknown',
      counts: { unknown: 1 },
    });
    expect(place.log()).toEqual([]);

    await answerLanded(again.run, ada, 'close', 'a', 'no', 'I looked: it is open');
    await carryOn(again.run);
    expect(place.log()).toHaveLength(1);
    expect(again.run.state().steps['close']?.state).toBe('done');
  });

  it('stops where the disk is full, does nothing without its intent, and goes on when there is room', async () => {
    for (let number = 0; number < 20; number += 1) {
      const place = yard(['a', 'b']);
      const actions = [closeValves(place)];
      const begun = await rig({ actions });
      await begun.close();
      const { directory } = begun;
      const first = await rig({ actions, directory, doors: fullDoors(number) });

      await expect(toTheEnd(first)).rejects.toMatchObject({
        code: 'FILE_UNWRITABLE',
        message: expect.stringContaining('no space left'),
      });
      await first.close().catch(() => {});
      const frozen = place.log().length;
      const again = await rig({ actions, directory });
      const intents = story(again.run).filter((line) => line.startsWith('effect.intent'));
      expect(frozen).toBeLessThanOrEqual(intents.length);
      await toTheEnd(again);

      expect(again.run.state().status).toBe('completed');
      expect(new Set(place.log()).size).toBe(place.log().length);
      await again.close();
    }
  });

  it('is interrupted between two effects, and goes on', async () => {
    const place = yard(['a', 'b']);
    const interruption = new AbortController();
    const doors = { ...realDoors, signal: interruption.signal };
    const actions = [closeValves(place)];
    const told = ({ target, type }: JournalRecord): void => {
      if (type === 'verify.passed' && target === 'a') interruption.abort(interrupted());
    };
    const first = await rig({ actions, doors, told });
    await expect(toTheEnd(first)).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await first.close();
    expect(place.log()).toHaveLength(1);

    const again = await rig({ actions, directory: first.directory });
    await toTheEnd(again);

    expect(place.log()).toHaveLength(4);
    expect(story(again.run)).not.toContain('effect.unknown close b');
  });
});

/** Doors to a disk that takes this many appends, and half of the next. */
function fullDoors(appends: number): Doors {
  let left = appends;
  const openForAppend = async (path: string): Promise<AppendFile> => {
    const file = await realDoors.files.openForAppend(path);
    return {
      async append(bytes, synced) {
        left -= 1;
        if (left >= 0) return await file.append(bytes, synced);
        await file.append(bytes.subarray(0, bytes.length >> 1), synced);
        throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
      },
      close: () => file.close(),
    };
  };
  return { ...realDoors, files: { ...realDoors.files, openForAppend } };
}

function withSemantics(one: Action, semantics: Partial<Action['semantics']>): Action {
  return { ...one, semantics: { ...one.semantics, ...semantics } };
}

/** The runbook whose closing can neither be seen nor repeated. */
function blindRunbook(): Runbook {
  const [close] = valveRunbook.steps;
  if (close?.kind !== 'per-target') throw new Error('the valves are closed first');
  const semantics = { repeat: 'no', observable: false, undo: false } as const;
  return { ...valveRunbook, interlocks: [], steps: [{ ...close, semantics }] };
}
