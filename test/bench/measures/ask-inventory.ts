// `node ask-inventory.ts DATA_DIR BEFORE LIST`: what `incident update` asks of the inventory when LIST is merged into an
// incident that states BEFORE, timed from within: milliseconds to open it and to answer, as JSON.
import type { App } from '../../../src/app/app.ts';
import { inventoryPath } from '../../../src/app/inventory.ts';
import { importLists } from '../../../src/app/lists.ts';
import { knownExposure } from '../../../src/exposure/known.ts';
import { systemDoors } from '../../../src/host/doors.ts';
import { inventoryOver, openToRead } from '../../../src/inventory/open.ts';

export interface Asked {
  readonly opening: number;
  readonly answering: number;
  readonly targets: number;
  readonly exposures: number;
}

const [, , dataDir = '', earlier = '', list = ''] = process.argv;
const doors = systemDoors(new AbortController().signal);
const app: App = { doors, dataDir, version: '', progress() {}, warn() {} };
const before = await importLists(app, 'night', [earlier]);
const incident = await importLists(app, 'night', [earlier, list]);
const now = doors.clock.now();

const begun = performance.now();
const store = await openToRead(inventoryPath(app), doors.files);
if (store === null) throw new Error(`no inventory in ${dataDir}`);
const opened = performance.now();
const targets = await knownExposure(inventoryOver(store), { incident, before, now });
const answered = performance.now();
store.connection.close();
const asked: Asked = {
  opening: opened - begun,
  answering: answered - opened,
  targets: targets.length,
  exposures: targets.reduce((sum, { exposures }) => sum + exposures.length, 0),
};
process.stdout.write(`${JSON.stringify(asked)}\n`);
// The launcher of git would keep the process alive.
process.exit();
