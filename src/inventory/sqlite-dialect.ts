import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import type { Connection } from './connection.ts';
import type { Tables } from './tables.ts';

/** Queries over an open inventory. Loaded when wanted: kysely takes longer to load than most questions take to answer. */
export function queriesOver({ database }: Connection): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapterOf(database) }) });
}

/** What kysely asks of a SQLite library, answered by Node's own. It never closes what others use. */
function adapterOf(database: DatabaseSync) {
  return {
    close() {},
    prepare(sql: string) {
      const statement = database.prepare(sql);
      const valuesOf = (values: readonly unknown[]) => values as readonly SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (values: readonly unknown[]) => statement.all(...valuesOf(values)),
        run: (values: readonly unknown[]) => statement.run(...valuesOf(values)),
        iterate: (values: readonly unknown[]) => statement.iterate(...valuesOf(values)),
      };
    },
  };
}
