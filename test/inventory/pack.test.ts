import { expect, it } from 'vitest';
import { decodeUniverse, encodePack } from '../../src/inventory/pack/pack.ts';
import { markedPlaces } from '../../src/inventory/pack/search.ts';
import { numberSink } from '../../src/inventory/varint.ts';
import { randomOf } from '../fuzz/random.ts';

/** Rows with neighbours and gaps of every width. */
function someRows(seed: number): number[] {
  const random = randomOf(3, seed);
  const rows: number[] = [];
  let row = random.below(3);
  for (let left = random.below(60); left > 0; left -= 1) {
    row += random.once(3) ? 1 + random.below(2 ** (1 + random.below(16))) : 1;
    rows.push(row);
  }
  return rows.filter((one) => one > 0);
}

it.each(Array.from({ length: 40 }, (_, seed) => seed))(
  'a universe gives back what was put in, and where in it (%s)',
  (seed) => {
    const [packages, requests] = [someRows(seed), someRows(seed + 1000)];
    const codes = [...packages.map((row) => row * 2), ...requests.map((row) => row * 2 + 1)];
    const sought = new Set([...packages, ...requests].filter((_, index) => index % 3 === 0));
    const marks = new Uint8Array(Math.max(0, ...packages, ...requests) + 1);
    for (const row of sought) marks[row] = 1;

    const { universe } = encodePack([{ label: 'project', toggles: Uint32Array.from(codes) }]);

    expect(decodeUniverse(universe)).toEqual({
      codes: Uint32Array.from(codes),
      packages: packages.length,
    });
    expect(markedPlaces(universe, marks)).toEqual(
      codes.flatMap((code, place) => (sought.has(code >>> 1) ? [place] : [])),
    );
  },
);

it('a universe of neighbours takes next to nothing', () => {
  const toggles = Uint32Array.from({ length: 1500 }, (_, index) => (5000 + index) * 2);

  expect(encodePack([{ label: 'project', toggles }]).universe.length).toBeLessThan(10);
});

it.each([
  ['more than any pack holds', [2 ** 31, 0, 0, 2 ** 31]],
  ['a run of nothing', [4, 0, 7, 0, 0]],
  ['less than it says', [4, 0, 7]],
])('a universe that says %s is refused', (_, numbers) => {
  const sink = numberSink();
  for (const one of numbers) sink.put(one);

  expect(() => decodeUniverse(sink.bytes())).toThrow(/damaged/);
});
