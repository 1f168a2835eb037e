import { expect, it } from 'vitest';
import type { Evidence, EvidenceRow } from '../../src/sources/evidence.ts';
import { tipsInHistory } from '../../src/sources/evidence-tips.ts';
import type { Ref } from '../../src/sources/types.ts';

const oid = (commit: number): string => String(commit).repeat(40);
const ref = (name: string, refClass: Ref['class'], commit: number): Ref => ({
  name,
  class: refClass,
  commit: oid(commit),
  committedAt: commit === 3 ? null : `1970-01-01T00:00:0${commit}.000Z`,
});
const main = ref('main', 'default', 4);

/** Five commits, of which commit n is in state n; the last is in none that could be read. */
function evidenceOf(rows: readonly EvidenceRow[]): Evidence {
  const count = 6;
  const zeroes = new Int32Array(count);
  return {
    source: 'git',
    refs: [main],
    rows,
    history: {
      commits: {
        count,
        oidOf: oid,
        parentStart: new Int32Array(count + 1),
        parents: new Int32Array(0),
        authoredAt: new Float64Array(count),
        committedAt: Float64Array.of(0, 1, 2, Number.NaN, 4, 5),
        author: zeroes,
        committer: zeroes,
        people: [],
        subjectOf: () => '',
      },
      states: Int32Array.of(0, 1, 2, 3, 4, -1),
      refs: [
        { name: 'main', class: 'default', commit: 4 },
        { name: 'v1', class: 'tag', commit: 1 },
        { name: 'refs/pull/9/head', class: 'pull', commit: 1 },
        { name: 'refs/pull/10/head', class: 'pull', commit: 3 },
        { name: 'unread', class: 'branch', commit: 5 },
      ],
    },
  };
}

function row(past: boolean, refs: readonly number[], runs: readonly number[]): EvidenceRow {
  return { artefact: 0, past, places: [{ path: 'a', refs, beside: [], runs }] };
}

it.each([
  ['no tip is in', [0, 0, 2, 2], []],
  ['tips are in', [0, 1], [ref('refs/pull/9/head', 'pull', 1), ref('v1', 'tag', 1)]],
  [
    'one run after another leads to',
    [1, 1, 3, 3],
    [ref('refs/pull/10/head', 'pull', 3), ref('refs/pull/9/head', 'pull', 1), ref('v1', 'tag', 1)],
  ],
  [
    'all are',
    [0, 4],
    [
      main,
      ref('refs/pull/10/head', 'pull', 3),
      ref('refs/pull/9/head', 'pull', 1),
      ref('v1', 'tag', 1),
    ],
  ],
] as const)('states that %s', (_, runs, refs) => {
  const past = row(true, [], runs);

  const found = tipsInHistory(evidenceOf([past]))(past);

  expect(found).toEqual(refs.length === 0 ? [] : [{ path: 'a', refs, beside: [] }]);
});

it('a tip that a row speaks of is not told twice', () => {
  const past = row(true, [], [4, 4]);

  expect(tipsInHistory(evidenceOf([past, row(false, [0], [])]))(past)).toEqual([]);
  expect(tipsInHistory(evidenceOf([past, row(true, [0], [])]))(past)).toHaveLength(1);
});

it('evidence of tips alone has no history to ask', () => {
  const past = row(true, [], [0, 4]);

  expect(tipsInHistory({ ...evidenceOf([past]), history: null })(past)).toEqual([]);
});
