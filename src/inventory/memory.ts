import type { SourceProblem } from '../sources/types.ts';
import { artefactColumns, artefactOf } from './artefact.ts';
import { unsqueezed, unsqueezedList } from './compressed.ts';
import { contentKeyBytes } from './hash.ts';
import type { Store } from './store.ts';
import { storable, stored } from './text.ts';
import type { InventoryMemory } from './types.ts';

/** What is remembered of a part of a target; of one never looked at, what content states that other looks have read. */
export function recallPart(store: Store, identity: string, partKey: string): InventoryMemory {
  const row = store.connection.first(
    `select p.id, p.fingerprint from part p join target t on t.id = p.target
     where t.identity = ? and p.key = ?`,
    storable(identity),
    storable(partKey),
  );
  return row === null
    ? memoryOf(store, null, null)
    : memoryOf(store, Number(row[0]), stored(String(row[1])));
}

/** Keys of all parts of a target, sorted; none of one that is not known. */
export function partKeys({ connection }: Store, identity: string): string[] {
  return connection
    .all(
      'select p.key from part p join target t on t.id = p.target where t.identity = ?',
      storable(identity),
    )
    .map(([key]) => stored(String(key)))
    .toSorted();
}

/** The memory of a part by its row; null for a part that is not there. */
export function memoryOf(
  store: Store,
  part: number | null,
  fingerprint: string | null,
): InventoryMemory {
  const { connection } = store;
  const column = (name: 'evidence' | 'notes' | 'problems' | 'weights') =>
    connection.first(`select ${name} from part where id = ?`, part)?.[0] ?? null;
  return {
    fingerprint,
    get weighed() {
      return column('weights') !== null;
    },
    evidence() {
      const bytes = column('evidence');
      return bytes === null ? null : unsqueezed(bytes);
    },
    notes() {
      const bytes = column('notes');
      return bytes === null ? null : unsqueezed(bytes);
    },
    problems: () => unsqueezedList(column('problems')) as readonly SourceProblem[],
    artefacts: () =>
      connection
        .all(
          `select ${artefactColumns} from sighting s
           join artefact a on a.id = s.artefact join reading r on r.id = a.reading
           where s.part = ? order by s.number`,
          part,
        )
        .map((row) => artefactOf(store, row)),
    find(contentKey) {
      const row = connection.first(
        `select ${artefactColumns} from content c
         join artefact a on a.id = c.artefact join reading r on r.id = a.reading where c.key = ?`,
        contentKeyBytes(contentKey),
      );
      return row === null ? null : artefactOf(store, row);
    },
  };
}
