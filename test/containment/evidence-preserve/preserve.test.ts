import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidencePreserve } from '../../../src/containment/evidence-preserve/index.ts';
import type { World } from '../../../src/containment/types.ts';
import type { Exposure } from '../../../src/exposure/schema.ts';
import { gitRepository } from '../../support/git-repository.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { addEntry, contentFile } from '../npm-client.ts';
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

const incident = incidentOf({ bad: ['1.0.1'] });
const [bad = null] = standIns('bad@1.0.1');
const lock = (version: string) =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: { 'node_modules/bad': { version, integrity: bad?.integrity } },
  });

/** A repository whose lockfile three commits and the work tree have, in three contents. */
function cloneOfWeb() {
  const repository = gitRepository();
  const main = repository.commit({ 'app/package-lock.json': lock('1.0.1') });
  const later = repository.commit({ 'readme.md': 'of no interest' });
  repository.branch('other');
  const other = repository.commit({ 'app/package-lock.json': `${lock('1.0.1')}\n` });
  writeFileSync(join(repository.directory, 'app/package-lock.json'), `${lock('1.0.1')}\n\n`);
  return { directory: repository.directory, main, later, other };
}

function exposure(
  refs: readonly (readonly [string, string | null])[],
  target = 'acme/web',
): Exposure {
  return {
    target,
    package: { purl: 'pkg:npm/bad@1.0.1', name: 'bad', version: '1.0.1' },
    place: {
      path: 'app/package-lock.json',
      lines: [1],
      refs: refs.map(([name, commit]) => ({ name, commit, class: 'branch', committedAt: null })),
    },
  } as unknown as Exposure;
}

/** A cache that holds the compromised tarball and nothing else. */
function cacheWithBad(): string {
  const cache = temporaryDirectory();
  addEntry(
    cache,
    'make-fetch-happen:request-cache:http://r.example/bad/-/bad-1.0.1.tgz',
    bad?.integrity ?? '',
  );
  const content = contentFile(cache, bad?.integrity ?? '');
  mkdirSync(join(content, '..'), { recursive: true });
  writeFileSync(content, bad?.tarball ?? '');
  return cache;
}

function world(given: Partial<World> = {}) {
  const clone = cloneOfWeb();
  const config = join(temporaryDirectory(), 'config.yaml');
  writeFileSync(config, 'storage: ./s\n');
  const site = siteOf(
    { url: 'http://r.example/', config, restart: ['true'] },
    {
      repositories: [{ target: 'acme/web', path: clone.directory }],
      caches: [{ name: 'runner', kind: 'npm', path: cacheWithBad() }],
    },
  );
  const refs = [
    ['main', clone.main],
    ['copy', clone.main],
    ['later', clone.later],
    ['other', clone.other],
    ['worktree', null],
  ] as const;
  return testWorld({ site, incident, map: mapOf([exposure(refs)]), ...given });
}

async function preserved(given: ReturnType<typeof world>) {
  const change = changeOf(await propose(evidencePreserve, given));
  const applied = await evidencePreserve.apply(given, change, contextOf());
  return { change, applied, context: contextOf(applied.result) };
}

describe('preserving evidence', () => {
  it('keeps the list, the map, the configuration, tarballs and every exposed lockfile', async () => {
    const given = world();
    const before = changeOf(await propose(evidencePreserve, given));
    expect(await evidencePreserve.landed(given, before, contextOf())).toBe(false);
    expect(await evidencePreserve.verify(given, before, contextOf())).toMatchObject({
      passed: false,
    });

    const { applied, change, context } = await preserved(given);

    expect(applied.evidence.map(({ name }) => name)).toEqual([
      'incident.json',
      'exposure-map.json',
      'registry-configuration.yaml',
      'cache-runner.json',
      'cache-runner/bad@1.0.1.tgz',
      'acme/web/app/package-lock.json (main)',
      'acme/web/app/package-lock.json (other)',
      'acme/web/app/package-lock.json (worktree)',
    ]);
    const kept = [...given.kept.values()].map(({ bytes }) => Buffer.from(bytes));
    expect(kept).toContainEqual(Buffer.from(bad?.tarball ?? []));
    for (const end of ['', '\n', '\n\n'])
      expect(kept).toContainEqual(Buffer.from(`${lock('1.0.1')}${end}`));
    expect(await evidencePreserve.landed(given, change, contextOf())).toBe(true);
    expect(await evidencePreserve.verify(given, change, context)).toMatchObject({ passed: true });
    expect(await evidencePreserve.verify(given, change, contextOf())).toMatchObject({
      passed: true,
    });
  });

  it('shows no credentials, and keeps the exact bytes apart', async () => {
    const given = world();
    const clone = given.site?.repositories[0]?.path ?? '';
    const secret = `${lock('1.0.1')}\n`.replace(
      '"version"',
      '"resolved":"https://ops:s3cret-1@r.example/bad.tgz","version"',
    );
    writeFileSync(join(clone, 'app/package-lock.json'), secret);
    const config = 'storage: ./s\nsecret: s3cret-2\n';
    writeFileSync(given.site?.registry?.verdaccio?.config ?? '', config);
    const key = 'make-fetch-happen:request-cache:http://ops:s3cret-3@r.example/bad/-/bad-1.0.1.tgz';
    addEntry(given.site?.caches[0]?.path ?? '', key, bad?.integrity ?? '');

    const { applied, change, context } = await preserved(given);

    expect(applied.evidence.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'registry-configuration.redacted.yaml',
        'acme/web/app/package-lock.json (main)',
        'acme/web/app/package-lock.json (worktree), redacted',
      ]),
    );
    expect(JSON.stringify([change, applied])).not.toContain('s3cret');
    for (const { bytes } of given.kept.values())
      expect(Buffer.from(bytes).toString()).not.toContain('s3cret');
    expect([...given.apart.values()].map((bytes) => Buffer.from(bytes).toString())).toEqual([
      config,
      secret,
    ]);
    expect(await evidencePreserve.verify(given, change, context)).toMatchObject({ passed: true });
    const [first] = given.apart.keys();
    given.apart.delete(first ?? '');
    expect(await evidencePreserve.landed(given, change, context)).toBe(false);
    expect(await evidencePreserve.verify(given, change, context)).toMatchObject({
      passed: false,
      detail: expect.stringContaining('gone or changed: registry-configuration.redacted.yaml'),
    });
  });

  it('passes where the site file simply does not say where things lie, and says so', async () => {
    const given = world({ site: null });
    const { applied, change, context } = await preserved(given);

    expect(applied.detail).toContain(
      'not in the site file: registry-configuration.yaml, caches, acme/web',
    );
    expect(await evidencePreserve.verify(given, change, context)).toMatchObject({ passed: true });
  });

  it('sees bytes that are gone or changed', async () => {
    const given = world();
    const { change, context } = await preserved(given);
    const [first] = [...given.kept].filter(([, { name }]) => name === 'incident.json');
    given.kept.set(first?.[0] ?? '', { name: 'incident.json', bytes: Buffer.from('{}') });
    const [second] = [...given.kept].filter(([, { name }]) => name.includes('.tgz'));
    given.kept.delete(second?.[0] ?? '');

    expect(await evidencePreserve.landed(given, change, context)).toBe(false);
    expect(await evidencePreserve.verify(given, change, context)).toMatchObject({
      passed: false,
      detail: expect.stringContaining('gone or changed: incident.json, cache-runner/bad@1.0.1.tgz'),
    });
  });

  it('keeps what changed since the plan, and names what is gone since', async () => {
    const given = world();
    const change = changeOf(await propose(evidencePreserve, given));
    writeFileSync(given.site?.registry?.verdaccio?.config ?? '', 'storage: ./other\n');
    rmSync(contentFile(given.site?.caches[0]?.path ?? '', bad?.integrity ?? ''));

    const applied = await evidencePreserve.apply(given, change, contextOf());

    expect(applied.detail).toContain(
      'kept as it is now: registry-configuration.yaml, cache-runner.json',
    );
    expect(applied.detail).toContain('bad@1.0.1.tgz: it is gone since the plan was made');
    expect(await evidencePreserve.verify(given, change, contextOf(applied.result))).toMatchObject({
      passed: false,
    });
  });
});

describe('what is configured and cannot be kept', () => {
  const gone = () => join(temporaryDirectory(), 'gone');
  const verdaccio = () => ({
    registry: { url: 'http://r.example/', config: gone(), restart: ['true'] },
  });
  it.each([
    ['the configuration', () => siteOf(verdaccio().registry), 'registry-configuration.yaml'],
    [
      'a cache',
      () => siteOf(null, { caches: [{ name: 'ci', kind: 'npm', path: gone() }] }),
      'cache-ci.json',
    ],
    [
      'a clone',
      () => siteOf(null, { repositories: [{ target: 'acme/web', path: gone() }] }),
      'acme/web/app/package-lock.json',
    ],
    [
      'a clone without the commit',
      () => siteOf(null, { repositories: [{ target: 'acme/web', path: cloneOfWeb().directory }] }),
      'acme/web/app/package-lock.json (lost)',
    ],
  ])('fails the verification: %s', async (_, site, named) => {
    const map = mapOf([exposure([['lost', 'f'.repeat(40)]])]);
    const given = world({ site: site(), map });

    const { applied, change, context } = await preserved(given);

    expect(applied.detail).toContain(`cannot be kept: ${named}`);
    expect(await evidencePreserve.verify(given, change, context)).toMatchObject({
      passed: false,
      detail: expect.stringContaining(named),
    });
  });
});
