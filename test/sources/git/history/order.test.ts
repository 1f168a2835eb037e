import { expect, it } from 'vitest';
import { emptyCommitStore } from '../../../../src/sources/git/history/commit-store.ts';
import { emptyObjectTable } from '../../../../src/sources/git/history/object-table.ts';
import { ancestorsFirst, type Ordered } from '../../../../src/sources/git/history/order.ts';
import { commitBytes, seeded } from './support.ts';

const idOf = (number: number): string => number.toString(16).padStart(40, '0');
const tree = idOf(0);

/** Commits 1 to `parents.length`, each with its parents by number; those in `unread` are there and cannot be read. */
function ordered(
  parents: readonly (readonly number[])[],
  tips: readonly number[],
  unread: readonly number[] = [],
): { order: number[]; missing: Ordered['missing'] } {
  const objects = emptyObjectTable(20);
  parents.forEach((_, index) => objects.add('commit', Buffer.from(idOf(index + 1)), 0));
  const store = emptyCommitStore(objects);
  parents.forEach((own, index) => {
    if (!unread.includes(index + 1)) store.take(index, commitBytes(tree, own.map(idOf)));
  });
  const found = ancestorsFirst(
    tips.map((tip) => tip - 1),
    store,
    objects.count,
  );
  return { order: Array.from(found.objects, (object) => object + 1), missing: found.missing };
}

function misplaced(parents: readonly (readonly number[])[], order: readonly number[]): number[] {
  const at = new Map(order.map((commit, place) => [commit, place]));
  return order.filter((commit) =>
    (parents[commit - 1] ?? []).some(
      (one) => at.has(one) && (at.get(one) as number) > (at.get(commit) as number),
    ),
  );
}

it('a criss-cross comes parents first, each once', () => {
  const parents = [[], [1], [1], [2, 3], [3, 2], [4, 5], [5, 4], [6, 7, 6]];

  const { missing, order } = ordered(parents, [8, 8, 6]);

  expect(new Set(order)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
  expect(order).toHaveLength(8);
  expect(misplaced(parents, order)).toEqual([]);
  expect(missing).toEqual([]);
});

it('what is behind a parent that is not there stands, and the parent is missing', () => {
  expect(ordered([[], [1, 99], [2]], [3])).toEqual({ order: [1, 2, 3], missing: [-1] });
});

it('a parent that cannot be read is named, and hides what only it leads to', () => {
  expect(ordered([[], [1], [2]], [3], [2])).toEqual({ order: [3], missing: [1] });
});

it('what no tip leads to is left out', () => {
  expect(ordered([[], [1], [1], []], [2])).toEqual({ order: [1, 2], missing: [] });
});

it('a line of 100,000 commits needs no depth', () => {
  const parents = Array.from({ length: 100_000 }, (_, index) => (index === 0 ? [] : [index]));

  const { order } = ordered(parents, [100_000]);

  expect(order.length).toBe(100_000);
  expect(order.every((commit, place) => commit === place + 1)).toBe(true);
});

it('random histories come parents first, and all of what tips lead to', () => {
  for (let seed = 0; seed < 40; seed += 1) {
    const next = seeded(seed);
    const parents = Array.from({ length: 60 }, (_, index) =>
      Array.from({ length: index === 0 ? 0 : next(4) }, () => 1 + next(index)),
    );
    const tips = [1 + next(60), 1 + next(60)];
    const reached = new Set<number>();
    const open = [...tips];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (!reached.has(one)) open.push(...(parents[one - 1] ?? []));
      reached.add(one);
    }

    const { order } = ordered(parents, tips);

    expect(new Set(order)).toEqual(reached);
    expect(order).toHaveLength(reached.size);
    expect(misplaced(parents, order)).toEqual([]);
  }
});
