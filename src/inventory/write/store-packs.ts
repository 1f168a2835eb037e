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
  const rows = new Map<object, StoredCodes>();
  const candidates = part === null ? [] : packsOf(store, part);
  for (const pack of packs) {
    const known = rows.get(pack.space) ?? storedCodes(store, pack.space as Space);
    rows.set(pack.space, known);
    const slots = storedSlots(pack, known);
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
     where s.part = ? and a.pack is not null order by s.number desc limit 16`,
    part,
  );
  return [...new Set(rows.map(([pack]) => Number(pack)))].slice(0, 4);
}

/** Gives the code in the database of a code of a space. */
type StoredCodes = (code: number) => number;

function storedCodes({ statements, vocabulary }: Store, space: Space): StoredCodes {
  let known = new Float64Array(4096);
  return (code) => {
    if (code >= known.length) {
      const wider = new Float64Array(Math.max(code + 1, known.length * 2));
      wider.set(known);
      known = wider;
    }
    const before = known[code] as number;
    if (before !== 0) return before;
    const row =
      space.table === statements && code % 4 === 0
        ? code / 4
        : vocabulary.rowOf(space.at(code), space.fingerprintOf(code));
    return (known[code] = row * 2 + (code & 1));
  };
}

/** Slots in codes of the database instead of those of their own space. */
function storedSlots({ slots }: GrowingPack, storedCode: StoredCodes): Slot[] {
  return slots.map(({ label, toggles }) => ({
    label,
    toggles: toggles.map((code) => storedCode(code)).toSorted(),
  }));
}
