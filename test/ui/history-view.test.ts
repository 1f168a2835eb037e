import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { ExposureHistory, HistoryCommit } from '../../src/exposure/history/schema.ts';
import type { Exposure, ExposureMap } from '../../src/exposure/schema.ts';
import { mapText } from '../../src/ui/map-view.ts';
import { exposure, linesOf, mapOf, onPage } from './support.ts';

function shown(map: ExposureMap, details: boolean, page = 80): string[] {
  return onPage(page, () => linesOf(mapText(map, details)));
}

function commit(parts: Partial<HistoryCommit> = {}): HistoryCommit {
  return {
    commit: '83bbe219e237f38d16862a11b9faae1515959335',
    authoredAt: '2025-09-08T13:56:08.000Z',
    committedAt: '2025-09-08T13:56:08.000Z',
    author: { name: 'dependabot[bot]', email: 'bot@example.org' },
    by: 'bot',
    subject: 'update(deps-dev): bump the dev-deps group with 3 updates',
    refs: [{ name: 'refs/pull/34/head', class: 'pull' }],
    refsTotal: 1,
    inWindow: true,
    ...parts,
  };
}

const none = { default: 0, branch: 0, pull: 0, tag: 0, other: 0 };

function history(parts: Partial<ExposureHistory> = {}): ExposureHistory {
  return {
    clock: 'committer',
    whole: true,
    classes: ['in-window', 'merged-later', 'gone'],
    commits: 2,
    introduced: [commit()],
    introducedTotal: 1,
    removed: [
      commit({
        commit: '4fa0f23000000000000000000000000000000000',
        authoredAt: '2025-09-10T18:00:00.000Z',
        committedAt: '2025-09-10T18:04:39.000Z',
        author: { name: '', email: '' },
        by: 'person',
        subject: 'security: fix',
        refs: [{ name: 'main', class: 'default' }],
        refsTotal: 3,
        inWindow: false,
      }),
    ],
    removedTotal: 1,
    merged: [],
    mergedTotal: 0,
    spans: [{ from: '2025-09-08T13:56:08.000Z', to: '2025-09-10T18:04:39.000Z' }],
    spansTotal: 1,
    onDefault: [],
    onDefaultTotal: 0,
    refsNow: none,
    refsEver: { ...none, default: 1 },
    clocks: [],
    clocksTotal: 0,
    artefacts: 1,
    story: [
      'main held bad 1.0.0 from 2025-09-08 14:04Z (bot commit 4b8d7c577beb, claims dependabot[bot]) to 2025-09-10 18:04Z (commit 4fa0f23, claims nobody): inside the window, on a ref CI builds.',
      'Nothing holds it now.',
    ],
    ...parts,
  };
}

function past(parts: Partial<ExposureHistory> = {}): Exposure {
  return exposure({
    place: { refs: [] },
    window: {
      firstSeen: '2025-09-08T13:56:08.000Z',
      lastSeen: '2025-09-08T14:04:19.000Z',
      overlap: 'inside',
      live: 'none',
    },
    history: history(parts),
  });
}

/** The map with the verdict of its one target. */
function judged(map: ExposureMap, verdict: 'not-exposed' | 'possibly-exposed'): ExposureMap {
  return { ...map, verdict, targets: map.targets.map((one) => ({ ...one, verdict, reason: 'r' })) };
}

describe('an exposure of the past', () => {
  it('has when it was, and what that makes of it, below its row', () => {
    const lines = shown(mapOf([past()]), false);

    expect(lines.slice(6, 9)).toEqual([
      'acme/web',
      expect.stringMatching(/^ {2}bad 1\.0\.0 {2,}nothing now {2,}itself$/),
      '    2025-09-08 13:56Z to 2025-09-10 18:04Z: in the window, merged later, gone',
    ]);
  });

  it('names the default branch that held it in the window, and no other', () => {
    const span = { ref: 'main', from: null, to: null, until: null };
    const onMain = history({ onDefault: [{ ...span, commit: commit().commit }] });
    const later = history({ onDefault: [{ ...span, commit: 'f00d' }] });

    const [held, notThen] = [onMain, later].map((one) =>
      shown(mapOf([{ ...past(), history: one }]), false, 140).join('\n'),
    );

    expect(held).toContain('in the window on main, merged later, gone');
    expect(notThen).toContain('in the window, merged later, gone');
  });

  it('says until now where it is there still, and what nobody can say', () => {
    const live = exposure({
      window: { firstSeen: '2025-09-08T13:56:08.000Z', overlap: 'unknown' },
      history: history({
        classes: ['at-tip'],
        spans: [{ from: '2025-09-08T13:56:08.000Z', to: null }],
      }),
    });

    expect(shown(mapOf([live]), false)).toContain(
      '    2025-09-08 13:56Z until now: in the window or not: cannot say',
    );
  });

  it.each([80, 140])('tells its story whole with details, on %i columns', (page) => {
    const lines = shown(mapOf([past()]), true, page);
    const text = lines.join(' ').split(/\s+/).join(' ');

    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(page);
    expect(lines).toContain('    on     nothing now');
    expect(text).toContain(
      'story main held bad 1.0.0 from 2025-09-08 14:04Z (bot commit 4b8d7c577beb, claims dependabot[bot]) to 2025-09-10 18:04Z (commit 4fa0f23, claims nobody): inside the window, on a ref CI builds. Nothing holds it now.',
    );
    expect(text).toContain(
      'came 2025-09-08 13:56Z 83bbe219e237 bot, claims dependabot[bot], on refs/pull/34/head, in the window: update(deps-dev): bump the dev-deps group with 3 updates',
    );
    expect(text).toContain(
      'went 2025-09-10 18:04Z (written 2025-09-10 18:00Z) 4fa0f2300000 claims nobody, on main +2: security: fix',
    );
    expect(text).not.toContain('gaps');
  });

  it('shows some of many commits, and that history is not whole', () => {
    const many = past({
      whole: false,
      introduced: Array.from({ length: 20 }, () => commit({ behindGap: true })),
      introducedTotal: 1234,
    });
    const text = shown(mapOf([many]), true, 140)
      .join(' ')
      .split(/\s+/)
      .join(' ');

    expect(text).toContain('in the window, or earlier: what came before is missing: update');
    expect(text).toContain('and 1,229 more commits (--json)');
    expect(text).toContain('gaps history is not whole: what is not found is not known');
  });

  it('forges no line and reverses no text', () => {
    const hostile = 'x\n\u202eacme/web  NOT EXPOSED\u001b[2J';
    const lines = shown(
      mapOf([
        past({
          story: [`${hostile} held it.`],
          introduced: [
            commit({
              author: { name: hostile, email: hostile },
              subject: hostile,
              refs: [{ name: hostile, class: 'branch' }],
            }),
          ],
        }),
      ]),
      true,
    );

    expect(lines.filter((line) => line.includes('\u202e') || line.includes('\u001b'))).toEqual([]);
    expect(lines.some((line) => line.trimStart().startsWith('acme/web  NOT'))).toBe(false);
  });

  it('is no exposure of its target where it does not count', () => {
    const lines = shown(
      judged(mapOf([past({ classes: ['after-takedown', 'gone'] })]), 'not-exposed'),
      false,
    );

    expect(lines[1]).toBe('0 of 1 target exposed, 0 unknown, 1 not exposed');
    expect(lines).toContain('acme/web  in the past alone, and not during the window');
    expect(lines).toContain('not exposed  acme/web (held at another time alone)');
    expect(shown(judged(mapOf([past()]), 'possibly-exposed'), false)).toContain(
      'acme/web  possibly exposed',
    );
  });
});
