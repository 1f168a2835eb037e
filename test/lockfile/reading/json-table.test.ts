import { describe, expect, it } from 'vitest';
import { createMemberScan } from '../../../src/lockfile/reading/json-members.ts';
import { createTable, tooSlow } from '../../../src/lockfile/reading/json-table.ts';
import { type JsonTape, withJsonTape, wordOf } from '../../../src/lockfile/reading/json-tape.ts';

function onTape<Result>(value: object | string, use: (tape: JsonTape) => Result): Result | null {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return withJsonTape(Buffer.from(text), { trailingCommas: false }, use);
}

function itemsOf(tape: JsonTape): number[] {
  const items: number[] = [];
  for (let item = tape.first(0); item < tape.last(0); item = tape.behind(item)) items.push(item);
  return items;
}

describe('a table of strings', () => {
  it('keeps the first number of each, however many there are', () => {
    const words = Array.from({ length: 1000 }, (_, index) => `word ${index}`);
    const found = onTape([...words, 'word 7', 'other'], (tape) => {
      const items = itemsOf(tape);
      const table = createTable(tape);
      const added = items.slice(0, 1000).map((item, index) => table.add(item, index));
      const [again = -1, other = -1] = items.slice(1000);
      return {
        added: new Set(added),
        again: table.add(again, 5),
        got: table.get(again),
        other: table.get(other),
      };
    });

    expect(found).toEqual({ added: new Set([-1]), again: 7, got: 7, other: -1 });
  });

  it('gives up where a file makes it slow', () => {
    const words = colliding.reduce<string[]>(
      (before, parts) => before.flatMap((word) => parts.map((part) => word + part)),
      [''],
    );
    const found = onTape(words, (tape) => {
      const table = createTable(tape);
      return itemsOf(tape).map((item) => table.add(item, 1));
    });

    expect(found?.at(-1)).toBe(tooSlow);
  });

  it('tells strings apart by all their bytes', () => {
    const found = onTape(
      ['long enough', 'long enough', 'long enougb', 'bong enough', 'long enough!', 'x', ''],
      (tape) => {
        const [first = 0, ...others] = itemsOf(tape);
        return others.map((other) => tape.same(first, other));
      },
    );

    expect(found).toEqual([true, false, false, false, false, false]);
  });
});

describe('a scan for members', () => {
  const words = ['name', 'type', 'version'].map(wordOf);
  const look = (text: string): readonly number[] | null =>
    onTape(text, (tape) => {
      const scan = createMemberScan(tape, words);
      return scan.look(0) ? [...scan.found].map((node) => (node === -1 ? -1 : 1)) : [];
    });

  it.each([
    ['{"version": 1, "x": {"type": 2}, "name": 3}', [1, -1, 1]],
    ['{}', [-1, -1, -1]],
    ['{"longer than all": 1, "y": 2}', [-1, -1, -1]],
    ['{"name": 1, "name": 2}', []],
    ['{"x": 1, "x": 2}', []],
    ['{"nam\\u0065": 1}', []],
    ['{"name": 1, "x": 2, "type": 3, "x": 4}', []],
  ])('in %s finds %j', (text, found) => {
    expect(look(text)).toEqual(found);
  });

  const shapes = (count: number, keys: (index: number) => string[]): string =>
    JSON.stringify(
      Array.from({ length: count }, (_, index) =>
        Object.fromEntries([...keys(index), 'name'].map((key) => [key, `${key} ${index}`])),
      ),
    );

  const names = (text: string): (string | null)[] | null =>
    onTape(text, (tape) => {
      const scan = createMemberScan(tape, words);
      return itemsOf(tape).map((item) => {
        if (!scan.look(item)) return null;
        return tape.text(scan.found[0] as number);
      });
    });

  it.each([
    ['one shape', 5, () => ['a', 'b']],
    ['a shape for each', 40, (index: number) => [`key ${index}`]],
    ['more keys than are kept', 200, (index: number) => [`${index} a`, `${index} b`, `${index} c`]],
    ['long rows', 3, () => Array.from({ length: 100 }, (_, index) => `key ${index}`)],
    ['shapes by turns', 20, (index: number) => (index % 2 === 0 ? ['a'] : ['b', 'type'])],
  ])('finds members in objects of %s', (_, count, keys) => {
    const text = shapes(count, keys);
    const twice = text.replaceAll('"name":', '"name":0,"name":');

    expect(names(text)).toEqual(Array.from({ length: count }, (__, index) => `name ${index}`));
    expect(names(twice)).toEqual(Array.from({ length: count }, () => null));
  });
});

/** Each pair goes on from one number that `mix` makes to one other, so that all words put together from them share theirs. */
const colliding: readonly (readonly [string, string])[] = [
  ['z3lcabap', '2wzwyx85'],
  ['fky1pbfa', 'vx1x9x8i'],
  ['emwcadpb', 'ewt1dz09'],
  ['wnlvapaa', 'edck93s2'],
  ['q4w2aata', '3jrjs080'],
  ['myj8apaa', '7hxlr4rf'],
  ['xki2dppa', 'bhovx77k'],
  ['ttb0aaaf', 'l7ovmgr9'],
];
