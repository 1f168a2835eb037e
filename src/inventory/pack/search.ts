import { numberReader } from '../varint.ts';

/**
 * Places in a universe of rows that are marked, ascending. Every byte of an inventory's lists goes through here when a
 * question is asked, so it reads the numbers itself.
 */
export function markedPlaces(universe: Uint8Array, marks: Uint8Array): number[] {
  const places: number[] = [];
  const head = numberReader(universe);
  const packages = head.next();
  const total = packages + head.next();
  let at = head.position;
  let place = 0;
  const next = (first: number): number => {
    let value = first & 127;
    let byte = first;
    for (let unit = 128; byte > 127; unit *= 128) {
      byte = universe[at++] as number;
      value += (byte & 127) * unit;
    }
    return value;
  };
  // Requests stand after the packages, and their gaps begin anew.
  for (const end of [packages, total]) {
    let row = 0;
    while (place < end && at < universe.length) {
      const byte = universe[at++] as number;
      if (byte === 0) {
        const until = Math.min(end, place + next(universe[at++] as number));
        for (; place < until; place += 1) if (marks[++row] === 1) places.push(place);
        continue;
      }
      row += byte < 128 ? byte : next(byte);
      if (marks[row] === 1) places.push(place);
      place += 1;
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
