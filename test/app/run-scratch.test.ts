import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { withRun } from '../../src/app/run-open.ts';
import { outage } from '../response/support.ts';
import { startedRun } from '../support/started-run.ts';

function fill(directory: string): void {
  mkdirSync(join(directory, 'rebuild-1', 'tree'), { recursive: true });
  writeFileSync(join(directory, 'rebuild-1', 'tree', 'package.json'), '{}');
}

it('leaves nothing in the scratch directory of a run, whatever becomes of the work', async () => {
  const { app, place } = await startedRun();
  const scratch = join(app.dataDir, 'scratch', place.run);

  // A process that was killed left it.
  fill(scratch);
  await withRun(
    app,
    place,
    () => {},
    async ({ world }) => {
      expect(world.scratch).toBe(scratch);
      expect(existsSync(scratch)).toBe(false);
      fill(world.scratch);
    },
  );
  expect(existsSync(scratch)).toBe(false);

  const failing = withRun(
    app,
    place,
    () => {},
    async ({ world }) => {
      fill(world.scratch);
      throw outage();
    },
  );
  await expect(failing).rejects.toMatchObject({ code: 'REGISTRY_DOWN' });
  expect(existsSync(scratch)).toBe(false);
});

it('goes on where something in it cannot be taken away, and says so', async () => {
  const { app, place } = await startedRun();
  const warnings: string[] = [];
  const { files } = app.doors;
  const removeTree = async (): Promise<void> => {
    throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
  };
  const doors = { ...app.doors, files: { ...files, removeTree } };
  const stuck: App = { ...app, doors, warn: (text) => void warnings.push(text) };

  expect(
    await withRun(
      stuck,
      place,
      () => {},
      async () => 'done',
    ),
  ).toBe('done');
  expect(warnings).toEqual([
    expect.stringMatching(/^cannot take away .*scratch.*: permission denied$/),
    expect.stringContaining('cannot take away'),
  ]);
});
