import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clearanceOf } from '../../src/exposure/clearance.ts';
import { exposureDelta } from '../../src/exposure/delta.ts';
import { exposureMap } from '../../src/exposure/map.ts';
import { createMatcher } from '../../src/exposure/matcher.ts';
import { ExposureMap } from '../../src/exposure/schema.ts';
import { lookAt } from '../../src/exposure/target-result.ts';
import { npmLock as npmReader } from '../../src/lockfile/npm-lock/index.ts';
import type { RepositoryHistory } from '../../src/sources/history.ts';
import type { Place, Ref, Sighting, SourceItem } from '../../src/sources/types.ts';
import { realDoors } from '../support/doors.ts';
import { hiddenLock, npmLock } from '../support/lockfiles.ts';
import { heldIn, historyOf } from './history/support.ts';
import { incidentOf } from './support.ts';

const incident = incidentOf({
  packages: { 'npm axios': ['1.14.1'] },
  window: { from: '2026-03-31T00:00:00Z', to: '2026-03-31T03:00:00Z' },
});

const before = '2026-03-30T12:00:00Z';
const inside = '2026-03-31T01:28:00Z';
const after = '2026-04-02T05:14:00Z';

/** Came at a time with state 1, went with the next commit, on the line of main. */
function cameAndWent(at: string, written = at): RepositoryHistory {
  return historyOf(
    [
      { id: 'a', at: before },
      { id: 'b', on: ['a'], at, written, state: 1 },
      { id: 'c', on: ['b'], at: '2026-05-01T00:00:00Z' },
    ],
    { 'default:main': 'c' },
  );
}

interface Parts {
  readonly refs?: readonly Ref[];
  readonly held?: Place['held'];
  readonly path?: string;
  readonly past?: boolean;
}

function sighting(text: string, parts: Parts): Sighting {
  const { held, path = 'package-lock.json', refs = [] } = parts;
  const reading = npmReader.read(Buffer.from(text), {
    path,
    neighbours: { paths: [], bytes: () => null },
  });
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  return {
    kind: 'sighting',
    source: 'git',
    artefact: { digest, reader: 'npm-lock@1', ecosystems: ['npm'], reading },
    ...(parts.past === undefined ? {} : { past: parts.past }),
    places: () => [{ path, refs, beside: [], ...(held === undefined ? {} : { held }) }],
  };
}

function past(history: RepositoryHistory, text = bad, more: Parts = {}): Sighting {
  return sighting(text, { held: heldIn(history), past: true, ...more });
}

const bad = npmLock({ axios: '1.14.1' });
const main: Ref = { name: 'main', class: 'default', commit: 'b', committedAt: inside };

/** The map of a scan of one repository in which these were met. */
async function mapped(items: readonly SourceItem[]): Promise<ExposureMap> {
  const target = {
    name: 'acme/web',
    origin: null,
    kind: 'repository' as const,
    place: '/r',
    identity: 'r',
    parts: [],
    async *sightings() {
      yield* items;
    },
  };
  const looked = await lookAt(
    target,
    { incident, matcher: createMatcher(incident) },
    { ...realDoors, clock: { now: () => new Date('2026-06-01T00:00:00Z') } },
  );
  const scan = {
    number: 1,
    at: '2026-06-01T00:00:00.000Z',
    arguments: ['.'],
    directory: '/home/ada',
    refs: 'all' as const,
  };
  const results = [{ argument: '.', targets: [looked], failed: null }];
  return exposureMap(incident, results, scan, true);
}

const clean = sighting(npmLock({ ms: '2.1.3' }), { refs: [main] });

const unread: SourceItem = {
  kind: 'problem',
  code: 'GIT_OBJECT_MISSING',
  path: null,
  ref: null,
  line: null,
  message: 'a tree is missing',
  ecosystems: null,
  artefact: null,
};

describe('an exposure that only commits of the past hold', () => {
  it('is a row without refs, with its commits and times', async () => {
    const map = await mapped([clean, past(cameAndWent(inside))]);

    expect(map.exposures).toMatchObject([
      {
        package: { purl: 'pkg:npm/axios@1.14.1' },
        grade: 'locked',
        place: { refs: [], firstCommit: 'b', lastCommit: 'b', lines: [13] },
        window: {
          firstSeen: '2026-03-31T01:28:00.000Z',
          lastSeen: '2026-03-31T01:28:00.000Z',
          overlap: 'inside',
          live: 'none',
        },
        dependency: { direct: true, paths: [['project', 'axios']] },
        history: { classes: ['in-window', 'gone'], commits: 1, artefacts: 1 },
      },
    ]);
    expect(map.exposures[0]?.evidence).toHaveLength(1);
    expect(ExposureMap.parse(map)).toEqual(map);
  });

  it.each([
    ['was there in the window', cameAndWent(inside), 'exposed'],
    ['came after it and went', cameAndWent(after), 'not-exposed'],
    ['was written in it and committed after', cameAndWent(after, inside), 'possibly-exposed'],
  ])('decides by what it %s', async (_, history, verdict) => {
    const map = await mapped([clean, past(history)]);

    expect([map.targets[0]?.verdict, map.verdict]).toEqual([verdict, verdict]);
    expect(map.targets[0]?.exposures).toBe(1);
  });

  it('does not make clear what could not be read', async () => {
    const map = await mapped([clean, past(cameAndWent(after)), unread]);

    expect(map.targets[0]).toMatchObject({ verdict: 'unknown', reason: 'a tree is missing' });
  });

  it('says why its target is not exposed', async () => {
    const map = await mapped([clean, past(cameAndWent(after))]);

    expect(map.targets[0]?.reason).toBe(
      'what its history held came after it could be installed no more, and nothing holds it now',
    );
    expect(map.next).toEqual([]);
  });

  it('is not live for a gate, and asks for the builds of its commits', async () => {
    const map = await mapped([clean, past(cameAndWent(inside))]);

    expect(clearanceOf(map, {})).toMatchObject({ clear: true, live: [], open: [] });
    expect(map.next.join('\n')).toMatch(
      /^Find the CI runs and machines that built what held it in acme\/web: nothing there holds it now/m,
    );
    expect(map.next.join('\n')).not.toContain('Pin and rebuild');
  });

  it('that a pull request still holds asks for the builds of the default branch too', async () => {
    const pull: Ref = { name: 'refs/pull/1/head', class: 'pull', commit: 'b', committedAt: inside };
    const held = sighting(bad, { refs: [pull] });
    const [then, later] = await Promise.all(
      [inside, after].map(async (at) => await mapped([held, past(cameAndWent(at))])),
    );

    expect(then?.next).toContainEqual(
      expect.stringMatching(
        /^Find the CI runs and machines that built acme\/web .*, on the default branch of acme\/web\./,
      ),
    );
    expect(then?.next.join()).toContain('Close the pull requests');
    expect(later?.next.join()).not.toContain('Find the CI runs');
  });

  it('of an installed tree, or of an entry that nothing asks for, is residue', async () => {
    const orphan = JSON.stringify({
      name: 'project',
      lockfileVersion: 3,
      packages: { '': { name: 'project' }, 'node_modules/axios': { version: '1.14.1' } },
    });
    const history = cameAndWent(inside);
    const map = await mapped([
      past(history, orphan),
      past(history, hiddenLock({ axios: '1.14.1' }), { path: 'node_modules/.package-lock.json' }),
    ]);

    expect(map.exposures.map(({ grade, history: said }) => [grade, said?.classes])).toEqual([
      ['installed', ['in-window', 'residue', 'gone']],
      ['locked', ['in-window', 'residue', 'gone']],
    ]);
  });

  it('takes commits and evidence of every content, of many some', async () => {
    const commits = Array.from({ length: 30 }, (_, index) => ({
      id: `c${index}`,
      ...(index === 0 ? {} : { on: [`c${index - 1}`] }),
      at: new Date(Date.parse(inside) + index * 60_000).toISOString(),
      state: index,
    }));
    const history = historyOf(commits, { 'default:main': 'c29' });
    const contents = commits.map((_, index) =>
      sighting(npmLock({ axios: '1.14.1', other: `1.0.${index}` }), {
        held: heldIn(history, [index]),
        past: true,
      }),
    );
    const map = await mapped(contents);

    expect(map.exposures).toHaveLength(1);
    expect(map.exposures[0]?.evidence).toHaveLength(20);
    expect(map.exposures[0]?.history).toMatchObject({ commits: 30, artefacts: 30 });
  });
});

describe('an exposure that something holds now', () => {
  const history = historyOf(
    [
      { id: 'a', at: inside, state: 1 },
      { id: 'b', on: ['a'], at: after, state: 2 },
    ],
    { 'default:main': 'b' },
  );
  const tip = sighting(npmLock({ axios: '1.14.1', newer: '1.0.0' }), { refs: [main] });

  it('says what is there now, and history adds times and classes, in whichever order they come', async () => {
    const items = [
      past(history),
      past(history, npmLock({ axios: '1.14.1', newer: '1.0.0' }), { held: heldIn(history, [2]) }),
      tip,
    ];
    const [one, other] = [await mapped(items), await mapped(items.toReversed())];

    expect(one.exposures).toEqual(other.exposures);
    expect(one.exposures).toMatchObject([
      {
        place: { refs: [{ name: 'main' }], firstCommit: 'a', lastCommit: 'b' },
        window: { overlap: 'inside', live: 'default', lastSeen: '2026-04-02T05:14:00.000Z' },
        history: { classes: ['in-window', 'at-tip'], commits: 2, artefacts: 2 },
      },
    ]);
    expect(one.exposures[0]?.evidence.map(({ digest }) => digest)).toEqual([
      tip.artefact.digest,
      past(history).artefact.digest,
    ]);
  });

  it('counts, and is not outside, where a work tree holds what was committed too late', async () => {
    const late = cameAndWent(after);
    const worktree: Ref = { name: 'worktree', class: 'worktree', commit: null, committedAt: null };
    const map = await mapped([sighting(bad, { refs: [worktree] }), past(late)]);

    expect(map.verdict).toBe('exposed');
    expect(map.exposures[0]?.window).toMatchObject({ overlap: 'unknown', live: 'worktree' });
    expect(clearanceOf(map, {}).clear).toBe(false);
  });

  it('is as it was where no history was read', async () => {
    const map = await mapped([tip]);

    expect(map.exposures[0]).not.toHaveProperty('history');
    expect(map.exposures[0]?.place.firstCommit).toBeNull();
  });
});

describe('scans compared', () => {
  const gone = cameAndWent(inside);

  it('tell that what something held is gone when commits of the past alone hold it', async () => {
    const [live, ago] = [
      await mapped([sighting(bad, { refs: [main] })]),
      await mapped([clean, past(gone)]),
    ];

    expect(exposureDelta(live, ago)).toMatchObject({
      gone: [{ target: 'acme/web' }],
      appeared: [],
      remaining: [],
    });
    expect(exposureDelta(ago, live)).toMatchObject({
      gone: [],
      appeared: [{ target: 'acme/web' }],
      remaining: [],
    });
  });

  it('tell what of the past a scan that reads no history has not', async () => {
    const [ago, tips] = [await mapped([clean, past(gone)]), await mapped([clean])];

    expect(exposureDelta(ago, tips)).toMatchObject({
      gone: [],
      pastNotSeen: [ago.exposures[0]?.id],
    });
    expect(exposureDelta(tips, ago).appeared).toHaveLength(1);
    expect(exposureDelta(ago, ago)).toMatchObject({ remaining: [ago.exposures[0]?.id] });
    expect(exposureDelta(ago, ago)).not.toHaveProperty('pastNotSeen');
  });
});
