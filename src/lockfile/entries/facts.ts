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
  /** How many lines the block has that was met first with a fact. */
  readonly lines: Growing;
  /** The number of what a step says of a block with so many lines. */
  add(step: Step, lines: number): number;
  /** The number of a key that is offered or needed; -1 where no block does either. */
  offerOf(key: string): number;
}

/** Facts whose statements go to a table. */
export function factsOf(statements: StatementTable): Facts {
  /** Keys that are claimed, and those that are offered or needed, by their texts. */
  const claims = new Map<string, number>();
  const offers = new Map<string, number>();
  const stated = lists();
  const linked = lists();
  const claimed = lists();
  const offered = lists();
  const needed = lists();
  const lines = growing();
  let size = 0;

  function numberOf(key: string, among: Map<string, number>): number {
    const found = among.get(key);
    if (found !== undefined) return found;
    const number = claims.size + offers.size;
    among.set(key, number);
    return number;
  }

  function numbers(
    texts: readonly string[] | undefined,
    among: Map<string, number>,
  ): Iterable<number> {
    const found = (texts ?? []).map((text) => numberOf(text, among));
    return found.length < 2 ? found : new Set(found);
  }

  const pairOf = (locked: LockedPackage): number[] => [
    numberOf(`link ${locked.key}`, claims),
    statements.idOf(locked),
  ];

  return {
    get size() {
      return size;
    },
    get keys() {
      return claims.size + offers.size;
    },
    stated,
    linked,
    claimed,
    offered,
    needed,
    lines,
    offerOf: (key) => offers.get(key) ?? -1,
    add(step, breaks) {
      const { packages = [] } = step;
      push(stated, new Set(packages.map((locked) => statements.idOf(locked))));
      push(linked, (step.linked ?? []).flatMap(pairOf));
      push(claimed, numbers(step.claims, claims));
      push(offered, numbers(step.offers, offers));
      push(needed, numbers(step.needs, offers));
      lines.push(breaks);
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
