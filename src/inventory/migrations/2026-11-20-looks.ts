import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

interface Looked {
  readonly look: { readonly part: number; readonly looked_at: string };
  readonly part: { readonly id: number; readonly target: number };
  readonly target: { readonly id: number; readonly looked_at: string };
}

/**
 * Parts get a time of their own, that of their target to begin with, and room for what looks note of contents. Times are a
 * table: in a part's row they would lie behind all its evidence.
 */
export const looks: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('look')
      .addColumn('part', 'integer', (column) => column.primaryKey().references('part.id'))
      .addColumn('looked_at', 'text', (column) => column.notNull())
      .execute();
    // What PostgreSQL calls `bytea`.
    await db.schema.alterTable('part').addColumn('notes', 'blob').execute();
    await (db as Kysely<Looked>)
      .insertInto('look')
      .columns(['part', 'looked_at'])
      .expression((of) =>
        of
          .selectFrom('part')
          .innerJoin('target', 'target.id', 'part.target')
          .select(['part.id', 'target.looked_at']),
      )
      .execute();
  },
};
