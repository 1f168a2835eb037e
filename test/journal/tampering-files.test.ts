import { beforeAll, describe, expect, it } from 'vitest';
import { realDoors } from '../support/doors.ts';
import { finishedRun, setupIn } from '../support/journal.ts';
import { changed, copyOf, type RunCopy, verifyCopy } from '../support/run-copy.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let run: RunCopy;

beforeAll(async () => {
  const setup = await setupIn(realDoors, temporaryDirectory());
  await finishedRun(realDoors, setup, ['freeze']);
  run = await copyOf(setup.directory);
});

it('begins with a run that verifies', async () => {
  expect(await verifyCopy(run)).toMatchObject({ verified: true });
});

/** Tries each bit of each byte, each length, and taking the file away. */
async function tried(path: string): Promise<number> {
  const bytes = run.get(path) as Uint8Array;
  const others = [...bytes.keys()].flatMap((at) =>
    [1, 2, 4, 8, 16, 32, 64, 128].map((bit) => {
      const other = Uint8Array.from(bytes);
      other[at] = (other[at] ?? 0) ^ bit;
      return other;
    }),
  );
  const cuts = [...bytes.keys()].map((length) => bytes.slice(0, length));
  for (const other of [...others, ...cuts, Buffer.concat([bytes, Buffer.from('\n')])]) {
    const { failures } = await verifyCopy(changed(run, path, other));
    if (failures.length === 0)
      throw new Error(`${path} passes as ${JSON.stringify(Buffer.from(other).toString())}`);
  }
  return others.length + cuts.length + 1;
}

describe('every other file of a run', () => {
  it('is refused when any bit of it is another, or its end is cut off or added to', async () => {
    const counts = new Map<string, number>();
    for (const path of run.keys()) {
      if (path === 'journal.jsonl') continue;
      const kind = path.replace(/\/.*$/, '');
      counts.set(kind, (counts.get(kind) ?? 0) + (await tried(path)));
    }
    process.stdout.write(
      `  tampering: ${[...counts].map(([kind, count]) => `${count} changes of ${kind}`).join(', ')}, all refused\n`,
    );
    expect([...counts.keys()].toSorted()).toEqual([
      'checkpoints',
      'definition.yaml',
      'evidence',
      'site.yaml',
    ]);
  }, 300_000);

  it('is missed when it is gone, but for a checkpoint that a later one covers', async () => {
    const unmissed: string[] = [];
    for (const path of run.keys())
      if ((await verifyCopy(changed(run, path, null))).verified) unmissed.push(path);

    expect(unmissed).toEqual([...run.keys()].filter((path) => /^checkpoints\/(?!14\.)/.test(path)));
    expect(run.has('checkpoints/14.note')).toBe(true);
  });

  it.each([
    ['checkpoints/x.note', 'checkpoints/x.note is no checkpoint'],
    ['checkpoints/01.note', 'checkpoints/01.note is no checkpoint'],
    ['checkpoints/99.note', 'checkpoints/99.note: it is not a signed note'],
    ['evidence/x', 'evidence/x is no evidence'],
    [`evidence/sha256/ab/${'a'.repeat(64)}`, 'is no evidence'],
    [`evidence/sha256/aa/${'a'.repeat(64)}`, 'was changed'],
  ])('is seen when it does not belong: %s', async (path, message) => {
    const { failures } = await verifyCopy(changed(run, path, Buffer.from('x')));

    expect(failures).toMatchObject([{ message: expect.stringContaining(message) }]);
  });

  it('is a checkpoint of this size alone', async () => {
    const other = run.get('checkpoints/5.note') as Uint8Array;
    const { failures } = await verifyCopy(changed(run, 'checkpoints/6.note', other));

    expect(failures).toMatchObject([
      { check: 'checkpoints', message: expect.stringContaining('covers 5 records') },
    ]);
  });
});
