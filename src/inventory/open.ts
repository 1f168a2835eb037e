import { dirname } from 'node:path';
import type { Files } from '../host/doors.ts';
import { type Connection, openConnection } from './connection.ts';
import { invalidInventory, told } from './failure.ts';
import { partsHolding } from './holding.ts';
import { partKeys, recallPart } from './memory.ts';
import { migrate, stateOf } from './migrate.ts';
import { type Store, storeOver } from './store.ts';
import type { Inventory } from './types.ts';
import { writerOf } from './write/writer.ts';

/** What is needed of the file system. */
export type InventoryFiles = Pick<Files, 'makeDirectory' | 'statusOf' | 'writeNewFile'>;

/**
 * Opens an inventory to write to it; makes it where there is none, for its owner alone, and brings an older one up to
 * date. Throws INVENTORY_UNWRITABLE, INVENTORY_INVALID, INVENTORY_NEWER or INVENTORY_BUSY, and FILE_UNWRITABLE.
 */
export async function openToWrite(path: string, files: InventoryFiles): Promise<Store> {
  await refuseDirectory(path, files);
  if ((await files.statusOf(path)) === null) {
    await files.makeDirectory(dirname(path));
    // Empty, which is an inventory without tables; SQLite itself would let others read it.
    await files.writeNewFile(path, '');
  }
  return await ready(openConnection(path, 'write'));
}

/**
 * Opens an inventory to ask it; null where there is none. One in a place that cannot be written to can be asked as well.
 * Throws as `openToWrite`.
 */
export async function openToRead(path: string, files: InventoryFiles): Promise<Store | null> {
  await refuseDirectory(path, files);
  if ((await files.statusOf(path)) === null) return null;
  const connection = await openReadable(path, files);
  if (told(path, () => stateOf(connection)) === 'current') return storeOver(connection);
  connection.close();
  return await openToWrite(path, files);
}

/** What other rooms see of an open inventory. */
export function inventoryOver(store: Store): Inventory {
  return {
    recall: (identity, partKey) => recallPart(store, identity, partKey),
    partsOf: (identity) => partKeys(store, identity),
    begin: (target) => writerOf(store, target),
    holding: (sought, isHit) => partsHolding(store, sought, isHit),
    close: () => store.connection.close(),
  };
}

async function ready(connection: Connection): Promise<Store> {
  try {
    if (stateOf(connection) === 'behind') await migrate(connection);
    return storeOver(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Where neither the file nor its directory can be written to, it can only be asked while nobody else writes it. */
async function openReadable(path: string, files: InventoryFiles): Promise<Connection> {
  const connection = openConnection(path, 'read');
  try {
    connection.all('select name from sqlite_master limit 1');
    return connection;
  } catch (error) {
    connection.close();
    const log = await files.statusOf(`${path}-wal`);
    if (log !== null && log.size > 0) throw error;
    return openConnection(path, 'frozen');
  }
}

async function refuseDirectory(path: string, files: InventoryFiles): Promise<void> {
  if ((await files.statusOf(path))?.isDirectory())
    throw invalidInventory(path, 'is a directory, not an inventory');
}
