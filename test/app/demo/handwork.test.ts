import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { type BuiltRepository, buildSample } from '../../../src/app/demo/build-sample.ts';
import { mergeBranch, takeBack } from '../../../src/app/demo/colleagues.ts';
import { loadExpected } from '../../../src/app/demo/expected.ts';
import { beyondReading, doByHand, handwork } from '../../../src/app/demo/handwork.ts';
import { scan } from '../../../src/app/scan.ts';
import type { ExposureMap } from '../../../src/exposure/schema.ts';
import { realDoors } from '../../support/doors.ts';
import { projectRoot } from '../../support/project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { fixturesDir, git } from './sample.ts';

const who = { author: 'Mara Lindqvist <mara@acme.example>', date: '2026-05-20T10:00:00Z' };
const list = join(projectRoot, 'fixtures/incidents/antv-wave-2026-05-19.json');

/** Branches whose npm lockfile a pin repairs: what it changes there, and which commit it takes back for that. */
const pins = [
  ['acme/admin-console', 'main', ['package-lock.json'], 'Update packages within their ranges'],
  ['acme/billing', 'main', ['package-lock.json'], 'Bump timeago.js from 4.0.2 to 4.1.2 (#12)'],
  [
    'acme/checkout',
    'feature/trend-line',
    ['package.json', 'package-lock.json'],
    'Draw a trend line under the total',
  ],
  ['acme/design-lab', 'master', ['package-lock.json'], 'Bump jest-canvas-mock to 2.5.3'],
  ['acme/feed-reader', 'main', ['npm-shrinkwrap.json'], 'Shrinkwrap for 2.0.4'],
  ['acme/storefront', 'develop', ['package-lock.json'], 'Refresh the lockfile'],
  ['acme/storefront', 'main', ['package-lock.json'], 'Refresh the lockfile'],
  ['acme/topology', 'main', ['package-lock.json'], 'Update packages within their ranges'],
] as const;

let directory: string;
let before: ExposureMap;
let after: ExposureMap;
let repositories: readonly BuiltRepository[];

function repository(name: string, among: readonly BuiltRepository[] = repositories) {
  const found = among.find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return found;
}

async function look(): Promise<ExposureMap> {
  const app: App = {
    doors: realDoors,
    dataDir: temporaryDirectory(),
    version: '0.0.0',
    progress: () => {},
    warn: () => {},
  };
  return await scan(app, {
    targets: [directory],
    incident: list,
    refs: 'all',
    jobs: 2,
    keep: false,
  });
}

beforeAll(async () => {
  directory = temporaryDirectory();
  repositories = await buildSample(fixturesDir, directory);
  before = await look();
  for (const [name, into, paths, undoes] of pins) {
    const branch = `firebreak/pin/${into}`;
    git(repository(name).directory, 'branch', branch, into);
    await takeBack(repository(name), { branch, paths, undoes, message: 'Pin' }, who);
    await mergeBranch(repository(name), { branch, into }, who);
  }
  for (const one of handwork) await doByHand(repository(one.target), one, who.date);
  after = await look();
}, 120_000);

it('finds what is known before anything is done', async () => {
  const { targets } = await loadExpected(fixturesDir);

  expect(before.targets.map(({ name, verdict }) => [name, verdict])).toEqual(
    targets.map(({ name, verdict }) => [name, verdict]),
  );
});

it('leaves nothing live but pull requests and tags', () => {
  const left = after.exposures.map(
    ({ place, target }) => `${target} ${place.refs.map(({ name }) => name).join(' ')}`,
  );

  expect(left.toSorted()).toEqual([
    'acme/billing refs/pull/12/head',
    'acme/invoice-pdf v2.4.1',
    'acme/partner-portal refs/pull/7/head',
    'acme/reports v3.1.0',
  ]);
});

it('leaves unread what it names, and nothing else', () => {
  const unread = after.coverage.problems.map(({ target }) => target);

  expect(unread).toEqual(Object.keys(beyondReading));
  expect(before.coverage.problems.length).toBeGreaterThan(unread.length);
});

it('does something in every repository where no rule can', () => {
  const done = new Set([...pins.map(([name]) => name), ...handwork.map(({ target }) => target)]);
  const wanted = before.targets
    .filter(({ verdict }) => verdict !== 'not-exposed')
    .map(({ name }) => name)
    .filter((name) => !['acme/invoice-pdf', 'acme/partner-portal'].includes(name));

  expect([...done].toSorted()).toEqual(wanted.toSorted());
});

it('merges with a merge commit, in a bare mirror and in a branch that nobody has checked out too', () => {
  for (const [name, into] of pins) {
    const at = repository(name).directory;
    const parents = git(at, 'log', '-1', '--format=%P %an %aI', into).trim();

    expect(parents).toMatch(
      /^[0-9a-f]{40} [0-9a-f]{40} Mara Lindqvist 2026-05-20T10:00:00\+00:00$/,
    );
    expect(git(at, 'branch', '--list', 'firebreak/*')).toBe('');
  }
});

it('leaves repositories whole, work trees clean, and no other work trees', () => {
  for (const { directory: at } of repositories) {
    expect(git(at, 'fsck', '--strict', '--no-dangling')).toBe('');
    expect(git(at, 'worktree', 'list').trim().split('\n')).toHaveLength(1);
  }
  const dirty = repositories
    .filter(({ bare }) => !bare)
    .filter(({ directory: at }) => git(at, 'status', '--porcelain', '--ignored') !== '');
  expect(dirty).toEqual([]);
  expect(existsSync(join(repository('acme/kiosk').directory, 'node_modules'))).toBe(false);
});

it('does nothing twice', async () => {
  const heads = (): string[] => repositories.map(({ directory: at }) => git(at, 'for-each-ref'));
  const done = heads();
  const again = [];
  for (const one of handwork) again.push(await doByHand(repository(one.target), one, who.date));

  expect(again).toEqual(handwork.map(() => false));
  expect(heads()).toEqual(done);
});

it('says what git refused, and leaves nothing behind', async () => {
  const one = repository('acme/storefront');
  const absent = { branch: 'develop', paths: ['absent.txt'], message: 'x' };

  await expect(mergeBranch(one, { branch: 'absent', into: 'develop' }, who)).rejects.toMatchObject({
    code: 'DEMO_UNAVAILABLE',
    message: expect.stringMatching(
      /cannot merge absent into develop in acme\/storefront: git: .*absent/,
    ),
  });
  await expect(takeBack(one, { ...absent, undoes: 'Refresh the lockfile' }, who)).rejects.toThrow(
    /git: .*absent\.txt/,
  );
  await expect(takeBack(one, { ...absent, undoes: 'Never done' }, who)).rejects.toThrow(
    'no such commit',
  );
  expect(git(one.directory, 'worktree', 'list').trim().split('\n')).toHaveLength(1);
});

it('makes the same commits every time', async () => {
  const again = await buildSample(fixturesDir, temporaryDirectory());
  const [first] = handwork;
  if (first === undefined) throw new Error('no handwork');
  await doByHand(repository(first.target, again), first, who.date);

  expect(git(repository(first.target, again).directory, 'rev-parse', 'main')).toBe(
    git(repository(first.target).directory, 'rev-parse', 'main'),
  );
});
