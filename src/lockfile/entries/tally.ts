import type { Facts, Lists } from './facts.ts';
import { growing } from './growing.ts';
import { mergedIds } from './merged-ids.ts';
import { differing } from './differing.ts';

/** What the blocks of a file say together, kept from version to version, so that one costs what differs. */
export interface Tally {
  /** Takes a file whose blocks say these facts for the version that is there now. */
  take(facts: Int32Array, count: number): void;
  /**
   * Its statements: distinct, ascending; the array of the version before where they are the same. Null where two blocks
   * claim a key.
   */
  statements(): Uint32Array | null;
  /** Whether it needs what none offers. */
  lacks(): boolean;
  /** Whether some block of it claims or offers a key. */
  holds(key: number): boolean;
}

/** A tally of no file. */
export function tallyOf(facts: Facts): Tally {
  /** How many blocks of the version say a fact. */
  const present = growing();
  /** How many facts of the version state, hold (claim or offer) and need what has a number. */
  const states = growing();
  const holds = growing();
  const wants = growing();
  /** 1 for a key by which links are told apart. */
  const isLink = growing();
  let rows = rowsOf(facts);
  let before: Int32Array = new Int32Array();
  let unmet = 0;
  /** Facts that claim what another of the version does, and those with claims that stand there more than once. */
  let doubled = 0;
  let repeated = 0;
  /** Facts with links, the statements of the version's links, and whether these may be others now. */
  let linking = 0;
  let links: number[] = [];
  let isLinkedAnew = false;
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
    if (!wasNone) return;
    if ((wants.values[key] as number) > 0) unmet -= by;
    if (isLink.values[key] === 1) isLinkedAnew = true;
  }

  function want(key: number, by: 1 | -1): void {
    const count = (wants.values[key] as number) + by;
    wants.values[key] = count;
    const isFirst = by === 1 ? count === 1 : count === 0;
    if (isFirst && holds.values[key] === 0) unmet += by;
  }

  function apply(fact: number, by: 1 | -1): void {
    const { claimed, linked, needed, offered, stated } = rows;
    for (let at = stated.starts[fact] as number; at < (stated.starts[fact + 1] as number); at += 1)
      state(stated.items[at] as number, by);
    for (
      let at = claimed.starts[fact] as number;
      at < (claimed.starts[fact + 1] as number);
      at += 1
    ) {
      const key = claimed.items[at] as number;
      hold(key, by);
      const count = holds.values[key] as number;
      if (by === 1 ? count > 1 : count > 0) doubled += by;
    }
    for (
      let at = offered.starts[fact] as number;
      at < (offered.starts[fact + 1] as number);
      at += 1
    )
      hold(offered.items[at] as number, by);
    for (let at = needed.starts[fact] as number; at < (needed.starts[fact + 1] as number); at += 1)
      want(needed.items[at] as number, by);
    if (!hasLinks(fact)) return;
    linking += by;
    for (let at = linked.starts[fact] as number; at < (linked.starts[fact + 1] as number); at += 2)
      isLink.values[linked.items[at] as number] = 1;
  }

  const hasLinks = (fact: number): boolean => lengthOf(rows.linked, fact) > 0;
  const hasClaims = (fact: number): boolean => lengthOf(rows.claimed, fact) > 0;

  function put(fact: number): void {
    const count = (present.values[fact] as number) + 1;
    present.values[fact] = count;
    if (count === 1) apply(fact, 1);
    else if (count === 2 && hasClaims(fact)) repeated += 1;
    isLinkedAnew ||= hasLinks(fact);
  }

  function drop(fact: number): void {
    const count = (present.values[fact] as number) - 1;
    present.values[fact] = count;
    if (count === 0) apply(fact, -1);
    else if (count === 1 && hasClaims(fact)) repeated -= 1;
    isLinkedAnew ||= hasLinks(fact);
  }

  /** A link counts for the first block with its key, and where nothing else has that. */
  function link(now: Int32Array): void {
    for (const id of links) state(id, -1);
    links = [];
    if (linking === 0) return;
    const seen = new Set<number>();
    const { items, starts } = rows.linked;
    for (let index = 0; index < now.length; index += 1) {
      const fact = now[index] as number;
      for (let at = starts[fact] as number; at < (starts[fact + 1] as number); at += 2) {
        const key = items[at] as number;
        if (seen.has(key) || (holds.values[key] as number) > 0) continue;
        seen.add(key);
        links.push(items[at + 1] as number);
      }
    }
    for (const id of links) state(id, 1);
  }

  return {
    take(given, count) {
      rows = rowsOf(facts);
      present.reserve(facts.size);
      for (const keys of [holds, wants, isLink]) keys.reserve(facts.keys);
      const now = given.slice(0, count);
      // What is new is put before what is old is dropped, so that a block that moved is neither.
      const { come, gone } = differing(before, now);
      for (const index of come) put(now[index] as number);
      for (const index of gone) drop(before[index] as number);
      before = now;
      if (isLinkedAnew) link(now);
      isLinkedAnew = false;
      if (touched.length > 0)
        statements = mergedIds(statements, touched, (id) => (states.values[id] as number) > 0);
      touched = [];
    },
    statements: () => (repeated > 0 || doubled > 0 ? null : statements),
    lacks: () => unmet > 0,
    holds: (key) => (holds.values[key] ?? 0) > 0,
  };
}

/** Lists as they are while one version is taken. */
interface Row {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

type Rows = Readonly<Record<'claimed' | 'linked' | 'needed' | 'offered' | 'stated', Row>>;

function rowsOf(facts: Facts): Rows {
  const row = ({ items, starts }: Lists): Row => ({ starts: starts.values, items: items.values });
  return {
    claimed: row(facts.claimed),
    linked: row(facts.linked),
    needed: row(facts.needed),
    offered: row(facts.offered),
    stated: row(facts.stated),
  };
}

function lengthOf({ starts }: Row, fact: number): number {
  return (starts[fact + 1] as number) - (starts[fact] as number);
}
