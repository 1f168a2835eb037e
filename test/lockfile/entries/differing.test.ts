import { expect, it } from 'vitest';
import { differing } from '../../../src/lockfile/entries/differing.ts';
import { mergedIds } from '../../../src/lockfile/entries/merged-ids.ts';

const row = (...numbers: readonly number[]): Int32Array => Int32Array.from(numbers);

it.each<[string, Int32Array, Int32Array, number[], number[]]>([
  ['nothing', row(1, 2, 3), row(1, 2, 3), [], []],
  ['one in the middle', row(1, 2, 3), row(1, 9, 3), [1], [1]],
  ['one that came and one that went', row(1, 2, 3, 4, 5), row(1, 8, 2, 3, 5), [3], [1]],
  ['one that comes again', row(1, 1), row(1, 1, 1), [], [2]],
  ['all', row(1, 2), row(3), [0, 1], [0]],
  ['the first version', row(), row(4, 5), [], [0, 1]],
])('finds %s', (_, before, now, gone, come) => {
  expect(differing(before, now)).toEqual({ gone, come });
});

it('leaves the same numbers beside those it tells of, whatever the rows are', () => {
  let state = 3;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
  for (let round = 0; round < 300; round += 1) {
    const [before, now] = [random(200), random(200)].map((length) =>
      Int32Array.from({ length }, () => random(1 + random(60))),
    ) as [Int32Array, Int32Array];
    const { come, gone } = differing(before, now);
    const rest = (of: Int32Array, left: readonly number[]): number[] =>
      [...of].filter((__, index) => !left.includes(index)).toSorted((a, b) => a - b);
    expect(rest(before, gone)).toEqual(rest(now, come));
  }
});

it('puts ids in and leaves ids out', () => {
  const ids = Uint32Array.of(2, 4, 6);

  expect(mergedIds(ids, [5, 1, 4, 5], (id) => id !== 4)).toEqual(Uint32Array.of(1, 2, 5, 6));
  expect(mergedIds(ids, [9], () => true)).toEqual(Uint32Array.of(2, 4, 6, 9));
  expect(mergedIds(ids, [4, 5], (id) => id === 4)).toBe(ids);
});
