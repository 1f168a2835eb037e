import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What PostgreSQL calls `bytea`. */
const bytes = 'blob';

/** SQLite then keeps the rows in the order of their key, and needs no index beside them. PostgreSQL has no such words. */
const byKey = sql`without rowid`;

/** The tables, empty. */
export const first: Migration = {
  async up(db: Kysely<unknown>) {
    const { schema } = db;
    await schema
      .createTable('counter')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'integer', (column) => column.notNull())
      .execute();
    await schema
      .createTable('package')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('ecosystem', 'text', (column) => column.notNull())
      .addColumn('compared', 'text', (column) => column.notNull())
      .addColumn('name', 'text')
      .execute();
    await schema
      .createTable('origin')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('pattern', 'text', (column) => column.notNull().unique())
      .execute();
    await schema
      .createTable('statement')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('package', 'integer', (column) => column.notNull().references('package.id'))
      .addColumn('kind', 'smallint', (column) => column.notNull())
      .addColumn('detail', 'smallint', (column) => column.notNull())
      .addColumn('version', 'text')
      .addColumn('origin', 'integer')
      .addColumn('resolved', 'text')
      .addColumn('revision', 'text')
      .addColumn('integrity', bytes)
      .execute();
    await schema
      .createTable('pack')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('universe', bytes, (column) => column.notNull())
      .addColumn('body', bytes, (column) => column.notNull())
      .execute();
    await schema
      .createTable('reading')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('reader', 'text', (column) => column.notNull())
      .addColumn('format_version', 'text', (column) => column.notNull())
      .addColumn('describes', 'text', (column) => column.notNull())
      .addColumn('ecosystems', 'text', (column) => column.notNull())
      .execute();
    await schema
      .createTable('artefact')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('digest', bytes, (column) => column.notNull())
      .addColumn('reading', 'integer', (column) => column.notNull())
      .addColumn('checksum', bytes, (column) => column.notNull())
      .addColumn('problems', 'text')
      .addColumn('installs', 'text')
      .addColumn('pack', 'integer', (column) => column.references('pack.id'))
      .addColumn('slot', 'smallint', (column) => column.notNull())
      .addColumn('documents', 'smallint', (column) => column.notNull())
      .addColumn('pairs', 'integer', (column) => column.notNull())
      .execute();
    await schema
      .createTable('content')
      .addColumn('key', bytes, (column) => column.primaryKey())
      .addColumn('artefact', 'integer', (column) => column.notNull())
      .modifyEnd(byKey)
      .execute();
    await schema
      .createTable('target')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('identity', 'text', (column) => column.notNull().unique())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('looked_at', 'text', (column) => column.notNull())
      .execute();
    await schema
      .createTable('part')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('target', 'integer', (column) => column.notNull().references('target.id'))
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('reach', 'text')
      .addColumn('evidence', bytes, (column) => column.notNull())
      .addColumn('problems', bytes)
      .addColumn('weights', bytes)
      .execute();
    await schema
      .createTable('sighting')
      .addColumn('part', 'integer', (column) => column.notNull().references('part.id'))
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('artefact', 'integer', (column) => column.notNull().references('artefact.id'))
      .addPrimaryKeyConstraint('sighting_by_part_number', ['part', 'number'])
      .modifyEnd(byKey)
      .execute();
    const indexes: readonly (readonly [string, readonly string[]])[] = [
      ['package', ['ecosystem', 'compared']],
      ['statement', ['package', 'version']],
      ['artefact', ['digest']],
      ['artefact', ['pack']],
      ['part', ['target', 'key']],
      ['sighting', ['artefact']],
    ];
    for (const [table, columns] of indexes) {
      // One after the other: it is one connection.
      // oxlint-disable-next-line no-await-in-loop
      await schema
        .createIndex(`${table}_by_${columns.join('_')}`)
        .on(table)
        .columns([...columns])
        .execute();
    }
  },
};
