import { expect, it } from 'vitest';
import {
  sequenceTable,
  type SequenceTable,
} from '../../../../src/sources/git/history/sequence-table.ts';
import { seeded } from './support.ts';

function numberOf(table: SequenceTable, values: readonly number[]): number {
  for (const value of values) table.push(value);
  return table.end();
}

it('gives equal sequences one number, and others their own, in the order in which they come', () => {
  const table = sequenceTable();
  const sequences = [[], [0], [0, 0], [1], [1, 0], [-1], [-1, 0], [2 ** 31 - 1], [-(2 ** 31)]];

  expect(sequences.map((one) => numberOf(table, one))).toEqual(sequences.map((_, index) => index));
  expect(sequences.map((one) => numberOf(table, one))).toEqual(sequences.map((_, index) => index));
  expect(table.size()).toBe(sequences.length);
});

it('tells random sequences apart through growth', () => {
  const next = seeded(3);
  const table = sequenceTable();
  const known = new Map<string, number>();
  const wrong: string[] = [];

  for (let time = 0; time < 20_000; time += 1) {
    const values = Array.from({ length: next(12) }, () => next(3) - 1);
    const key = values.join();
    const expected = known.get(key) ?? known.size;
    known.set(key, expected);
    if (numberOf(table, values) !== expected) wrong.push(key);
  }

  expect(wrong).toEqual([]);
  expect(known.size).toBeGreaterThan(5000);
});
