import { expect, it } from 'vitest';
import { refFinder } from '../../../src/exposure/history/reach.ts';
import { type Trace, tracer } from '../../../src/exposure/history/trace.ts';
import type { RepositoryHistory } from '../../../src/sources/history.ts';
import { type Random, randomOf } from '../../fuzz/random.ts';
import { type CommitSpec, heldIn, historyOf } from './support.ts';

const day = (at: number): string => new Date(Date.UTC(2026, 2, 1) + at * 86_400_000).toISOString();
const windowFrom = (from: number) => ({
  from: day(from),
  to: day(from + 3),
  estimated: false,
  source: 'test',
});
const scan = Date.UTC(2026, 11, 1) / 1000;
const kinds = ['default', 'branch', 'pull', 'tag', 'other'] as const;

function anyHistory(random: Random): RepositoryHistory {
  const specs: CommitSpec[] = [];
  const count = 1 + random.below(24);
  const gaps = random.once(2);
  for (let number = 0; number < count; number += 1) {
    const parents = Array.from({ length: 1 + random.below(3) }, () =>
      number === 0 || (gaps && random.once(40)) ? '?' : `c${random.below(number)}`,
    );
    specs.push({
      id: `c${number}`,
      on: number === 0 || random.once(12) ? [] : [...new Set(parents)],
      at: day(random.once(10) ? random.below(40) : number + random.below(3)),
      state: gaps && random.once(20) ? -1 : Math.max(0, random.below(9) - 6),
    });
  }
  const refs = Array.from({ length: 1 + random.below(6) }, (_, index) => [
    `${random.of(kinds)}:r${index}`,
    `c${random.below(count)}`,
  ]);
  return historyOf(specs, Object.fromEntries(refs) as Record<string, string>);
}

/** The same by the words of the definitions, commit by commit; which clocks are wrong is taken over. */
function naive(
  history: RepositoryHistory,
  held: readonly number[],
  wrong: Uint8Array,
  window: { readonly from: string; readonly to: string },
) {
  const { commits, refs, states } = history;
  const all = [...Array(commits.count).keys()];
  const parentsOf = (one: number): number[] =>
    Array.from(commits.parents.subarray(commits.parentStart[one], commits.parentStart[one + 1]));
  const childrenOf = (one: number): number[] =>
    all.filter((other) => parentsOf(other).includes(one));
  const holds = (one: number): boolean => one >= 0 && held.includes(states[one] as number);
  const isRead = (one: number): boolean => one >= 0 && states[one] !== -1;
  const time = (one: number): number => commits.committedAt[one] as number;
  const reaches = (from: number, to: number): boolean =>
    from === to || parentsOf(from).some((one) => one >= 0 && reaches(one, to));
  const isTip = (one: number): boolean => refs.some(({ commit }) => commit === one);
  const holding = all.filter(holds);
  const lives = holding.map((one) => {
    const ends = [time(one), ...childrenOf(one).map(time), ...(isTip(one) ? [Infinity] : [])];
    return { from: time(one), to: Math.max(...ends) };
  });
  const count = (is: (tip: number) => boolean): Record<string, number> =>
    Object.fromEntries(
      kinds.map((kind) => [
        kind,
        refs.filter((ref) => ref.class === kind && is(ref.commit)).length,
      ]),
    );
  return {
    holding: holding.length,
    introduced: holding.filter((one) => !parentsOf(one).some(holds)),
    removed: all.filter((one) => isRead(one) && !holds(one) && parentsOf(one).some(holds)),
    merged: holding.filter((one) => {
      const [first = -1, ...others] = parentsOf(one);
      return isRead(first) && !holds(first) && others.some(holds);
    }),
    covered: (moment: number): boolean =>
      lives.some(({ from, to }) => from <= moment && moment <= to),
    now: count(holds),
    ever: count((tip) => holding.some((one) => reaches(tip, one))),
    reachedBy: (one: number): string[] =>
      refs.flatMap(({ commit, name }) => (reaches(commit, one) ? [name] : [])).toSorted(),
    moments: [...new Set(all.flatMap((one) => [time(one), time(one) + 1, time(one) - 1]))],
    isInside: lives.some(
      ({ from, to }, at) =>
        wrong[holding[at] as number] === 0 &&
        from <= Date.parse(window.to) / 1000 &&
        to >= Date.parse(window.from) / 1000,
    ),
    isWhole: all.every((one) => isRead(one) && !parentsOf(one).includes(-1)),
    isAfter: Math.min(...holding.map(time)) > Date.parse(window.to) / 1000,
    isOrdered: all.every((one) => parentsOf(one).every((of) => of < 0 || time(of) <= time(one))),
  };
}

function expectSame(trace: Trace, expected: ReturnType<typeof naive>): void {
  const { ground, holds, overlap, refs, times, turns } = trace;
  expect(turns.count).toBe(expected.holding);
  expect(turns.introduced).toEqual(expected.introduced);
  expect(turns.removed).toEqual(expected.removed);
  expect(turns.merged).toEqual(expected.merged);
  expect(refs.now).toEqual(expected.now);
  expect(refs.ever).toEqual(expected.ever);
  expect(ground.whole).toBe(expected.isWhole);
  for (const moment of expected.moments)
    expect(times.spans.some(({ from, to }) => from <= moment && moment <= to)).toBe(
      expected.covered(moment),
    );
  expect(
    times.spans.every(({ from }, at) => at === 0 || from > (times.spans[at - 1]?.to ?? 0)),
  ).toBe(true);
  const reached = refFinder(ground.chronicle, ground.refs.byClass, 100)(turns.introduced);
  for (const commit of turns.introduced) {
    const row = reached.get(commit);
    expect(row?.refs.map(({ name }) => name).toSorted()).toEqual(expected.reachedBy(commit));
    expect(row?.total).toBe(row?.refs.length);
    const oldest = refFinder(ground.chronicle, ground.refs.byAge, 1)([commit]).get(commit);
    expect(ground.refs.byAge[ground.oldestRef()[commit] ?? -1]).toEqual(oldest?.refs[0]);
  }
  expect(overlap === 'inside').toBe(expected.isInside);
  const isKnown = expected.isOrdered && expected.isWhole && expected.holding > 0;
  expect(overlap === 'outside' && !expected.isAfter).toBe(false);
  expect(overlap !== 'outside' && expected.isAfter && isKnown).toBe(false);
  expect(holds).toHaveLength(ground.chronicle.commits.count);
}

it('says of any history what its commits say one by one', () => {
  const seen = { inside: 0, outside: 0, unknown: 0 };
  for (let index = 0; index < 600; index += 1) {
    const random = randomOf(20260331, index);
    const history = anyHistory(random);
    const states = random.of([[1], [2], [1, 2]]);
    const window = windowFrom(random.of([1, 10]));
    const trace = tracer([history], window, scan)([heldIn(history, states)]);
    seen[trace.overlap] += 1;

    expectSame(trace, naive(history, states, trace.ground.lives.clocks.wrong, window));
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
});

it('says the same of a history and of clones that each know a part of it', () => {
  for (let index = 0; index < 150; index += 1) {
    const random = randomOf(20250908, index);
    const history = anyHistory(random);
    const held = [heldIn(history)];
    const window = windowFrom(10);
    const alone = tracer([history], window, scan)(held);
    const blind: RepositoryHistory = {
      ...history,
      states: history.states.map((state) => (random.once(2) ? -1 : state)),
      refs: history.refs.slice(random.below(3)),
    };

    const joined = tracer([blind, history], window, scan)([...held, heldIn(blind)]);

    const oids = (trace: Trace, numbers: readonly number[]): string[] =>
      numbers.map((one) => trace.ground.chronicle.commits.oidOf(one)).toSorted();
    for (const kind of ['introduced', 'removed', 'merged'] as const)
      expect(oids(joined, joined.turns[kind])).toEqual(oids(alone, alone.turns[kind]));
    expect(joined.refs).toEqual(alone.refs);
    expect(joined.overlap).toBe(alone.overlap);
    expect(joined.times.spans).toEqual(alone.times.spans);
  }
});

it('asks after more commits at once than an integer has bits', () => {
  const ids = Array.from({ length: 70 }, (_, index) => `c${index}`);
  const history = historyOf(
    ids.map((id) => ({ id, at: day(1), state: 1 })),
    Object.fromEntries(ids.map((id) => [`branch:of-${id}`, id])),
  );
  const { ground, turns } = tracer([history], windowFrom(1), scan)([heldIn(history)]);

  const reached = refFinder(ground.chronicle, ground.refs.byClass, 5)(turns.introduced);

  expect(turns.introduced).toHaveLength(70);
  for (const commit of turns.introduced)
    expect(reached.get(commit)).toMatchObject({ refs: [{ name: `of-c${commit}` }], total: 1 });
});
