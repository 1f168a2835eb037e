import { describe, expect, it } from 'vitest';
import { createMemberScan } from '../../../src/lockfile/reading/json-members.ts';
import { areEqual, createTable, tooSlow } from '../../../src/lockfile/reading/json-table.ts';
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
      const table = createTable(tape, 1000);
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
      const table = createTable(tape, words.length);
      return itemsOf(tape).map((item) => table.add(item, 1));
    });

    expect(found?.at(-1)).toBe(tooSlow);
  });

  it('compares strings byte by byte', () => {
    const found = onTape(['ab', 'ab', 'ac', 'abc'], (tape) => {
      const [first = 0, ...others] = itemsOf(tape);
      return others.map((other) => areEqual(tape, first, other));
    });

    expect(found).toEqual([true, false, false]);
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
  ])('in %s finds %j', (text, found) => {
    expect(look(text)).toEqual(found);
  });
});

/** Each pair goes on from one FNV-1a hash to one other, so that all words put together from them are of one hash. */
const colliding: readonly (readonly [string, string])[] = [
  ['105zx', '1bpcd'],
  ['0k40p', '1c04a'],
  ['003zx', '0fpad'],
  ['09vl8', '0apd6'],
  ['04pvu', '0b3ea'],
  ['05rnw', '0mpba'],
  ['07rnw', '0opba'],
  ['07rnw', '0opba'],
];
