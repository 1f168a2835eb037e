import { join } from 'node:path';
import { FirebreakError } from '../errors.ts';
import { checkInventory } from '../inventory/check.ts';
import { inventoryOver, openToRead, openToWrite } from '../inventory/open.ts';
import type { Store } from '../inventory/store.ts';
import type { Inventory } from '../inventory/types.ts';
import type { App } from './app.ts';

/** The inventory's file. */
export function inventoryPath({ dataDir }: App): string {
  return join(dataDir, 'inventory.sqlite');
}

/**
 * Opens the inventory for a scan; makes it where there is none. Throws INVENTORY_UNWRITABLE, INVENTORY_INVALID,
 * INVENTORY_NEWER, INVENTORY_BUSY or FILE_UNWRITABLE: a scan can go on without.
 */
export async function openInventory(app: App): Promise<Inventory> {
  return inventoryOver(await openToWrite(inventoryPath(app), app.doors.files));
}

/** Opens the inventory to ask it what it holds; null where nothing has been scanned yet. Throws as `openInventory`. */
export async function readInventory(app: App): Promise<Inventory | null> {
  const store = await openToRead(inventoryPath(app), app.doors.files);
  return store === null ? null : inventoryOver(store);
}

/** Works with the inventory as it lies there. Throws INVENTORY_NOT_FOUND, and as `openInventory`. */
export async function withInventory<T>(
  app: App,
  access: 'read' | 'write',
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const path = inventoryPath(app);
  const read = await openToRead(path, app.doors.files);
  if (read === null)
    throw new FirebreakError(
      'INVENTORY_NOT_FOUND',
      `no inventory in ${app.dataDir}: nothing has been scanned, so nothing is known`,
      'Run `firebreak scan TARGET...`, or name another place with --data-dir.',
    );
  if (access === 'write') read.connection.close();
  const store = access === 'read' ? read : await openToWrite(path, app.doors.files);
  try {
    return await work(store);
  } finally {
    store.connection.close();
  }
}

/** What is not whole in the inventory; null where there is none yet. Throws as `openInventory`. */
export async function inventoryFaults(app: App): Promise<readonly string[] | null> {
  const store = await openToRead(inventoryPath(app), app.doors.files);
  if (store === null) return null;
  try {
    return checkInventory(store);
  } finally {
    store.connection.close();
  }
}
