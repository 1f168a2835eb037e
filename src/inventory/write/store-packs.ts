import { appendToStored, type Placed } from '../pack/append.ts';
import type { GrowingPack } from '../pack/build.ts';
import { encodePack, type Slot } from '../pack/pack.ts';
import type { Space } from '../statement/space.ts';
import type { Store } from '../store.ts';

/** Writes new packs within a transaction and says where each went. */
export function storePacks(
  store: Store,
  packs: readonly GrowingPack[],
  part: number | null,
): Map<GrowingPack, Placed> {
  const placed = new Map<GrowingPack, Placed>();
  const rows = new Map<object, Map<number, number>>();
  const candidates = part === null ? [] : packsOf(store, part);
  for (const pack of packs) {
    const known = rows.get(pack.space) ?? new Map<number, number>();
    rows.set(pack.space, known);
    const slots = storedSlots(store, pack, known);
    placed.set(
      pack,
      appendToStored(store.connection, store.packs, candidates, slots) ?? insertPack(store, slots),
    );
  }
  return placed;
}

/** Writes a pack of its own. */
export function insertPack({ connection, counters }: Store, slots: readonly Slot[]): Placed {
  const id = counters.next('pack');
  const { body, universe } = encodePack(slots);
  connection.run('insert into pack (id, universe, body) values (?, ?, ?)', id, universe, body);
  return { pack: id, offset: 0 };
}

/** The packs of the artefacts that the last look at a part met last. */
function packsOf({ connection }: Store, part: number): number[] {
  const rows = connection.all(
    `select a.pack from sighting s join artefact a on a.id = s.artefact
     where s.part = ? order by s.number desc limit 16`,
    part,
  );
  return [...new Set(rows.map(([pack]) => Number(pack)))].slice(0, 4);
}

/** Slots in codes of the database instead of those of their own space. */
function storedSlots(
  store: Store,
  { slots, space }: GrowingPack,
  known: Map<number, number>,
): Slot[] {
  const own = space as Space;
  const storedCode = (code: number): number => {
    const before = known.get(code);
    if (before !== undefined) return before;
    const found =
      (own.table === store.statements && code % 4 === 0
        ? code / 4
        : store.vocabulary.rowOf(own.at(code), own.fingerprintOf(code))) *
        2 +
      (code & 1);
    known.set(code, found);
    return found;
  };
  return slots.map(({ label, toggles }) => ({
    label,
    toggles: Uint32Array.from(toggles, storedCode).toSorted(),
  }));
}
