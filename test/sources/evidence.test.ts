import { describe, expect, it } from 'vitest';
import { type Evidence, gatherEvidence, placesOfRow } from '../../src/sources/evidence.ts';
import { packEvidence, unpackEvidence } from '../../src/sources/evidence-pack.ts';
import type { CommitTable, RepositoryHistory } from '../../src/sources/history.ts';
import type { Place, Ref, Sighting } from '../../src/sources/types.ts';
import { artefact } from '../inventory/support.ts';

const main: Ref = {
  name: 'main',
  class: 'default',
  commit: 'a'.repeat(40),
  committedAt: '2026-01-01T00:00:00.000Z',
};
const odd: Ref = {
  name: 'refs/x/\ud83d\ude00\n"\\',
  class: 'other',
  commit: null,
  committedAt: null,
};

function historyOf(
  oids: readonly string[],
  parents: readonly (readonly number[])[],
): RepositoryHistory {
  const starts = [0];
  for (const own of parents) starts.push((starts.at(-1) ?? 0) + own.length);
  const commits: CommitTable = {
    count: oids.length,
    oidOf: (commit) => oids[commit] ?? '',
    parentStart: Int32Array.from(starts),
    parents: Int32Array.from(parents.flat()),
    authoredAt: Float64Array.from(oids, (_, commit) =>
      commit === 1 ? Number.NaN : 1.7e9 + commit,
    ),
    committedAt: Float64Array.from(oids, (_, commit) => 8.64e12 - commit),
    author: Int32Array.from(oids, () => 0),
    committer: Int32Array.from(oids, () => 1),
    people: [
      { name: 'Ada "A" Example', email: 'ada@acme.example' },
      { name: '__proto__', email: '' },
    ],
    subjectOf: (commit) => `subject ${commit} \u0000 ä`,
  };
  return {
    commits,
    states: Int32Array.from(oids, (_, commit) => commit - 1),
    refs: [{ name: 'main', class: 'default', commit: oids.length - 1 }],
  };
}

/** All that can be asked of a history. */
function told(history: RepositoryHistory | null): unknown {
  if (history === null) return null;
  const { commits, refs, states } = history;
  return {
    commits: Array.from({ length: commits.count }, (_, commit) => [
      commits.oidOf(commit),
      commits.subjectOf(commit),
      commits.authoredAt[commit],
      commits.committedAt[commit],
      commits.people[commits.author[commit] ?? -1],
      commits.people[commits.committer[commit] ?? -1],
    ]),
    starts: Array.from(commits.parentStart),
    parents: Array.from(commits.parents),
    states: Array.from(states),
    refs,
  };
}

function sighting(places: readonly Place[], past: boolean): Sighting {
  return {
    kind: 'sighting',
    source: 'git',
    artefact: artefact('x'),
    ...(past ? { past: true } : {}),
    places: () => places,
  };
}

function repacked(evidence: Evidence): Evidence {
  return unpackEvidence(packEvidence(evidence));
}

describe('evidence that was packed', () => {
  it.each([
    ['SHA-1', 40],
    ['SHA-256', 64],
  ])('says of a history by %s what it said before', (_, digits) => {
    const oids = ['1', '2', '3'].map((one) => one.repeat(digits));
    const history = historyOf(oids, [[], [0, -1], [1, 0]]);

    const again = repacked({ source: 'git', refs: [main, odd], rows: [], history });

    expect(told(again.history)).toEqual(told(history));
    expect(again.refs).toEqual([main, odd]);
  });

  it('gives the places that were sighted, of tips and of the past', () => {
    const history = historyOf(['1'.repeat(40)], [[]]);
    const atTips: Place[] = [
      { path: 'a', refs: [main, odd], beside: [{ path: 'b', relation: 'rival' } as never] },
      { path: 'c', refs: [main], beside: [] },
    ];
    const runs = [[], [0], [0, 1, 2], [1, 3, 5], [0, 1, 3, 4, 9], [2_000_000]];
    const inPast: Place[] = runs.map((states, index) => {
      return { path: `p${index}`, refs: [], beside: [], held: { history, states } };
    });
    const builder = gatherEvidence('git');
    builder.add(0, sighting(atTips, false));
    builder.add(7, sighting(inPast, true));

    const again = repacked(builder.finish(history));

    expect(again.rows.map(({ artefact: number, past }) => [number, past])).toEqual([
      [0, false],
      [7, true],
    ]);
    const [first, second] = again.rows.map((row) => placesOfRow(row, again));
    expect(first).toEqual(atTips);
    expect(second?.map(({ held, path }) => [path, held?.states])).toEqual(
      inPast.map(({ held, path }) => [path, held?.states]),
    );
    expect(second?.every(({ held }) => held?.history === again.history)).toBe(true);
  });

  it('of tips alone has no history', () => {
    const again = repacked({ source: 'directory', refs: [], rows: [], history: null });

    expect(again).toEqual({ source: 'directory', refs: [], rows: [], history: null });
  });

  it('of a history without commits is one', () => {
    const history = { ...historyOf([], []), refs: [] };

    expect(told(repacked({ source: 'git', refs: [], rows: [], history }).history)).toEqual(
      told(history),
    );
  });

  it('is not read where anything of it is cut off', () => {
    const bytes = packEvidence({
      source: 'git',
      refs: [main],
      rows: [],
      history: historyOf(['1'.repeat(40), '2'.repeat(40)], [[], [0]]),
    });
    const thrown = Array.from({ length: bytes.length }, (_, length) => {
      try {
        unpackEvidence(bytes.subarray(0, length));
        return length;
      } catch (error) {
        return (error as { code?: string }).code;
      }
    });

    expect([...new Set(thrown)]).toEqual(['INVENTORY_INVALID']);
  });

  it('lies anywhere in memory', () => {
    const bytes = packEvidence({
      source: 'git',
      refs: [],
      rows: [],
      history: historyOf(['1'.repeat(40)], [[]]),
    });
    const moved = new Uint8Array(bytes.length + 3);
    moved.set(bytes, 3);

    expect(unpackEvidence(moved.subarray(3)).history?.commits.oidOf(0)).toBe('1'.repeat(40));
  });
});
