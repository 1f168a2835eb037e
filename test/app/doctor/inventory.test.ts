import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { checkInventoryFile } from '../../../src/app/doctor/inventory.ts';
import { openInventory } from '../../../src/app/inventory.ts';
import { realDoors } from '../../support/doors.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

function appIn(dataDir: string): App {
  return { doors: realDoors, dataDir, version: '0.1.0', progress: () => {}, warn: () => {} };
}

it('an inventory that nobody has made yet is no fault', async () => {
  const check = await checkInventoryFile(appIn(temporaryDirectory()));

  expect(check).toMatchObject({ id: 'inventory', status: 'ok' });
  expect(check.message).toContain('none yet');
});

it('an inventory that was just made is whole', async () => {
  const app = appIn(temporaryDirectory());
  (await openInventory(app)).close();

  const check = await checkInventoryFile(app);

  expect(check).toEqual({ id: 'inventory', status: 'ok', message: 'whole' });
});

it('a file that is no inventory is a failure that names it', async () => {
  const dataDir = temporaryDirectory();
  writeFileSync(join(dataDir, 'inventory.sqlite'), 'not a database, and long enough to be read\n');

  const check = await checkInventoryFile(appIn(dataDir));

  expect(check.status).toBe('failed');
  expect(check.message).toContain('inventory.sqlite');
});
