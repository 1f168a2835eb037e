// `write.ts DIRECTORY NAME COUNT`: writes so many targets, each a look of its own, and says each one's name once it is
// committed. They share most of what they hold, with those of other names too.
import { join } from 'node:path';
import * as files from '../../../src/host/files.ts';
import { inventoryOver, openToWrite } from '../../../src/inventory/open.ts';
import { look, simple } from '../support.ts';

const [directory = '', name = '', count = '0'] = process.argv.slice(2);
const inventory = inventoryOver(await openToWrite(join(directory, 'inventory.sqlite'), files));
const shared = Array.from({ length: 150 }, (_, index) => `shared-${index}@1.0.0`);
for (let number = 0; number < Number(count); number += 1) {
  const versions = Array.from({ length: 3 }, (_, version) =>
    simple(`${name} ${number} ${version}`, ...shared, `own-${number}@1.${version}.0`),
  );
  // Twice: a first look, and one that adds to it.
  look(inventory, `${name}-${number}`, versions.slice(0, 2));
  look(inventory, `${name}-${number}`, versions);
  process.stdout.write(`${name}-${number}\n`);
}
inventory.close();
