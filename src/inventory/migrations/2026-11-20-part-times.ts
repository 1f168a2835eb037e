import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Parts get a time of their own, that of their target to begin with, and room for what looks note of contents. */
export const partTimes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('part').addColumn('looked_at', 'text').execute();
    // What PostgreSQL calls `bytea`.
    await db.schema.alterTable('part').addColumn('notes', 'blob').execute();
    const tables = db as Kysely<{
      part: { looked_at: string | null; target: number };
      target: { id: number; looked_at: string };
    }>;
    await tables
      .updateTable('part')
      .set((of) => ({
        looked_at: of
          .selectFrom('target')
          .select('target.looked_at')
          .whereRef('target.id', '=', 'part.target'),
      }))
      .execute();
  },
};
