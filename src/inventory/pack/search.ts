import { numberReader } from '../varint.ts';

/**
 * Places in a universe of rows that are marked, ascending. Every byte of an inventory's lists goes through here when a
 * question is asked, so it reads the numbers itself.
 */
export function markedPlaces(universe: Uint8Array, marks: Uint8Array): number[] {
  const places: number[] = [];
  const head = numberReader(universe);
  const packages = head.next();
  let at = head.position;
  let place = 0;
  // Requests stand after the packages, and their gaps begin anew.
  for (const end of [packages, Infinity]) {
    let row = 0;
    for (; place < end && at < universe.length; place += 1) {
      let byte = universe[at++] as number;
      if (byte < 128) row += byte;
      else {
        row += byte & 127;
        for (let unit = 128; byte > 127; unit *= 128) {
          byte = universe[at++] as number;
          row += (byte & 127) * unit;
        }
      }
      if (marks[row] === 1) places.push(place);
    }
  }
  return places;
}

/** By slot of a body, whether the document holds any of some places, which ascend. Throws INVENTORY_INVALID. */
export function slotsHolding(body: Uint8Array, places: readonly number[]): boolean[] {
  const reader = numberReader(body);
  const states = new Map<number, { readonly held: Uint8Array; count: number }>();
  const slots: boolean[] = [];
  for (let left = reader.next(); left > 0; left -= 1) {
    const label = reader.next();
    const state = states.get(label) ?? { held: new Uint8Array(places.length), count: 0 };
    states.set(label, state);
    let at = 0;
    let next = 0;
    for (let run = reader.next(); run > 0; run -= 1) {
      const start = at + reader.next();
      at = start + reader.next() + 1;
      while (next < places.length && (places[next] as number) < start) next += 1;
      for (; next < places.length && (places[next] as number) < at; next += 1) {
        state.held[next] = 1 - (state.held[next] as number);
        state.count += state.held[next] === 1 ? 1 : -1;
      }
    }
    slots.push(state.count > 0);
  }
  return slots;
}
