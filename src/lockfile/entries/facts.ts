import type { LockedPackage } from '../types.ts';
import type { StatementTable } from '../statements.ts';
import type { Step } from './format.ts';
import { growing, type Growing } from './growing.ts';

/** Lists of numbers, one for each fact. */
export interface Lists {
  /** The list of fact `n` stands in `items` from `starts[n]` to `starts[n + 1]`. */
  readonly starts: Growing;
  readonly items: Growing;
}

/** What blocks say, each of them once, in numbers: ids of statements, and numbers of keys. */
export interface Facts {
  readonly size: number;
  /** How many keys there are. */
  readonly keys: number;
  readonly stated: Lists;
  /** Pairs of a key and a statement, which counts for the first block of a file with that key. */
  readonly linked: Lists;
  /** Keys that no two blocks may have. */
  readonly claimed: Lists;
  readonly offered: Lists;
  readonly needed: Lists;
  /** The number of what a step says. */
  add(step: Step): number;
}

/** Facts whose statements go to a table. */
export function factsOf(statements: StatementTable): Facts {
  const keys = new Map<string, number>();
  const stated = lists();
  const linked = lists();
  const claimed = lists();
  const offered = lists();
  const needed = lists();
  let size = 0;

  function numberOf(key: string): number {
    const found = keys.get(key);
    if (found !== undefined) return found;
    keys.set(key, keys.size);
    return keys.size - 1;
  }
  const numbers = (texts: readonly string[] = [], sort: 'claim' | 'offer'): number[] =>
    texts.map((text) => numberOf(`${sort} ${text}`));
  const pairOf = (locked: LockedPackage): number[] => [
    numberOf(`claim link ${locked.key}`),
    statements.idOf(locked),
  ];

  return {
    get size() {
      return size;
    },
    get keys() {
      return keys.size;
    },
    stated,
    linked,
    claimed,
    offered,
    needed,
    add({ claims, linked: links = [], needs, offers, packages = [] }) {
      push(stated, new Set(packages.map((locked) => statements.idOf(locked))));
      push(linked, links.flatMap(pairOf));
      push(claimed, new Set(numbers(claims, 'claim')));
      push(offered, new Set(numbers(offers, 'offer')));
      push(needed, new Set(numbers(needs, 'offer')));
      size += 1;
      return size - 1;
    },
  };
}

function lists(): Lists {
  const made = { starts: growing(), items: growing() };
  made.starts.push(0);
  return made;
}

function push({ items, starts }: Lists, values: Iterable<number>): void {
  for (const value of values) items.push(value);
  starts.push(items.length);
}
