import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Organisation, startOrganisation } from '../../../src/app/demo/organisation.ts';
import { loadStandIns } from '../../../src/app/demo/stand-ins.ts';
import { Site } from '../../../src/containment/site.ts';
import { realDoors } from '../../support/doors.ts';
import { projectRoot } from '../../support/project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { fixturesDir } from './sample.ts';

const fixtures = join(projectRoot, 'fixtures');
let organisation: Organisation;
let site: Site;

beforeAll(async () => {
  organisation = await startOrganisation(realDoors, { fixtures, directory: temporaryDirectory() });
  site = Site.parse(load(readFileSync(organisation.site, 'utf8')));
}, 120_000);

afterAll(async () => {
  await organisation.stop();
});

function fromSite(path: string): string {
  return resolve(dirname(organisation.site), path);
}

it('names every built repository in the site file, by paths from there', () => {
  const named = site.repositories.map(({ path, target }) => [target, fromSite(path)]);

  expect(named).toEqual(organisation.repositories.map(({ directory, name }) => [name, directory]));
  expect(site.repositories.filter(({ path }) => isAbsolute(path))).toEqual([]);
});

it('names the registry that runs, and how to restart it', async () => {
  const [command = '', ...args] = site.registry?.verdaccio?.restart ?? [];
  execFileSync(command, args, { stdio: 'pipe' });
  const answer = await fetch(`${site.registry?.url}@antv%2fg2`);

  expect(fromSite(site.registry?.verdaccio?.config ?? '')).toBe(organisation.registry.config);
  expect(Object.keys(((await answer.json()) as { versions: object }).versions)).toContain('5.5.8');
});

it('leaves a compromised tarball in the cache of the CI runner', async () => {
  const bad = (await loadStandIns(fixturesDir)).find(
    ({ name, version }) => name === '@antv/g2' && version === '5.5.8',
  );
  const hex = Buffer.from(bad?.integrity.slice('sha512-'.length) ?? '', 'base64').toString('hex');
  const content = join(
    '_cacache/content-v2/sha512',
    hex.slice(0, 2),
    hex.slice(2, 4),
    hex.slice(4),
  );

  expect(site.caches.map(({ path }) => fromSite(path))).toEqual([organisation.cache]);
  expect(readFileSync(join(organisation.cache, content)).equals(bad?.tarball ?? Buffer.of())).toBe(
    true,
  );
});

it('leaves the repositories as they were built', () => {
  expect(existsSync(join(organisation.clones, 'storefront/node_modules'))).toBe(false);
});

it('keeps secrets out of the site file, and everybody else from reading it', () => {
  expect(site.tokens.length).toBeGreaterThan(0);
  expect(readFileSync(organisation.site, 'utf8')).not.toMatch(/npm_[A-Za-z0-9]|gh[ps]_|BEGIN /);
});
