import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { storable, stored } from '../text.ts';

/** A target by its row. */
export interface TargetRow {
  readonly id: number;
  readonly name: string;
}

/** Targets that are called so, lie there, or have that identity, by name. */
export async function targetsCalled(db: Kysely<Tables>, word: string): Promise<TargetRow[]> {
  const rows = await db
    .selectFrom('target')
    .select(['id', 'name'])
    .where((is) =>
      is.or([
        is('name', '=', storable(word)),
        is('place', '=', storable(word)),
        is('identity', '=', storable(word)),
      ]),
    )
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(named);
}

/** Targets that were last looked at before a moment (ISO 8601 in UTC), by name; all where it is null. */
export async function targetsNotSeenSince(
  db: Kysely<Tables>,
  moment: string | null,
): Promise<TargetRow[]> {
  const rows = await db
    .selectFrom('target')
    .select(['id', 'name'])
    .$if(moment !== null, (query) => query.where('looked_at', '<', moment as string))
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(named);
}

function named({ id, name }: { id: number; name: string }): TargetRow {
  return { id, name: stored(name) };
}
