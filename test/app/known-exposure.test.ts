import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { openIncident, updateLists } from '../../src/app/incidents.ts';
import type { KnownExposures } from '../../src/app/results.ts';
import { scan } from '../../src/app/scan.ts';
import type { Exposure, ExposureMap } from '../../src/exposure/schema.ts';
import { realDoors } from '../support/doors.ts';
import { type GitRepository, gitRepository } from '../support/git-repository.ts';
import { manifest, npmLock, yarnLock } from '../support/lockfiles.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let org: string;
let warnings: string[];

/** Exposures by row, without what only a scan gives: lines, paths, and what lies around a file. */
function rows(exposures: readonly Exposure[]): unknown[] {
  return exposures
    .map(({ evidence, place, ...rest }) => ({
      ...rest,
      dependency: null,
      evidence: evidence.map(({ digest }) => digest).toSorted(),
      place: { ...place, lines: [] },
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function appIn(dataDir: string): App {
  return {
    doors: realDoors,
    dataDir,
    version: '0',
    progress() {},
    warn: (message) => void warnings.push(message),
  };
}

function listOf(...lines: readonly string[]): string {
  const path = join(temporaryDirectory(), 'list.txt');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

async function opened(app: App, ...lines: readonly string[]): Promise<KnownExposures | null> {
  const { known } = await openIncident(app, {
    id: 'x',
    from: [listOf(...lines)],
    title: null,
    severity: null,
    commander: null,
    window: '2026-01-01T00:00:30Z..2026-01-01T00:03:30Z',
    windowSource: null,
  });
  return known;
}

function scanned(app: App, incident: string | null, history = true): Promise<ExposureMap> {
  return scan(app, {
    targets: [org],
    incident,
    refs: 'all',
    history: history ? 'reachable' : null,
    jobs: 2,
    keep: false,
  });
}

/** A row for each purl and path. */
function placesIn(exposures: readonly Exposure[]): string[] {
  return exposures.map(({ package: { purl }, place }) => `${purl} ${place.path}`).toSorted();
}

let web: GitRepository;
let app: App;

beforeAll(async () => {
  warnings = [];
  org = temporaryDirectory();
  web = gitRepository(join(org, 'web'));
  web.commit({ 'package-lock.json': npmLock({ a: '1.0.0' }), 'package.json': manifest() });
  web.commit({ 'package-lock.json': npmLock({ a: '1.0.1' }) });
  web.commit({ 'package-lock.json': npmLock({ a: '1.0.2', later: '1.0.0' }) });
  web.branch('topic');
  web.commit({ 'apps/yarn.lock': yarnLock({ 'b@^1': '1.0.1', 'a@^1': '1.0.1' }) });
  web.updateRef('refs/pull/1/head', 'HEAD');
  web.checkout('main');
  web.commit({ x: '1' });
  const many = gitRepository(join(org, 'many'));
  for (let pull = 1; pull <= 5; pull += 1) {
    const commit = many.commit({
      'package-lock.json': npmLock({ a: pull % 2 === 0 ? '1.0.1' : '1.0.3' }),
    });
    for (let number = pull * 100; number < pull * 100 + 30; number += 1)
      many.updateRef(`refs/pull/${number}/head`, commit);
  }
  const clean = gitRepository(join(org, 'clean'));
  clean.commit({ 'package-lock.json': npmLock({ clean: '1.0.0' }) });
  app = appIn(join(temporaryDirectory(), 'home'));
  await scanned(app, null);
});

describe('a new list', () => {
  it('is answered from the inventory as a new scan through history answers it', async () => {
    const own = appIn(join(temporaryDirectory(), 'home'));
    expect(await opened(own, 'nothing@1.0.0')).toBeNull();
    await scanned(own, null);

    const { known } = await updateLists(own, 'x', [listOf('a@1.0.1', 'b@1.0.1', 'a@1.0.3')]);
    const { exposures } = await scanned(own, 'x');

    expect(placesIn(exposures)).toEqual([
      'pkg:npm/a@1.0.1 apps/yarn.lock',
      'pkg:npm/a@1.0.1 package-lock.json',
      'pkg:npm/a@1.0.1 package-lock.json',
      'pkg:npm/a@1.0.3 package-lock.json',
      'pkg:npm/b@1.0.1 apps/yarn.lock',
    ]);
    expect(rows(known?.exposures ?? [])).toEqual(rows(exposures));
    expect(known?.targets.map(({ exposures: count, name }) => [name, count])).toEqual([
      ['many', 2],
      ['web', 3],
    ]);
    expect(known?.inventory).toMatchObject({ targets: 3, history: 3 });
  });

  it('is answered at the opening, whole', async () => {
    const known = await opened(app, 'b@1.0.1');

    expect(placesIn(known?.exposures ?? [])).toEqual(['pkg:npm/b@1.0.1 apps/yarn.lock']);
  });

  it('tells what it adds alone', async () => {
    const first = await updateLists(app, 'x', [listOf('a@1.0.2')]);
    const second = await updateLists(app, 'x', [listOf('a@1.0.2')]);

    expect(placesIn(first.known?.exposures ?? [])).toEqual(['pkg:npm/a@1.0.2 package-lock.json']);
    expect(second.known).toMatchObject({ targets: [], exposures: [] });
  });

  it.each([
    ['a range', 'later@<2.0.0'],
    ['a scope', '@none/*@1.0.0'],
  ])('of %s is answered as a scan answers it', async (_, line) => {
    const own = appIn(join(temporaryDirectory(), 'home'));
    await scanned(own, null);
    let known: KnownExposures | null;
    try {
      known = await opened(own, line);
    } catch {
      return;
    }

    expect(rows(known?.exposures ?? [])).toEqual(rows((await scanned(own, 'x')).exposures));
  });
});

it('tips that were looked at since count, and what history was, too', async () => {
  const own = appIn(join(temporaryDirectory(), 'home'));
  const directory = join(temporaryDirectory(), 'moving');
  const repository = gitRepository(directory);
  repository.commit({ 'package-lock.json': npmLock({ a: '1.0.1' }) });
  const look = (history: boolean): Promise<ExposureMap> =>
    scan(own, {
      targets: [directory],
      incident: null,
      refs: 'all',
      history: history ? 'reachable' : null,
      jobs: 1,
      keep: false,
    });
  await look(true);
  repository.commit({ 'package-lock.json': npmLock({ a: '1.0.2' }) });
  await look(false);

  const known = await opened(own, 'a@1.0.1', 'a@1.0.2');

  expect(placesIn(known?.exposures ?? [])).toEqual([
    'pkg:npm/a@1.0.1 package-lock.json',
    'pkg:npm/a@1.0.2 package-lock.json',
  ]);
});

it('an inventory that cannot be read is said, and the incident is opened', async () => {
  const own = appIn(temporaryDirectory());
  writeFileSync(join(own.dataDir, 'inventory.sqlite'), 'no inventory'.repeat(1000));
  warnings = [];

  expect(await opened(own, 'a@1.0.1')).toBeNull();
  expect(warnings).toEqual([expect.stringMatching(/^the inventory was not asked: /)]);
});
