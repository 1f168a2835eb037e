import { describe, expect, it } from 'vitest';
import { exposureHistory } from '../../../src/exposure/history/exposure-history.ts';
import type { ExposureHistory } from '../../../src/exposure/history/schema.ts';
import { tracer } from '../../../src/exposure/history/trace.ts';
import type { RepositoryHistory } from '../../../src/sources/history.ts';
import { type CommitSpec, heldIn, historyOf, type RefSpec } from './support.ts';

const window = {
  from: '2026-03-31T00:00:00Z',
  to: '2026-03-31T03:00:00Z',
  estimated: false,
  source: 'test',
};
const scan = Date.parse('2026-06-01T00:00:00Z') / 1000;

interface Told extends ExposureHistory {
  readonly overlap: string;
}

/** What is said of what state 1 holds; what is live follows from the tips. */
function told(
  specs: readonly CommitSpec[],
  refs: RefSpec,
  more: {
    readonly window?: Partial<typeof window> | { to: null };
    readonly residue?: boolean;
  } = {},
): Told {
  return toldOf([historyOf(specs, refs)], more);
}

function toldOf(
  histories: readonly RepositoryHistory[],
  more: Parameters<typeof told>[2] = {},
): Told {
  const held = histories.map((history) => heldIn(history));
  const trace = tracer(histories, { ...window, ...more.window }, scan)(held);
  const live = trace.ground.chronicle.refs.filter(({ commit }) => trace.holds[commit] === 1);
  const history = exposureHistory(trace, {
    what: 'axios 1.14.1',
    verb: 'held',
    live: live.map((ref) => ref.class),
    residue: more.residue ?? false,
    artefacts: 1,
  });
  return { ...history, overlap: trace.overlap };
}

/** Ids of the commits listed. */
function ids(rows: ExposureHistory['introduced']): string[] {
  return rows.map(({ commit }) => commit);
}

const before = '2026-03-30T12:00:00Z';
const inside = '2026-03-31T01:28:00Z';
const after = '2026-04-02T05:14:00Z';
const later = '2026-04-05T00:00:00Z';

describe('a line', () => {
  const line: readonly CommitSpec[] = [
    { id: 'a', at: before },
    { id: 'b', on: ['a'], at: inside, state: 1, author: 'renovate[bot] <r@example.org>' },
    { id: 'c', on: ['b'], at: after, author: 'Bo <bo@example.org>', subject: 'fix' },
  ];

  it('tells who brought it and who took it away, from when to when, and what holds it now', () => {
    const history = told(line, { 'default:main': 'c', 'tag:v1': 'b' });

    expect(history).toMatchObject({
      clock: 'committer',
      whole: true,
      overlap: 'inside',
      classes: ['in-window', 'at-tip'],
      commits: 1,
      introducedTotal: 1,
      introduced: [
        {
          commit: 'b',
          by: 'bot',
          committedAt: '2026-03-31T01:28:00.000Z',
          inWindow: true,
          refs: [
            { name: 'main', class: 'default' },
            { name: 'v1', class: 'tag' },
          ],
          refsTotal: 2,
        },
      ],
      removed: [{ commit: 'c', by: 'person', subject: 'fix', inWindow: false }],
      mergedTotal: 0,
      spans: [{ from: '2026-03-31T01:28:00.000Z', to: null }],
      onDefault: [
        {
          ref: 'main',
          from: '2026-03-31T01:28:00.000Z',
          to: '2026-04-02T05:14:00.000Z',
          commit: 'b',
          until: 'c',
        },
      ],
      refsNow: { default: 0, branch: 0, pull: 0, tag: 1, other: 0 },
      refsEver: { default: 1, branch: 0, pull: 0, tag: 1, other: 0 },
    });
    expect(history.story).toEqual([
      'main held axios 1.14.1 from 2026-03-31 01:28Z (bot commit b, claims renovate[bot]) to 2026-04-02 05:14Z (commit c, claims Bo): inside the window, on a ref CI builds.',
      'Holding it now: 1 tag.',
    ]);
  });

  it('is gone where no tip holds it', () => {
    const history = told(line, { 'default:main': 'c' });

    expect(history.classes).toEqual(['in-window', 'gone']);
    expect(history.spans).toEqual([
      { from: '2026-03-31T01:28:00.000Z', to: '2026-04-02T05:14:00.000Z' },
    ]);
  });

  it('lives until its last child is made, and not during a window that comes after', () => {
    const next = { from: '2026-04-02T05:00:00Z', to: '2026-04-03T00:00:00Z' };
    const past = { from: '2026-04-02T05:15:00Z', to: '2026-04-03T00:00:00Z' };

    expect(told(line, { 'default:main': 'c' }, { window: next }).overlap).toBe('inside');
    expect(told(line, { 'default:main': 'c' }, { window: past })).toMatchObject({
      overlap: 'unknown',
      classes: ['before-publication', 'gone'],
      clocks: [{ commit: 'b', fault: 'before-publication' }],
    });
  });

  it.each([
    [{ to: null }, 'unknown'],
    [{ from: null }, 'inside'],
    [{ from: null, to: null }, 'unknown'],
    [{ from: null, to: '2026-03-30T00:00:00Z' }, 'outside'],
    [{ from: null, to: '2026-04-20T00:00:00Z' }, 'unknown'],
  ] as const)('with the window %j is %s', (part, overlap) => {
    expect(told(line, { 'default:main': 'c' }, { window: part as { to: null } }).overlap).toBe(
      overlap,
    );
  });

  it('that comes after the window is outside, and unknown within a day of an estimated end', () => {
    const end = { from: '2026-03-29T00:00:00Z', to: '2026-03-30T13:00:00Z' };

    expect(told(line, { 'default:main': 'c' }, { window: end })).toMatchObject({
      overlap: 'outside',
      classes: ['after-takedown', 'gone'],
    });
    expect(
      told(line, { 'default:main': 'c' }, { window: { ...end, estimated: true } }),
    ).toMatchObject({ overlap: 'unknown', classes: ['gone'] });
    const dayBefore = { from: '2026-03-29T00:00:00Z', to: '2026-03-30T01:00:00Z', estimated: true };
    expect(told(line, { 'default:main': 'c' }, { window: dayBefore }).overlap).toBe('outside');
  });

  it('that somebody wrote in the window and committed after it is unknown: a rebase hides the first', () => {
    const rebased = line.map((one) =>
      one.id === 'b' ? { ...one, at: after, written: inside } : one,
    );

    expect(told(rebased, { 'default:main': 'c' })).toMatchObject({
      overlap: 'unknown',
      classes: ['after-takedown', 'gone'],
      introduced: [{ authoredAt: '2026-03-31T01:28:00.000Z', inWindow: false }],
    });
  });

  it('may take it up again: each time counts', () => {
    const history = told(
      [
        { id: 'a', at: before },
        { id: 'b', on: ['a'], at: inside, state: 1 },
        { id: 'c', on: ['b'], at: after },
        { id: 'd', on: ['c'], at: later, state: 1, subject: 'Revert "fix"' },
      ],
      { 'default:main': 'd' },
    );

    expect(ids(history.introduced)).toEqual(['b', 'd']);
    expect(history.onDefault.map(({ from, to }) => [from, to])).toEqual([
      ['2026-03-31T01:28:00.000Z', '2026-04-02T05:14:00.000Z'],
      ['2026-04-05T00:00:00.000Z', null],
    ]);
    expect(history.spans.at(-1)).toEqual({ from: '2026-04-05T00:00:00.000Z', to: null });
    expect(history.classes).toEqual(['in-window', 'after-takedown', 'at-tip']);
  });

  it('may rename the file: what holds it at the old path ends there', () => {
    const moved = told(
      [
        { id: 'a', at: inside, state: 1 },
        { id: 'b', on: ['a'], at: after, state: 2 },
      ],
      { 'default:main': 'b' },
    );

    expect(moved).toMatchObject({ commits: 1, introducedTotal: 1, removedTotal: 1 });
    expect(ids(moved.removed)).toEqual(['b']);
  });

  it('may begin with it: a root introduces', () => {
    const history = told([{ id: 'a', at: inside, state: 1 }], { 'default:main': 'a' });

    expect(ids(history.introduced)).toEqual(['a']);
    expect(history.introduced[0]).not.toHaveProperty('behindGap');
  });
});

describe('branches and merges', () => {
  const topic: readonly CommitSpec[] = [
    { id: 'a', at: before },
    { id: 't', on: ['a'], at: inside, state: 1, author: 'dependabot[bot] <d@example.org>' },
    { id: 'm1', on: ['a'], at: '2026-03-31T02:00:00Z' },
    { id: 'merge', on: ['m1', 't'], at: after, state: 1, subject: 'Merge topic' },
  ];

  it('tell the merge that brings it onto another line', () => {
    const history = told(topic, { 'default:main': 'merge', 'pull:refs/pull/7/head': 't' });

    expect(ids(history.introduced)).toEqual(['t']);
    expect(history.introduced[0]?.refs.map(({ name }) => name)).toEqual([
      'main',
      'refs/pull/7/head',
    ]);
    expect(ids(history.merged)).toEqual(['merge']);
    expect(history.classes).toEqual(['in-window', 'at-tip', 'merged-later']);
    expect(history.story).toEqual([
      'main held axios 1.14.1 from 2026-04-02 05:14Z (commit merge, claims Ada) until now: after the window.',
      'The first commit that held axios 1.14.1 is of 2026-03-31 01:28Z (bot commit t, claims dependabot[bot]) on refs/pull/7/head: inside the window, on a ref CI builds.',
      'Holding it now: the default branch, 1 pull-request ref.',
      'It came onto another line, or onto the default branch, after it was elsewhere.',
    ]);
  });

  it('tell nothing of a merge that goes the other way, or that keeps it out', () => {
    const history = told(
      [
        ...topic.slice(0, 3),
        { id: 'update', on: ['t', 'm1'], at: after, state: 1 },
        { id: 'refused', on: ['m1', 't'], at: later },
      ],
      { 'default:main': 'refused', 'pull:refs/pull/7/head': 'update' },
    );

    expect(history.mergedTotal).toBe(0);
    expect(ids(history.removed)).toEqual(['refused']);
    expect(history.onDefault).toEqual([]);
    expect(history.story[0]).toBe(
      'The default branch itself never held axios 1.14.1; commits merged into it did.',
    );
  });

  it('hold across a criss-cross', () => {
    const history = told(
      [
        { id: 'a', at: before },
        { id: 'x', on: ['a'], at: inside, state: 1 },
        { id: 'y', on: ['a'], at: inside },
        { id: 'xy', on: ['x', 'y'], at: after, state: 1 },
        { id: 'yx', on: ['y', 'x'], at: after, state: 1 },
        { id: 'both', on: ['xy', 'yx'], at: later, state: 1 },
      ],
      { 'default:main': 'both' },
    );

    expect(ids(history.introduced)).toEqual(['x']);
    expect(ids(history.merged)).toEqual(['yx']);
    expect(history.commits).toBe(4);
  });

  it('count an octopus once, whichever arm brings it', () => {
    const history = told(
      [
        { id: 'a', at: before },
        { id: 'b', on: ['a'], at: inside },
        { id: 'c', on: ['a'], at: inside, state: 1 },
        { id: 'd', on: ['a'], at: inside, state: 1 },
        { id: 'octopus', on: ['a', 'b', 'c', 'd'], at: after, state: 1 },
      ],
      { 'default:main': 'octopus' },
    );

    expect(ids(history.introduced)).toEqual(['c', 'd']);
    expect(ids(history.merged)).toEqual(['octopus']);
  });

  it('introduce it twice where it is picked twice, and say that a squash came later', () => {
    const history = told(
      [
        { id: 'a', at: before },
        { id: 'pr', on: ['a'], at: inside, state: 1 },
        { id: 'squash', on: ['a'], at: after, written: after, state: 1 },
        { id: 'fix', on: ['squash'], at: later },
      ],
      { 'default:main': 'fix', 'pull:refs/pull/34/head': 'pr' },
    );

    expect(ids(history.introduced)).toEqual(['pr', 'squash']);
    expect(history.mergedTotal).toBe(0);
    expect(history.classes).toEqual(['in-window', 'after-takedown', 'at-tip', 'merged-later']);
    expect(history.introduced.map(({ refs }) => refs.map(({ name }) => name))).toEqual([
      ['refs/pull/34/head'],
      ['main'],
    ]);
  });

  it('keep an orphan branch apart', () => {
    const history = told(
      [
        { id: 'a', at: before },
        { id: 'pages', at: inside, state: 1 },
      ],
      { 'default:main': 'a', 'branch:gh-pages': 'pages' },
    );

    expect(history).toMatchObject({
      classes: ['in-window', 'at-tip'],
      onDefault: [],
      refsEver: { default: 0, branch: 1 },
    });
    expect(history.story[0]).toBe('The default branch never held axios 1.14.1.');
  });
});

describe('refs', () => {
  const one: readonly CommitSpec[] = [
    { id: 'a', at: before },
    { id: 'b', on: ['a'], at: inside, state: 1 },
  ];

  it.each([
    ['tag:v1', ['in-window', 'at-tip']],
    ['pull:refs/pull/1/head', ['in-window', 'at-tip']],
    ['branch:topic', ['in-window', 'at-tip']],
    ['other:refs/stash', ['at-tip', 'local']],
    ['other:refs/notes/x', ['at-tip', 'local']],
  ])('of the kind of %s: %j', (ref, classes) => {
    const history = told(one, { 'default:main': 'a', [ref]: 'b' });

    expect(history.classes).toEqual(classes);
    expect(history.overlap).toBe('inside');
  });

  it('are named strongest first, then the oldest tip, and counted', () => {
    const tips = Array.from({ length: 40 }, (_, index) => ({
      id: `t${index}`,
      on: ['b'],
      at: `2026-05-01T00:00:${String(59 - index).padStart(2, '0')}Z`,
    }));
    const history = told([...one, ...tips], {
      'default:main': 'a',
      'branch:near': 'b',
      ...Object.fromEntries(tips.map(({ id }) => [`pull:${id}`, id])),
    });

    expect(history.introduced[0]?.refs.map(({ name }) => name)).toEqual([
      'near',
      't39',
      't38',
      't37',
      't36',
    ]);
    expect(history.introduced[0]?.refsTotal).toBe(41);
    expect(history.refsEver).toMatchObject({ branch: 1, pull: 40 });
    expect(history.refsNow).toMatchObject({ branch: 1, pull: 0 });
    expect(history.removedTotal).toBe(40);
    expect(history.removed).toHaveLength(20);
    expect(history.removed.every(({ refsTotal }) => refsTotal === 1)).toBe(true);
  });
});

describe('what is missing', () => {
  it('leaves unknown what lies behind the end of a shallow clone, and counts what was found', () => {
    const shallow: readonly CommitSpec[] = [
      { id: 'b', on: ['?'], at: after, state: 1 },
      { id: 'c', on: ['b'], at: later },
    ];
    const found: readonly CommitSpec[] = [
      { id: 'b', on: ['?'], at: inside, state: 1 },
      { id: 'c', on: ['b'], at: later },
    ];

    expect(told(shallow, { 'default:main': 'c' })).toMatchObject({
      whole: false,
      overlap: 'unknown',
      introduced: [{ commit: 'b', behindGap: true }],
    });
    expect(told(shallow, { 'default:main': 'c' }).story).toContain(
      'Whether it was there during the window cannot be said: commits of that time are missing or could not be read.',
    );
    expect(told(found, { 'default:main': 'c' })).toMatchObject({ whole: false, overlap: 'inside' });
  });

  it('does not matter where it ends before the window', () => {
    const history = told(
      [
        { id: 'a', on: ['?'], at: before },
        { id: 'b', on: ['a'], at: after, state: 1 },
        { id: 'c', on: ['b'], at: later },
      ],
      { 'default:main': 'c' },
    );

    expect(history).toMatchObject({ whole: false, overlap: 'outside' });
  });

  it.each([
    [inside, 'unknown'],
    [later, 'outside'],
  ])('leaves it to the time of a tree that could not be read: %s is %s', (at, overlap) => {
    const history = told(
      [
        { id: 'a', at: before },
        { id: 'u', on: ['a'], at, state: -1 },
        { id: 'b', on: ['a'], at: after, state: 1 },
        { id: 'c', on: ['b'], at: later },
      ],
      { 'default:main': 'c', 'branch:u': 'u' },
    );

    expect(history).toMatchObject({ whole: false, overlap, removedTotal: 1, introducedTotal: 1 });
  });
});

describe('clocks', () => {
  it('that stand alone before their parents are named, and do not make a window theirs', () => {
    const history = told(
      [
        { id: 'a', at: after },
        { id: 'b', on: ['a'], at: '1970-01-01T00:00:00Z', state: 1 },
        { id: 'c', on: ['b'], at: later },
      ],
      { 'default:main': 'c' },
    );

    expect(history).toMatchObject({
      clocks: [
        {
          commit: 'b',
          fault: 'before-its-parents',
          committedAt: '1970-01-01T00:00:00.000Z',
        },
      ],
      clocksTotal: 1,
      classes: ['before-publication', 'gone'],
    });
    expect(history.overlap).toBe('unknown');
    expect(history.story.at(-1)).toBe(
      'A clock or the list is wrong: commit b says 1970-01-01T00:00:00.000Z (author 1970-01-01T00:00:00.000Z), which is before its parents.',
    );
  });

  it('that run ahead of their descendants leave it unknown', () => {
    const history = told(
      [
        { id: 'a', at: before },
        { id: 'b', on: ['a'], at: '2026-05-01T00:00:00Z', state: 1 },
        { id: 'c', on: ['b'], at: '2026-05-01T00:00:00Z' },
        { id: 'd', on: ['c'], at: inside },
        { id: 'e', on: ['d'], at: after },
      ],
      { 'default:main': 'e' },
    );

    expect(history).toMatchObject({
      overlap: 'unknown',
      clocks: [{ commit: 'b', fault: 'after-its-children' }],
    });
  });

  it('of the future, and commits without a time, leave it unknown', () => {
    const future = told(
      [
        { id: 'a', at: before },
        { id: 'b', on: ['a'], at: '2027-01-01T00:00:00Z', state: 1 },
      ],
      { 'branch:x': 'b' },
    );
    const timeless = told([{ id: 'a', state: 1 }], { 'branch:x': 'a' });

    expect(future).toMatchObject({ overlap: 'unknown', clocks: [{ fault: 'in-the-future' }] });
    expect(timeless).toMatchObject({
      overlap: 'unknown',
      clocks: [{ fault: 'no-time', committedAt: null }],
      spans: [],
    });
  });

  it('that differ by minutes, or of one descendant gone wrong, are not called wrong', () => {
    const history = told(
      [
        { id: 'a', at: before },
        { id: 'b', on: ['a'], at: after, state: 1 },
        { id: 'c', on: ['b'], at: '2026-04-02T05:10:00Z' },
        { id: 'wild', on: ['c'], at: '1999-01-01T00:00:00Z' },
        { id: 'd', on: ['wild'], at: later },
      ],
      { 'default:main': 'd' },
    );

    expect(history).toMatchObject({ overlap: 'outside', clocks: [] });
  });
});

describe('clones', () => {
  const whole: readonly CommitSpec[] = [
    { id: 'a', at: before },
    { id: 'b', on: ['a'], at: inside, state: 1 },
    { id: 'c', on: ['b'], at: after },
  ];

  it('are one history: what one lacks another has', () => {
    const shallow = historyOf(
      [
        { id: 'c', on: ['?'], at: after },
        { id: 'd', on: ['c'], at: later },
      ],
      { 'default:main': 'd' },
    );
    const history = toldOf([shallow, historyOf(whole, { 'default:origin/main': 'c' })]);

    expect(history).toMatchObject({
      whole: true,
      commits: 1,
      introduced: [{ commit: 'b', refsTotal: 2 }],
      removed: [{ commit: 'c' }],
      onDefault: [{ ref: 'main', commit: 'b', until: 'c' }],
      onDefaultTotal: 1,
      classes: ['in-window', 'gone'],
    });
  });

  it('may number states otherwise, and one that stands still holds it still', () => {
    const ahead = historyOf(
      whole.map((one) => ({ ...one, state: one.state === 1 ? 1 : 3 })),
      { 'default:main': 'c' },
    );
    const behind = historyOf(
      whole.slice(0, 2).map((one) => ({ ...one, state: one.state === 1 ? 7 : 0 })),
      { 'default:main': 'b' },
    );
    const trace = tracer([ahead, behind], window, scan)([heldIn(ahead), heldIn(behind, [7])]);

    expect(trace.turns).toMatchObject({ count: 1, introduced: [1], removed: [2] });
    expect(trace.refs.now.default).toBe(1);
    expect(trace.onDefault.map(({ to }) => to)).toEqual([Infinity, Date.parse(after) / 1000]);
  });
});

it('passes over a hundred thousand commits a few times, and asks for no more texts than it shows', () => {
  const count = 100_000;
  const start = Date.parse('2020-01-01T00:00:00Z') / 1000;
  const asked = { parents: 0, texts: 0 };
  const parents = new Proxy(
    Int32Array.from({ length: count - 1 }, (_, index) => index),
    {
      get(target, key) {
        asked.parents += 1;
        const value: unknown = Reflect.get(target, key, target);
        return value;
      },
    },
  );
  const times = Float64Array.from({ length: count }, (_, index) => start + index * 2000);
  const text = (commit: number): string => {
    asked.texts += 1;
    return `${commit}`;
  };
  const history: RepositoryHistory = {
    commits: {
      count,
      oidOf: text,
      subjectOf: text,
      parentStart: Int32Array.from({ length: count + 1 }, (_, index) => Math.max(0, index - 1)),
      parents,
      authoredAt: times,
      committedAt: times,
      author: new Int32Array(count),
      committer: new Int32Array(count),
      people: [{ name: 'Ada', email: 'ada@example.org' }],
    },
    states: Int32Array.from({ length: count }, (_, index) => Number(index % 3 === 0)),
    refs: [{ name: 'main', class: 'default', commit: count - 1 }],
  };

  const trace = tracer([history], window, scan);
  const first = exposureHistory(trace([heldIn(history)]), {
    what: 'a 1',
    verb: 'held',
    live: [],
    residue: false,
    artefacts: 1,
  });
  const shared = asked.parents;
  trace([heldIn(history, [0])]);

  expect(first.introducedTotal).toBe(33_334);
  expect(first.introduced).toHaveLength(20);
  expect(shared).toBeLessThan(count * 10);
  expect(asked.parents - shared).toBeLessThan(count * 4);
  expect(asked.texts).toBeLessThan(400);
});
