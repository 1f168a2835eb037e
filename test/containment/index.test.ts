import { expect, it } from 'vitest';
import { actions } from '../../src/containment/index.ts';

it('lists every action once, in the order of their ids', () => {
  const ids = actions.map(({ id }) => id);

  expect(ids).toEqual([...new Set(ids)].toSorted());
  expect(ids).toEqual(
    expect.arrayContaining(['evidence.preserve', 'npm-cache.bust', 'registry.freeze']),
  );
});

it.each(actions.map((one) => [one.id, one] as const))('%s says what it is', (_, one) => {
  expect(one.id).toMatch(/^[a-z-]+\.[a-z-]+$/);
  expect(one.probe).toMatch(/^[a-z-]+$/);
  expect(one.about).toMatch(/\.$/);
  expect(one.undo !== null).toBe(one.semantics.undo);
  expect(one.pace.seconds).toBeGreaterThan(0);
  expect(one.args.safeParse({ unheardOf: 1 }).success).toBe(false);
});

it('lets those alone go ahead without an approval that write into the run’s own directory', () => {
  const harmless = actions.filter((one) => one.harmless);

  expect(harmless.map(({ id }) => id)).toEqual([
    'evidence.preserve',
    'exposure.rescan',
    'repositories.rebuild',
  ]);
  expect(harmless.filter(({ undo }) => undo !== null)).toEqual([]);
});
