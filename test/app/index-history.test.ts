import { expect, it } from 'vitest';
import { statesOfHistory } from '../../src/app/index-history.ts';
import type { RepositoryHistory } from '../../src/sources/history.ts';

/** A line of commits with these states, at these committer times. */
function history(states: readonly number[], times: readonly number[]): RepositoryHistory {
  const { length } = states;
  return {
    states: Int32Array.from(states),
    refs: [
      { name: 'main', class: 'default', commit: length - 1 },
      { name: 'v1', class: 'tag', commit: 0 },
    ],
    commits: {
      count: length,
      oidOf: (commit) => `oid ${commit}`,
      parentStart: new Int32Array(length + 1),
      parents: new Int32Array(0),
      authoredAt: Float64Array.from(times),
      committedAt: Float64Array.from(times),
      author: new Int32Array(length),
      committer: new Int32Array(length),
      people: [],
      subjectOf: () => '',
    },
  };
}

it('goes by clocks, and passes over what states no time or could not be read', () => {
  const states = statesOfHistory(history([4, 4, 4, -1, 4, 7], [Number.NaN, 50, 20, 10, 30, 40]));

  expect(states.held([4, 4])).toEqual({
    history: {
      commits: 4,
      first: { commit: 'oid 2', at: '1970-01-01T00:00:20.000Z' },
      last: { commit: 'oid 1', at: '1970-01-01T00:00:50.000Z' },
      tip: true,
    },
    refs: ['v1'],
  });
  expect(states.held([5, 6])).toBeNull();
});

it('counts a state once however many runs name it', () => {
  const states = statesOfHistory(history([1, 2, 3], [1, 2, 3]));

  expect(states.held([2, 3, 1, 2, 2, 2])?.history.commits).toBe(3);
});

it('says so where nothing states a time', () => {
  const { first, last } = statesOfHistory(history([1, 1], [NaN, NaN])).held([1, 1])?.history ?? {};

  expect([first, last]).toEqual([
    { commit: 'oid 0', at: null },
    { commit: 'oid 1', at: null },
  ]);
});
