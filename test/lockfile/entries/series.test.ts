import { expect, it } from 'vitest';
import { newSeries, type Series } from '../../../src/lockfile/entries/series.ts';

/** Reads a version with so many blocks, and tells whether it was read both ways. */
function read(series: Series, count: number, last = 1): boolean {
  const blocks = Uint32Array.from({ length: count }, (_, index) =>
    index === count - 1 ? last : 7,
  );
  const isDue = series.isDue(blocks);
  series.note(blocks, isDue);
  return isDue;
}

/** The versions, of so many that are alike, that are read both ways. */
function due(versions: number, chance: () => number): number[] {
  const series = newSeries(chance);
  return Array.from({ length: versions }, (_, index) => index).filter(() => read(series, 10));
}

it('reads the first version both ways, and others at distances that double', () => {
  expect(due(600, () => 0)).toEqual([0, 33, 98, 227, 484]);
  expect(due(600, () => 0.999)).toEqual([0, 64, 192, 448]);
});

it('leaves it to chance which these are', () => {
  const chances = [0.5, 0, 0.9];

  expect(due(300, () => chances.shift() ?? 0)).toEqual([0, 49, 114]);
});

it('reads both ways what may have been cut off, and what has grown', () => {
  const series = newSeries(() => 0);

  expect(read(series, 100)).toBe(true);
  expect(read(series, 98)).toBe(false);
  expect(read(series, 96)).toBe(true);
  expect(read(series, 96)).toBe(false);
  expect(read(series, 125)).toBe(false);
  expect(read(series, 126)).toBe(true);
  expect(read(series, 126)).toBe(false);
  expect(read(series, 100, 2)).toBe(true);
  expect(read(series, 100, 2)).toBe(false);
});
