import type { LockDocument } from '../../lockfile/types.ts';
import { damaged } from '../varint.ts';
import { type BodySlot, decodeBody, decodeUniverse, type PackBytes, type Slot } from './pack.ts';

/** A stored pack, unfolded one document at a time. */
export interface PackReader {
  readonly slots: number;
  /** How many different statements its documents have. */
  readonly breadth: number;
  labelOf(slot: number): LockDocument['label'];
  /** Codes of all that a document states: packages ascending, then requests ascending. Cheapest in ascending order. */
  codesAt(slot: number): { codes: Uint32Array; packages: number };
  /** What the pack was made of. */
  unfold(): Slot[];
}

/** Reads a pack. Throws INVENTORY_INVALID, also later, where it is not one. */
export function readPack({ body, universe }: PackBytes): PackReader {
  const all = decodeUniverse(universe);
  const slots = decodeBody(body);
  if (slots.some(({ runs }) => (runs.at(-1) ?? 0) > all.codes.length))
    throw damaged('a document names what its pack does not hold');
  const walk = walker(slots, all.codes.length);
  return {
    slots: slots.length,
    breadth: all.codes.length,
    labelOf: (slot) => slotAt(slots, slot).label,
    codesAt(slot) {
      const held = walk(slot);
      const codes = new Uint32Array(all.codes.length);
      let length = 0;
      let packages = 0;
      for (let place = 0; place < held.length; place += 1) {
        if (held[place] === 0) continue;
        codes[length++] = all.codes[place] as number;
        if (place < all.packages) packages = length;
      }
      return { codes: codes.slice(0, length), packages };
    },
    unfold: () =>
      slots.map(({ label, runs }) => ({
        label,
        toggles: placesOf(runs)
          .map((place) => all.codes[place] as number)
          .toSorted(),
      })),
  };
}

/** Gives, for a slot, a mark for each place of the universe. Goes on from where it stands while slots ascend. */
function walker(slots: readonly BodySlot[], places: number): (slot: number) => Uint8Array {
  let states = new Map<string, Uint8Array>();
  let done = 0;
  return (slot) => {
    const { label } = slotAt(slots, slot);
    if (slot < done - 1) {
      states = new Map();
      done = 0;
    }
    for (; done <= slot; done += 1) {
      const { label: own, runs } = slotAt(slots, done);
      const state = states.get(own) ?? new Uint8Array(places);
      states.set(own, state);
      for (let run = 0; run < runs.length; run += 2) {
        const end = runs[run + 1] as number;
        for (let place = runs[run] as number; place < end; place += 1)
          state[place] = 1 - (state[place] as number);
      }
    }
    return states.get(label) as Uint8Array;
  };
}

function slotAt(slots: readonly BodySlot[], slot: number): BodySlot {
  const found = slots[slot];
  if (found === undefined)
    throw damaged('an artefact names a document that its pack does not hold');
  return found;
}

function placesOf(runs: Uint32Array): Uint32Array {
  const places: number[] = [];
  for (let run = 0; run < runs.length; run += 2)
    for (let place = runs[run] as number; place < (runs[run + 1] as number); place += 1)
      places.push(place);
  return Uint32Array.from(places);
}
