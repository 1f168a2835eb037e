import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { openIncident } from '../../src/app/incidents.ts';
import { scan } from '../../src/app/scan.ts';
import type { ExposureMap } from '../../src/exposure/schema.ts';
import { writeFileSync } from 'node:fs';
import { realDoors } from '../support/doors.ts';
import { gitRepository } from '../support/git-repository.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
const workflow = (...commands: readonly string[]): string =>
  `on: push\njobs:\n  a:\n    steps:\n${commands.map((one) => `      - run: ${one}\n`).join('')}`;
const manifest = (name: string, more: object = {}): string =>
  json({ name, dependencies: { evil: '1.2.9 || 1.2.8', other: '^1.0.0' }, ...more });
const lock = json({
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { evil: '1.2.9 || 1.2.8', other: '^1.0.0' } },
    'node_modules/evil': { version: '1.2.8' },
    'node_modules/other': { version: '1.0.0' },
  },
});

const exactly = { dependencies: { evil: '1.2.9' } };

let org: string;
let app: App;
let map: ExposureMap;

function looked(incident: string | null): Promise<ExposureMap> {
  const request = { targets: [org], incident, refs: 'all', jobs: 1, keep: false } as const;
  return scan(app, request);
}

beforeAll(async () => {
  org = temporaryDirectory();
  const project = (name: string, files: Readonly<Record<string, string>>): void => {
    const base = { 'package.json': manifest(name), 'package-lock.json': lock };
    gitRepository(join(org, name)).commit({ ...base, ...files });
  };
  project('clean', { '.github/workflows/a.yml': workflow('npm ci', 'npm install') });
  project('deleted', { 'scripts/a.sh': 'rm -f package-lock.json\nnpm install\n' });
  project('ignored', { Dockerfile: 'FROM node:24\nRUN npm i --no-package-lock\n' });
  project('named', { '.github/workflows/a.yml': workflow('npm update other') });
  project('overridden', {
    '.github/workflows/a.yml': workflow('npm update'),
    'package.json': manifest('overridden', { overrides: { evil: '1.2.8' } }),
  });
  project('updated', {
    '.github/workflows/a.yml': workflow('npm update evil'),
    'package.json': manifest('updated', exactly),
    'below/package.json': manifest('below', exactly),
    'below/package-lock.json': lock,
    'loose/package.json': manifest('loose'),
  });
  app = {
    doors: realDoors,
    dataDir: join(temporaryDirectory(), 'home'),
    version: '0',
    progress() {},
    warn() {},
  };
  const list = join(temporaryDirectory(), 'list.txt');
  writeFileSync(list, 'evil@1.2.9\n');
  await openIncident(app, {
    id: 'x',
    from: [list],
    title: null,
    severity: null,
    commander: null,
    window: '2026-05-19T01:00:00Z..2026-05-19T04:00:00Z',
    windowSource: null,
  });
  map = await looked('x');
});

function rows({ exposures }: Pick<ExposureMap, 'exposures'>): string[] {
  return exposures.map(({ grade, place, request, target }) =>
    [target, place.path, grade, request?.answer, request?.commands?.join()]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}

it('an install that has no regard for a lockfile is asked what the manifest would have become', () => {
  expect(rows(map)).toEqual([
    'deleted package.json resolvable cannot-say npm install, package-lock.json removed',
    'ignored package.json resolvable cannot-say npm i',
    'updated below/package.json resolvable cannot-say npm update',
    'updated loose/package.json resolvable cannot-say',
    'updated package.json resolvable would npm update',
  ]);
  expect(map.targets.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
    'clean not-exposed',
    'deleted possibly-exposed',
    'ignored possibly-exposed',
    'named not-exposed',
    'overridden not-exposed',
    'updated possibly-exposed',
  ]);
});

it('the reason names the command, and where it may have run', () => {
  const [own] = map.exposures.filter(({ target }) => target === 'ignored');
  const [below] = map.exposures.filter(({ place }) => place.path.startsWith('below'));

  expect(own?.request?.reason).toMatch(/^npm i takes anew what a lockfile holds; /);
  expect(below?.request?.reason).toMatch(
    /^npm update takes anew .*here or in a directory above; 1\.2\.9 itself/,
  );
});

it('what overrides keep from being taken is told with its reason', () => {
  expect(map.ruledOut?.map(({ target, why }) => `${target}: ${why}`)).toEqual([
    expect.stringMatching(/^overridden: .*npm update takes anew .*overrides in package\.json/),
  ]);
});

it('a second scan says the same, and so does the inventory alone, which asks for no overrides', async () => {
  const again = await looked('x');
  const list = join(temporaryDirectory(), 'list.txt');
  writeFileSync(list, 'evil@1.2.9\n');
  const { known } = await openIncident(app, {
    id: 'y',
    from: [list],
    title: null,
    severity: null,
    commander: null,
    window: null,
    windowSource: null,
  });

  expect(rows(again)).toEqual(rows(map));
  expect(
    rows({ exposures: known?.exposures ?? [] }).filter((row) => !row.startsWith('overridden')),
  ).toEqual(rows(map));
});
