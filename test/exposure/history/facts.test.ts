import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exposureHistory } from '../../../src/exposure/history/exposure-history.ts';
import { tracer } from '../../../src/exposure/history/trace.ts';
import { projectRoot } from '../../support/project.ts';
import { heldIn, historyOf } from './support.ts';

const Facts = z.strictObject({
  /** Where the facts come from and what was left out. */
  source: z.string(),
  repository: z.string(),
  path: z.string(),
  pins: z.array(z.string()),
  window: z.strictObject({
    from: z.string(),
    to: z.string(),
    estimated: z.boolean(),
    source: z.string(),
  }),
  refs: z.record(z.string(), z.string()),
  commits: z.array(
    z.strictObject({
      oid: z.string(),
      parents: z.array(z.string()),
      authoredAt: z.string(),
      committedAt: z.string(),
      author: z.string(),
      committer: z.string(),
      subject: z.string(),
      holds: z.boolean(),
    }),
  ),
});

/** What is said of a public repository's commits, as they are recorded. */
function recorded(name: string) {
  const path = join(projectRoot, 'test/exposure/history/facts', `${name}.json`);
  const facts = Facts.parse(JSON.parse(readFileSync(path, 'utf8')));
  const history = historyOf(
    facts.commits.map(({ holds, oid, ...one }) => ({
      id: oid,
      on: one.parents,
      at: one.committedAt,
      written: one.authoredAt,
      author: one.author,
      committer: one.committer,
      subject: one.subject,
      state: Number(holds),
    })),
    facts.refs,
  );
  const now = Date.parse('2026-11-01T00:00:00Z') / 1000;
  const trace = tracer([history], facts.window, now)([heldIn(history)]);
  const live = history.refs.filter(({ commit }) => trace.holds[commit] === 1);
  const said = exposureHistory(trace, {
    what: facts.pins[0] ?? '',
    verb: 'held',
    live: live.map((ref) => ref.class),
    residue: false,
    artefacts: 1,
  });
  return { said, overlap: trace.overlap, live: live.map(({ name: ref }) => ref) };
}

describe('two public incidents', () => {
  it('eckardt/cchistory: a pull request in the window, then main for two days, two pull refs today', () => {
    const { live, overlap, said } = recorded('eckardt-cchistory');

    expect(overlap).toBe('inside');
    expect(live).toEqual(['refs/pull/34/head', 'refs/pull/35/head']);
    expect(said).toMatchObject({
      whole: true,
      classes: ['in-window', 'at-tip', 'merged-later'],
      commits: 4,
      introduced: [
        {
          commit: '83bbe219e237f38d16862a11b9faae1515959335',
          by: 'bot',
          committedAt: '2025-09-08T13:56:08.000Z',
          inWindow: true,
          refs: [{ name: 'refs/pull/34/head', class: 'pull' }],
        },
        { by: 'bot', committedAt: '2025-09-08T14:04:19.000Z', inWindow: true },
      ],
      removed: [{ by: 'person', committedAt: '2025-09-10T18:04:39.000Z' }],
      mergedTotal: 0,
      onDefault: [
        { ref: 'main', from: '2025-09-08T14:04:19.000Z', to: '2025-09-10T18:04:39.000Z' },
      ],
      onDefaultTotal: 1,
      refsNow: { default: 0, branch: 0, pull: 2, tag: 0, other: 0 },
      refsEver: { default: 1, tag: 1 },
      clocksTotal: 0,
    });
    expect(said.story).toEqual([
      'main held chalk 5.6.1 from 2025-09-08 14:04Z (bot commit 4b8d7c577beb, claims dependabot[bot]) to 2025-09-10 18:04Z (commit 4fa0f23b11fc, claims a person): inside the window, on a ref CI builds.',
      'The first commit that held chalk 5.6.1 is of 2025-09-08 13:56Z (bot commit 83bbe219e237, claims dependabot[bot]) on refs/pull/34/head: inside the window, on a ref CI builds.',
      'Holding it now: 2 pull-request refs.',
      'It came onto another line, or onto the default branch, after it was elsewhere.',
    ]);
  });

  it('lolo-desu/lolocard: a bot in the window, on master for two days and on a fork, nowhere today', () => {
    const { live, overlap, said } = recorded('lolo-desu-lolocard');

    expect(overlap).toBe('inside');
    expect(live).toEqual([]);
    expect(said).toMatchObject({
      whole: true,
      classes: ['in-window', 'gone'],
      commits: 2,
      introduced: [
        { by: 'bot', committedAt: '2026-03-31T01:28:46.000Z', inWindow: true },
        { by: 'bot', committedAt: '2026-03-31T02:24:26.000Z', inWindow: true },
      ],
      removed: [
        { by: 'person', committedAt: '2026-04-01T17:19:16.000Z' },
        { by: 'person', committedAt: '2026-04-02T05:14:04.000Z' },
      ],
      spans: [{ from: '2026-03-31T01:28:46.000Z', to: '2026-04-02T05:14:04.000Z' }],
      onDefault: [
        { ref: 'master', from: '2026-03-31T01:28:46.000Z', to: '2026-04-02T05:14:04.000Z' },
      ],
      refsNow: { default: 0, branch: 0, pull: 0, tag: 0, other: 0 },
      refsEver: { default: 1, branch: 0, pull: 1, tag: 1, other: 0 },
    });
    expect(said.story[0]).toMatch(
      /^master held axios 1\.14\.1 from 2026-03-31 01:28Z \(bot commit 7c1f7aa.*claims github-actions\) to 2026-04-02 05:14Z .*: inside the window, on a ref CI builds\.$/,
    );
    expect(said.story[1]).toBe('Nothing holds it now.');
  });
});
