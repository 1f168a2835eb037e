import type { Facts, Lists } from './facts.ts';
import { growing, type Growing } from './growing.ts';

/** What the blocks of a file say together, kept from version to version, so that one costs what differs. */
export interface Tally {
  /**
   * The statements of a file whose blocks say these facts: distinct, ascending; the array of the version before where
   * they are the same. Null where two blocks claim a key, or one needs what none offers.
   */
  of(facts: Int32Array, count: number): Uint32Array | null;
}

/** A tally of no file. */
export function tallyOf(facts: Facts): Tally {
  /** The version that had the fact last. */
  const had = growing();
  /** How many facts of the version state, hold (claim or offer) and need what has a number. */
  const states = growing();
  const holds = growing();
  const wants = growing();
  let version = 0;
  let before = new Int32Array();
  let unmet = 0;
  let doubled = 0;
  /** Facts with links, and the statements of the version's links. */
  let linking = 0;
  let links: number[] = [];
  let touched: number[] = [];
  let statements: Uint32Array = new Uint32Array();

  function state(id: number, by: 1 | -1): void {
    states.reserve(id);
    const count = (states.values[id] as number) + by;
    states.values[id] = count;
    if (count === 0 || (count === 1 && by === 1)) touched.push(id);
  }

  function hold(key: number, by: 1 | -1): void {
    const count = (holds.values[key] as number) + by;
    holds.values[key] = count;
    const wasNone = by === 1 ? count === 1 : count === 0;
    if (wasNone && (wants.values[key] as number) > 0) unmet -= by;
  }

  function apply(fact: number, by: 1 | -1): void {
    each(facts.stated, fact, (id) => state(id, by));
    each(facts.claimed, fact, (key) => {
      hold(key, by);
      const count = holds.values[key] as number;
      if (by === 1 ? count > 1 : count > 0) doubled += by;
    });
    each(facts.offered, fact, (key) => hold(key, by));
    each(facts.needed, fact, (key) => {
      const count = (wants.values[key] as number) + by;
      wants.values[key] = count;
      const isFirst = by === 1 ? count === 1 : count === 0;
      if (isFirst && holds.values[key] === 0) unmet += by;
    });
    if (lengthOf(facts.linked, fact) > 0) linking += by;
  }

  function link(now: Int32Array): void {
    for (const id of links) state(id, -1);
    links = [];
    if (linking === 0) return;
    const seen = new Set<number>();
    const { items, starts } = facts.linked;
    for (let index = 0; index < now.length; index += 1) {
      const fact = now[index] as number;
      for (
        let at = starts.values[fact] as number;
        at < (starts.values[fact + 1] as number);
        at += 2
      ) {
        const key = items.values[at] as number;
        if (seen.has(key) || (holds.values[key] as number) > 0) continue;
        seen.add(key);
        links.push(items.values[at + 1] as number);
      }
    }
    for (const id of links) state(id, 1);
  }

  function reserve(): void {
    had.reserve(facts.size);
    holds.reserve(facts.keys);
    wants.reserve(facts.keys);
  }

  return {
    of(given, count) {
      reserve();
      version += 1;
      touched = [];
      let repeats = false;
      const now = given.slice(0, count);
      const last = had.values;
      for (let index = 0; index < count; index += 1) {
        const fact = now[index] as number;
        const seen = last[fact] as number;
        last[fact] = version;
        if (seen === version) repeats ||= lengthOf(facts.claimed, fact) > 0;
        else if (seen === 0 || seen !== version - 1) apply(fact, 1);
      }
      for (let index = 0; index < before.length; index += 1) {
        const fact = before[index] as number;
        if (last[fact] !== version - 1) continue;
        last[fact] = 0;
        apply(fact, -1);
      }
      before = now;
      if (linking > 0 || links.length > 0) link(now);
      if (touched.length > 0) statements = merged(statements, touched, states);
      return repeats || doubled > 0 || unmet > 0 ? null : statements;
    },
  };
}

/** The statements with those that were touched put in or left out, as they count now; the same array where none differs. */
function merged(statements: Uint32Array, touched: readonly number[], states: Growing): Uint32Array {
  const ids = Uint32Array.from(new Set(touched)).toSorted();
  const found = new Uint32Array(statements.length + ids.length);
  let length = 0;
  let at = 0;
  let isSame = true;
  for (const id of ids) {
    while (at < statements.length && (statements[at] as number) < id) {
      found[length] = statements[at] as number;
      length += 1;
      at += 1;
    }
    const was = at < statements.length && statements[at] === id;
    const is = (states.values[id] as number) > 0;
    if (was) at += 1;
    if (was !== is) isSame = false;
    if (!is) continue;
    found[length] = id;
    length += 1;
  }
  if (isSame) return statements;
  found.set(statements.subarray(at), length);
  return found.slice(0, length + statements.length - at);
}

function each({ items, starts }: Lists, fact: number, use: (value: number) => void): void {
  const end = starts.values[fact + 1] as number;
  for (let at = starts.values[fact] as number; at < end; at += 1) use(items.values[at] as number);
}

function lengthOf({ starts }: Lists, fact: number): number {
  return (starts.values[fact + 1] as number) - (starts.values[fact] as number);
}
