import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { npmCacheBust } from '../../../src/containment/npm-cache-bust/index.ts';
import type { World } from '../../../src/containment/types.ts';
import type { Exposure } from '../../../src/exposure/schema.ts';
import { gitRepository } from '../../support/git-repository.ts';
import { projectRoot } from '../../support/project.ts';
import { useRegistry } from '../../support/registry.ts';
import { asNobody, needsOtherUser } from '../../support/rights.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { addEntry, bucketPath, contentFile, copied, npm } from '../npm-client.ts';
import {
  changeOf,
  contextOf,
  incidentOf,
  mapOf,
  propose,
  siteOf,
  standIns,
  testWorld,
} from '../support.ts';

const packages = standIns('good@1.0.0', 'bad@1.0.0', 'bad@1.0.1', '@scope/bad@1.0.1');
const integrity = Object.fromEntries(
  packages.map((one) => [`${one.name}@${one.version}`, one.integrity]),
);
const registry = useRegistry(packages);
const incident = incidentOf({ bad: ['1.0.1'], '@scope/bad': ['1.0.1'] });
const badKey = () => `make-fetch-happen:request-cache:${registry.url}bad/-/bad-1.0.1.tgz`;

let warm: string;
beforeAll(async () => {
  warm = join(temporaryDirectory(), 'cache');
  const dependencies = { good: '1.0.0', bad: '1.0.1', '@scope/bad': '1.0.1' };
  const { installed } = await npm(registry.url, warm, { dependencies }, ['install']);
  if (Object.keys(installed).length !== 3) throw new Error('the cache could not be warmed');
});

function world(cache: string, given: Partial<World> = {}) {
  const caches = [{ name: 'runner', kind: 'npm', path: cache }];
  return testWorld({ site: siteOf(registry, { caches }), incident, ...given });
}

async function offline(cache: string, name: string, version: string) {
  const project = { dependencies: { [name]: version } };
  return await npm(registry.url, cache, project, ['install', '--offline']);
}

describe('busting a cache', () => {
  it('removes what is compromised, keeps it as evidence, and leaves the rest to npm', async () => {
    const cache = copied(warm);
    const given = world(cache);
    const proposal = await propose(npmCacheBust, given);
    expect(proposal).toMatchObject({
      summary: expect.stringMatching(
        /^remove 2 compromised tarballs and 4 entries .*2 stale documents/,
      ),
    });
    const change = changeOf(proposal);
    expect(await npmCacheBust.landed(given, change, contextOf())).toBe(false);
    expect(await npmCacheBust.verify(given, change, contextOf())).toMatchObject({
      passed: false,
      detail: expect.stringMatching(/still holds .*it was installed.*it was installed/),
    });

    const applied = await npmCacheBust.apply(given, change, contextOf());
    const context = contextOf(applied.result);

    expect(await npmCacheBust.landed(given, change, context)).toBe(true);
    expect(await npmCacheBust.verify(given, change, context)).toMatchObject({
      passed: true,
      detail: expect.stringContaining('fails (ENOTCACHED, ENOTCACHED)'),
    });
    expect(existsSync(contentFile(cache, integrity['bad@1.0.1'] ?? ''))).toBe(false);
    expect((await offline(cache, 'bad', '1.0.1')).code).toBe('ENOTCACHED');
    expect((await offline(cache, 'good', '1.0.0')).installed).toEqual({ good: '1.0.0' });
    const kept = [...given.kept.values()].filter(({ name }) => name.endsWith('.tgz'));
    expect(kept.map(({ name }) => name).toSorted()).toEqual([
      '@scope+bad@1.0.1.tgz',
      'bad@1.0.1.tgz',
    ]);
    const tarball = packages.find(({ name, version }) => name === 'bad' && version === '1.0.1');
    expect(kept.map(({ bytes }) => Buffer.from(bytes))).toContainEqual(
      Buffer.from(tarball?.tarball ?? []),
    );
    expect(await propose(npmCacheBust, given)).toMatchObject({ kind: 'satisfied' });
  });

  it('applied twice is applied once', async () => {
    const cache = copied(warm);
    const given = world(join(cache, '_cacache'));
    const change = changeOf(await propose(npmCacheBust, given));
    await npmCacheBust.apply(given, change, contextOf());

    await npmCacheBust.apply(given, change, contextOf());

    expect(await npmCacheBust.verify(given, change, contextOf())).toMatchObject({ passed: true });
  });

  it('leaves a cache alone that holds other versions only', async () => {
    const given = world(copied(warm), { incident: incidentOf({ bad: ['6.6.6'] }) });

    expect(await propose(npmCacheBust, given)).toMatchObject({ kind: 'satisfied' });
  });

  it('removes the same bytes under any other name', async () => {
    const cache = copied(warm);
    const key =
      'make-fetch-happen:request-cache:http://other.example/harmless/-/harmless-3.0.0.tgz';
    addEntry(cache, key, integrity['bad@1.0.1'] ?? '');
    const given = world(cache);

    const change = changeOf(await propose(npmCacheBust, given));
    await npmCacheBust.apply(given, change, contextOf());

    expect(change).toMatchObject({
      index: expect.arrayContaining([expect.objectContaining({ key, package: 'bad@1.0.1' })]),
    });
    expect(existsSync(bucketPath(cache, key))).toBe(false);
  });

  it('removes what was asked for with a password in the address, and shows none', async () => {
    const cache = copied(warm);
    // The only entry: the sample that npm is tried with comes from it.
    writeFileSync(bucketPath(cache, badKey()), '');
    const key =
      'make-fetch-happen:request-cache:http://ops:s3cret-pw@r.example/bad/-/bad-1.0.1.tgz';
    addEntry(cache, key, integrity['bad@1.0.1'] ?? '');
    const given = world(cache);

    const proposal = await propose(npmCacheBust, given);
    const change = changeOf(proposal);
    const applied = await npmCacheBust.apply(given, change, contextOf());
    const seen = await npmCacheBust.verify(given, change, contextOf(applied.result));

    expect(existsSync(bucketPath(cache, key))).toBe(false);
    expect(seen).toMatchObject({ passed: true });
    expect(await npmCacheBust.landed(given, change, contextOf())).toBe(true);
    expect(JSON.stringify([proposal, applied, seen])).not.toContain('s3cret');
    for (const { bytes } of given.kept.values())
      expect(Buffer.from(bytes).toString()).not.toContain('s3cret');
  });

  it('finds content that no entry names by a hash of the incident', async () => {
    const cache = copied(warm);
    const path = bucketPath(cache, badKey());
    writeFileSync(path, '');
    const value = integrity['bad@1.0.1'] ?? '';
    const indicators = [{ kind: 'integrity' as const, value, context: null, sources: {} }];
    const blind = world(cache, { incident: incidentOf({ '@scope/bad': ['1.0.1'] }) });
    expect(JSON.stringify(await propose(npmCacheBust, blind))).not.toContain(value);

    const given = world(cache, { incident: { ...incident, indicators } });
    const change = changeOf(await propose(npmCacheBust, given));
    await npmCacheBust.apply(given, change, contextOf());

    expect(existsSync(contentFile(cache, value))).toBe(false);
  });

  it('finds content that no entry names by a hash of an exposed lockfile', async () => {
    const cache = copied(warm);
    writeFileSync(bucketPath(cache, badKey()), '');
    const value = integrity['bad@1.0.1'] ?? '';
    const repository = gitRepository();
    const locked = { 'node_modules/bad': { version: '1.0.1', integrity: value } };
    const lock = JSON.stringify({ lockfileVersion: 3, packages: locked });
    const commit = repository.commit({ 'package-lock.json': lock });
    const place = { path: 'package-lock.json', refs: [{ name: 'main', commit }] };
    const exposure = { target: 'acme/web', place, package: { name: 'bad', version: '1.0.1' } };
    const site = siteOf(registry, {
      caches: [{ name: 'runner', kind: 'npm', path: cache }],
      repositories: [{ target: 'acme/web', path: repository.directory }],
    });
    const given = world(cache, { site, map: mapOf([exposure as unknown as Exposure]) });

    const change = changeOf(await propose(npmCacheBust, given));
    await npmCacheBust.apply(given, change, contextOf());

    expect(existsSync(contentFile(cache, value))).toBe(false);
    expect(await npmCacheBust.verify(given, change, contextOf())).toMatchObject({ passed: true });
  });

  it('finds an older entry behind a newer one', async () => {
    const cache = copied(warm);
    addEntry(cache, badKey(), null);
    const given = world(cache);

    const change = changeOf(await propose(npmCacheBust, given));

    expect(change).toMatchObject({
      index: expect.arrayContaining([expect.objectContaining({ key: badKey() })]),
    });
  });

  it('passes over damaged lines, counts and names them, and keeps them', async () => {
    const cache = copied(warm);
    const path = bucketPath(cache, badKey());
    const line = readFileSync(path, 'utf8');
    appendFileSync(path, line.slice(0, -20));
    const changed = `${'0'.repeat(40)}\t{"key":"${badKey()}","integrity":"${integrity['bad@1.0.1']}"}`;
    appendFileSync(path, `\nnonsense\n\tx\n${changed}`);
    const given = world(cache);

    const proposal = await propose(npmCacheBust, given);
    const change = changeOf(proposal);
    await npmCacheBust.apply(given, change, contextOf());

    expect(proposal).toMatchObject({ summary: expect.stringContaining('4 lines of its index') });
    expect(proposal).toMatchObject({ summary: expect.stringContaining('index-v5/') });
    expect(readFileSync(path, 'utf8')).toBe(`${line.slice(0, -20)}\nnonsense\n\tx\n${changed}`);
    expect(await npmCacheBust.verify(given, change, contextOf())).toMatchObject({ passed: true });
  });

  it('keeps what was added to a bucket since the plan', async () => {
    const cache = copied(warm);
    const given = world(cache);
    const change = changeOf(await propose(npmCacheBust, given));
    const path = bucketPath(cache, badKey());
    addEntry(
      cache,
      'make-fetch-happen:request-cache:http://a.example/late',
      integrity['good@1.0.0'] ?? '',
      path,
    );

    await npmCacheBust.apply(given, change, contextOf());

    const left = readFileSync(path, 'utf8');
    expect(left).toContain('http://a.example/late');
    expect(left).not.toContain('bad-1.0.1');
  });

  it('does not pass where a compromised tarball came back', async () => {
    const cache = copied(warm);
    const given = world(cache);
    const change = changeOf(await propose(npmCacheBust, given));
    await npmCacheBust.apply(given, change, contextOf());

    await npm(registry.url, cache, { dependencies: { bad: '1.0.1' } }, ['install']);

    expect(await npmCacheBust.landed(given, change, contextOf())).toBe(false);
    expect(await npmCacheBust.verify(given, change, contextOf())).toMatchObject({ passed: false });
  });

  it('takes nothing away behind a link', async () => {
    const cache = copied(warm);
    const content = contentFile(cache, integrity['bad@1.0.1'] ?? '');
    const elsewhere = join(temporaryDirectory(), 'elsewhere');
    renameSync(dirname(content), elsewhere);
    symlinkSync(elsewhere, dirname(content));
    const given = world(cache);
    const change = changeOf(await propose(npmCacheBust, given));

    await expect(npmCacheBust.apply(given, change, contextOf())).rejects.toMatchObject({
      code: 'CACHE_UNREADABLE',
      message: expect.stringContaining('symbolic link'),
    });
  });
});

describe('a cache that nobody can answer for', () => {
  const made = (...path: string[]) => {
    const root = temporaryDirectory();
    mkdirSync(join(root, ...path), { recursive: true });
    return root;
  };
  it.each([
    ['is not there', () => join(temporaryDirectory(), 'none'), 'no such directory'],
    ['is empty', () => made(), 'is no npm cache'],
    ['has another layout', () => made('_cacache', 'index-v6'), 'is no npm cache'],
    [
      'has a directory for a bucket’s place',
      () => {
        const root = made('_cacache', 'index-v5', 'aa');
        writeFileSync(join(root, '_cacache/content-v2'), '');
        return root;
      },
      'not a directory',
    ],
  ])('%s', async (_, make, said) => {
    await expect(propose(npmCacheBust, world(make()))).rejects.toMatchObject({
      code: 'CACHE_UNREADABLE',
      message: expect.stringContaining(said),
    });
  });

  it('may not be read', ({ skip }) => {
    const missing = needsOtherUser();
    if (missing !== null) skip(missing);
    const cache = copied(warm);
    // Everything above it may be passed through.
    for (const above of [dirname(cache), dirname(dirname(cache))]) chmodSync(above, 0o711);
    chmodSync(join(cache, '_cacache/index-v5'), 0o700);
    const room = join(projectRoot, 'src/containment/npm-cache-bust');
    const said = asNobody(`
      const { openCache, readIndex } = await import(${JSON.stringify(join(room, 'cache-directory.ts'))});
      const { systemDoors } = await import(${JSON.stringify(join(projectRoot, 'src/host/doors.ts'))});
      const doors = systemDoors(new AbortController().signal);
      try {
        const cache = await openCache(doors, ${JSON.stringify(cache)});
        for await (const bucket of readIndex(doors, cache)) bucket.path;
        console.log('null');
      } catch ({ code, message }) {
        console.log(JSON.stringify({ code, message }));
      }
    `);

    expect(said).toMatchObject({
      code: 'CACHE_UNREADABLE',
      message: expect.stringContaining('permission denied'),
    });
  });

  it('is none where the site file names none', async () => {
    const { none, targets } = await npmCacheBust.targets(testWorld(), {}, 'caches');

    expect(targets).toEqual([]);
    expect(none).toContain('names no caches');
  });

  it('does not pass without an npm that runs', async () => {
    const cache = copied(warm);
    const caches = [{ name: 'runner', kind: 'npm', path: cache }];
    const given = world(cache, { site: siteOf(registry, { caches, npm: ['no-such-npm'] }) });
    const change = changeOf(await propose(npmCacheBust, given));

    await expect(npmCacheBust.verify(given, change, contextOf())).rejects.toMatchObject({
      code: 'NPM_FAILED',
    });
  });
});
