import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { mirrorHome } from '../../src/app/mirrors.ts';
import { expandTargets, type TargetOptions } from '../../src/app/targets.ts';
import { soughtSigns } from '../../src/exposure/signs/sought.ts';
import { incidentOf } from '../exposure/support.ts';
import { type GitServer, gitServer } from '../sources/remote/git-server.ts';
import { inMirror } from '../sources/remote/support.ts';
import { realDoors } from '../support/doors.ts';
import { gitRepository } from '../support/git-repository.ts';
import { npmLock } from '../support/lockfiles.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const warnings: string[] = [];
const fetching: string[] = [];
const app: App = {
  doors: realDoors,
  dataDir: temporaryDirectory(),
  version: '0.0.0',
  progress: () => {},
  fetching: (what) => void fetching.push(what),
  warn: (message) => void warnings.push(message),
};
const root = temporaryDirectory();
const repository = gitRepository(join(root, 'acme/web'));
let server: GitServer;

beforeAll(async () => {
  repository.git('config', 'uploadpack.allowFilter', 'true');
  repository.commit({
    'package-lock.json': npmLock({ old: '1.0.0' }),
    'big.bin': 'x'.repeat(9999),
  });
  repository.commit({ 'package-lock.json': npmLock({ a: '1.0.0' }) });
  repository.updateRef('refs/pull/1/head', 'HEAD~1');
  server = await gitServer(root);
});
afterAll(async () => await server.close());

/** What each target that arguments lead to holds: `name path ref,…`, and codes of problems. */
async function seen(
  args: readonly string[],
  options: Partial<TargetOptions> = {},
): Promise<string[]> {
  const found: string[] = [];
  const expansions = await expandTargets(app, args, { refs: 'all', ...options });
  for (const { argument, failed, targets } of expansions) {
    if (failed !== null) found.push(`${argument} ${failed.code}`);
    for (const target of targets)
      for await (const item of target.sightings(realDoors)) {
        if (item.kind === 'problem') found.push(`${target.name} ${item.code}`);
        if (item.kind !== 'sighting') continue;
        for (const { path, refs } of item.places())
          found.push(`${target.name} ${path} ${refs.map(({ name }) => name).join()}`);
      }
  }
  return found.toSorted();
}

const whole = ['acme/web package-lock.json main', 'acme/web package-lock.json refs/pull/1/head'];

it('reads a repository at a URL, mirrored with the contents that state packages alone', async () => {
  const url = `${server.url}/acme/web`;

  expect(await seen([url])).toEqual(whole);
  const before = server.requests.length;
  expect(await seen([url])).toEqual(whole);

  const [host = ''] = readdirSync(join(app.dataDir, 'mirrors'));
  const mirror = join(app.dataDir, 'mirrors', host, 'acme/web.git');
  const blob = repository.git('rev-parse', 'HEAD:big.bin');
  const all = inMirror(mirror, 'cat-file', '--batch-all-objects', '--batch-check');
  expect(all).not.toContain(blob);
  // The second time one question about refs, which is two requests, and no contents.
  expect(server.requests.length - before).toBe(2);
  expect(warnings).toEqual([]);
  expect(fetching.filter((what) => what.startsWith(`${url} receiving 100%`))).not.toEqual([]);
});

it('says that file hashes were not sought everywhere, where a mirror holds few contents', async () => {
  const unfiltered = gitRepository(join(root, 'acme/whole'));
  unfiltered.git('config', 'uploadpack.allowFilter', 'false');
  unfiltered.commit({ 'package-lock.json': npmLock({ a: '1.0.0' }) });
  const sha256 = 'ab'.repeat(32);
  const signs = soughtSigns(incidentOf({ indicators: { sha256 } }));

  expect(await seen([`${server.url}/acme/web`], { signs })).toEqual([
    'acme/web FILE_UNREADABLE',
    ...whole,
  ]);
  expect(await seen([`${server.url}/acme/whole`], { signs })).toEqual([
    'acme/whole package-lock.json main',
  ]);
});

it('reads it without a network as it stood, and says so', async () => {
  const url = `${server.url}/acme/web`;
  await seen([url]);

  expect(await seen([url], { offline: true })).toEqual(['acme/web MIRROR_NOT_REFRESHED', ...whole]);
  await expect(seen([`${server.url}/acme/other`], { offline: true })).rejects.toMatchObject({
    code: 'TARGET_NOT_FOUND',
  });
});

it('joins a clone with the mirror of what it was cloned from, and shows no password', async () => {
  const clone = join(temporaryDirectory(), 'clone');
  const url = `${server.url}/acme/web`;
  repository.git('clone', '--quiet', '--bare', repository.directory, clone);
  repository.git('--git-dir', clone, 'remote', 'set-url', 'origin', url);

  const expansions = await expandTargets(app, [clone, url.replace('//', '//ada:s3cret@')], {
    refs: 'all',
  });

  expect(new Set(expansions.flatMap(({ targets }) => targets)).size).toBe(1);
  expect(expansions[1]?.argument).toBe(url.replace('//', '//***@'));
});

it('says of the failing ones what is wrong, and reads the others', async () => {
  const at = `file://${repository.directory}`;
  const expansions = await expandTargets(app, ['https://git.example/..', at], { refs: 'all' });

  expect(expansions.map(({ failed }) => failed?.code ?? null)).toEqual(['ARGUMENT_INVALID', null]);
  expect(await seen([at])).toEqual(whole.map((line) => line.replace('acme/web', at)));
});

it('lets two at one mirror wait for each other, and takes over from one that is dead', async () => {
  const path = join(temporaryDirectory(), 'web.git');
  let looked = 0;
  const looking = Promise.withResolvers<void>();
  const { processes } = realDoors;
  const watched = {
    ...processes,
    stateOf: async (one: Parameters<typeof processes.stateOf>[0]) => {
      looked += 1;
      // The lock is looked at by who takes it, and by who waits for it; then it is tried again.
      if (looked > 2) looking.resolve();
      return await processes.stateOf(one);
    },
  };
  const home = mirrorHome({ ...app, doors: { ...realDoors, processes: watched } }, false);
  const order: string[] = [];
  const first = await home.lock(path);

  const waiting = home.lock(path).then((lock) => {
    order.push('second');
    return lock;
  });
  await Promise.race([looking.promise, waiting]);
  order.push('first done');
  await first.release();
  await (await waiting).release();

  expect(order).toEqual(['first done', 'second']);
  expect(existsSync(`${path}.lock`)).toBe(false);
  const dead = { ...(await realDoors.processes.self()), start: '1' };
  writeFileSync(`${path}.lock`, JSON.stringify(dead));
  await (await home.lock(path)).release();
  writeFileSync(
    `${path}.lock`,
    JSON.stringify({ ...dead, host: 'elsewhere', machine: 'x', boot: 'y' }),
  );
  await expect(home.lock(path)).rejects.toMatchObject({ code: 'GIT_FAILED' });
});

it('mirrors once for two that ask at the same time', async () => {
  const url = `${server.url}/acme/web`;
  const data = { ...app, dataDir: temporaryDirectory() };
  const looks = await Promise.all(
    [1, 2].map(async () => {
      const [expansion] = await expandTargets(data, [url], { refs: 'all' });
      const codes: string[] = [];
      for (const target of expansion?.targets ?? [])
        for await (const item of target.sightings(realDoors)) codes.push(item.kind);
      return codes;
    }),
  );

  expect(looks).toEqual([
    ['sighting', 'sighting'],
    ['sighting', 'sighting'],
  ]);
});
