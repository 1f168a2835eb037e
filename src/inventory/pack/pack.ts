import type { LockDocument } from '../../lockfile/types.ts';
import { damaged, numberReader, type NumberSink, numberSink } from '../varint.ts';

/**
 * Many documents that state nearly the same, kept as what differs from one to the next. Codes stand for statements: twice
 * the statement's id for a package, one more for a request.
 */
export interface Slot {
  readonly label: LockDocument['label'];
  /** Codes that this document holds and the last one of its label in the pack does not, or the other way; ascending. */
  readonly toggles: Uint32Array;
}

/** `universe`: ids of all that any document of the pack states. `body`: the documents, by places in the universe. */
export interface PackBytes {
  readonly universe: Uint8Array;
  readonly body: Uint8Array;
}

const labels = ['project', 'environment', 'ours', 'theirs'] as const;

/** A pack as it is stored: ids as gaps, packages before requests; documents as runs of places that change. */
export function encodePack(slots: readonly Slot[]): PackBytes {
  const codes = distinct(slots);
  const packages = codes.filter((code) => (code & 1) === 0);
  const requests = codes.filter((code) => (code & 1) === 1);
  const universe = numberSink();
  universe.put(packages.length);
  universe.put(requests.length);
  putGaps(universe, packages);
  putGaps(universe, requests);
  const placeOf = (code: number): number =>
    (code & 1) === 0 ? lowest(packages, code) : packages.length + lowest(requests, code);
  const body = numberSink();
  body.put(slots.length);
  for (const { label, toggles } of slots) {
    body.put(labels.indexOf(label));
    putRuns(body, toggles.map(placeOf).toSorted());
  }
  return { universe: universe.bytes(), body: body.bytes() };
}

/** More than any pack holds; less than would exhaust the memory. */
const mostBreadth = 2 ** 26;

/** Codes of a universe: those of packages, ascending, then those of requests. Throws INVENTORY_INVALID. */
export function decodeUniverse(bytes: Uint8Array): { codes: Uint32Array; packages: number } {
  const reader = numberReader(bytes);
  const packages = reader.next();
  const total = packages + reader.next();
  if (total > mostBreadth) throw damaged('a pack holds more than any can');
  const codes = new Uint32Array(total);
  let length = 0;
  for (const [end, mark] of [
    [packages, 0],
    [total, 1],
  ] as const) {
    let id = 0;
    while (length < end) {
      const gap = reader.next();
      const run = gap === 0 ? Math.min(reader.next(), end - length) : 1;
      if (run === 0) throw damaged('a list of numbers stands still');
      for (let left = run; left > 0; left -= 1) {
        id += gap === 0 ? 1 : gap;
        codes[length++] = id * 2 + mark;
      }
    }
  }
  return { codes, packages };
}

/** A document of a body: its label and the places that change, as start and end of each run. */
export interface BodySlot {
  readonly label: LockDocument['label'];
  readonly runs: Uint32Array;
}

/** All documents of a body. Throws INVENTORY_INVALID. */
export function decodeBody(bytes: Uint8Array): BodySlot[] {
  const reader = numberReader(bytes);
  const slots: BodySlot[] = [];
  for (let left = reader.next(); left > 0; left -= 1) {
    const label = labels[reader.next()] ?? 'project';
    const count = reader.next();
    const runs: number[] = [];
    let at = 0;
    for (let run = 0; run < count; run += 1) {
      const start = at + reader.next();
      at = start + reader.next() + 1;
      runs.push(start, at);
    }
    slots.push({ label, runs: Uint32Array.from(runs) });
  }
  return slots;
}

/** Codes that stand in one of two ascending lists but not in both, or null where there are more than `most`. */
export function difference(a: Uint32Array, b: Uint32Array, most: number): Uint32Array | null {
  if (a === b) return new Uint32Array();
  if (Math.abs(a.length - b.length) > most) return null;
  const found: number[] = [];
  let left = 0;
  let right = 0;
  while (left < a.length && right < b.length) {
    const one = a[left] as number;
    const other = b[right] as number;
    if (one === other) {
      left += 1;
      right += 1;
      continue;
    }
    if (found.length === most) return null;
    if (one < other) {
      found.push(one);
      left += 1;
    } else {
      found.push(other);
      right += 1;
    }
  }
  if (found.length + a.length - left + b.length - right > most) return null;
  while (left < a.length) found.push(a[left++] as number);
  while (right < b.length) found.push(b[right++] as number);
  return Uint32Array.from(found);
}

/** Where a number stands in a list that ascends, or would. */
function lowest(list: Uint32Array, wanted: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function distinct(slots: readonly Slot[]): Uint32Array {
  const total = slots.reduce((sum, { toggles }) => sum + toggles.length, 0);
  const all = new Uint32Array(total);
  let filled = 0;
  for (const { toggles } of slots) {
    all.set(toggles, filled);
    filled += toggles.length;
  }
  all.sort();
  return all.filter((code, index) => index === 0 || code !== all[index - 1]);
}

/** Neighbours are put as 0 and how many follow one another: statements that were first met together have them. */
const worthwhile = 3;

function putGaps(sink: NumberSink, codes: Uint32Array): void {
  let last = 0;
  let run = 0;
  const flush = (): void => {
    if (run >= worthwhile) {
      sink.put(0);
      sink.put(run);
    } else for (; run > 0; run -= 1) sink.put(1);
    run = 0;
  };
  for (const code of codes) {
    const gap = (code >>> 1) - last;
    last = code >>> 1;
    if (gap === 1) run += 1;
    else {
      flush();
      sink.put(gap);
    }
  }
  flush();
}

function putRuns(sink: NumberSink, places: Uint32Array): void {
  const runs: number[] = [];
  for (const place of places) {
    if (runs.at(-1) === place) runs[runs.length - 1] = place + 1;
    else runs.push(place, place + 1);
  }
  sink.put(runs.length / 2);
  let at = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const start = runs[run] as number;
    const end = runs[run + 1] as number;
    sink.put(start - at);
    sink.put(end - start - 1);
    at = end;
  }
}
