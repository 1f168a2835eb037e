import type { Connection } from '../connection.ts';
import { mostToggles, maxSlots } from './build.ts';
import { difference, encodePack, type Slot } from './pack.ts';
import type { StoredPacks } from './stored.ts';

/** Where documents were put: their pack's id, and what is to be added to their slots. */
export interface Placed {
  readonly pack: number;
  readonly offset: number;
}

/**
 * Puts documents at the end of the stored pack that they differ least from, where there is a good one: the next version
 * of a lockfile then costs what changed. Null where there is none.
 */
export function appendToStored(
  connection: Connection,
  packs: StoredPacks,
  candidates: readonly number[],
  slots: readonly Slot[],
): Placed | null {
  const [leading] = slots as [Slot];
  let best: { id: number; differs: number } | null = null;
  for (const id of candidates) {
    // Another process may have put something at its end.
    packs.drop(id);
    const stored = packs.read(id, 0);
    const last = lastOf(packs, id, leading.label);
    if (stored.slots + slots.length > maxSlots) continue;
    if (last === null || stored.breadth > 4 * last.length + 64) continue;
    const most = best?.differs ?? mostToggles(leading.toggles);
    const found = difference(last, leading.toggles, most);
    if (found !== null && (best === null || found.length < best.differs))
      best = { id, differs: found.length };
  }
  if (best === null) return null;
  const { id } = best;
  const reader = packs.read(id, 0);
  const met = new Set<string>();
  const continued = slots.map(({ label, toggles }): Slot => {
    const last = met.has(label) ? null : lastOf(packs, id, label);
    met.add(label);
    if (last === null) return { label, toggles };
    return { label, toggles: difference(last, toggles, Infinity) as Uint32Array };
  });
  const { body, universe } = encodePack([...reader.unfold(), ...continued]);
  connection.run('update pack set universe = ?, body = ? where id = ?', universe, body, id);
  packs.drop(id);
  return { pack: id, offset: reader.slots };
}

/** Codes of a pack's last document of a label, ascending; null where it has none. */
function lastOf(packs: StoredPacks, id: number, label: Slot['label']): Uint32Array | null {
  const reader = packs.read(id, 0);
  for (let slot = reader.slots - 1; slot >= 0; slot -= 1)
    if (reader.labelOf(slot) === label) return reader.codesAt(slot).codes.toSorted();
  return null;
}
