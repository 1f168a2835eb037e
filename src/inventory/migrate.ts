import { FirebreakError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { inventoryFailure, invalidInventory } from './failure.ts';
import { migrationNames } from './migrations/names.ts';

/**
 * How an inventory stands to this program: `current`, `behind` (an older one, or an empty file). Throws
 * INVENTORY_NEWER for one that a newer program wrote and INVENTORY_INVALID for a database of something else.
 */
export function stateOf(connection: Connection): 'current' | 'behind' {
  const tables = connection.all(`select name from sqlite_master where type = 'table'`);
  if (tables.length === 0) return 'behind';
  if (!tables.some(([name]) => name === 'kysely_migration'))
    throw invalidInventory(connection.path, 'is a database of another program');
  const done = connection.all('select name from kysely_migration').map(([name]) => String(name));
  if (done.some((name) => !migrationNames.includes(name)))
    throw new FirebreakError(
      'INVENTORY_NEWER',
      `${connection.path} was written by a newer firebreak`,
      'Use that one, or name another place with --data-dir.',
    );
  return done.length === migrationNames.length ? 'current' : 'behind';
}

/** Brings an inventory up to date, in one transaction; another process may be at the same. Throws as `stateOf`. */
export async function migrate(connection: Connection): Promise<void> {
  const [{ Migrator }, { queriesOver }, { migrations }] = await Promise.all([
    import('kysely/migration'),
    import('./sqlite-dialect.ts'),
    import('./migrations/index.ts'),
  ]);
  try {
    connection.database.exec('BEGIN IMMEDIATE');
    if (stateOf(connection) === 'behind') {
      const db = queriesOver(connection);
      const provider = { getMigrations: async () => ({ ...migrations }) };
      const { error } = await new Migrator({ db, provider }).migrateToLatest();
      if (error !== undefined) throw error;
    }
    connection.database.exec('COMMIT');
  } catch (error) {
    if (connection.database.isTransaction) connection.database.exec('ROLLBACK');
    throw inventoryFailure(connection.path, error);
  }
}
