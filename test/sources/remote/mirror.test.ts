import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realDoors } from '../../support/doors.ts';
import { type GitRepository, gitRepository } from '../../support/git-repository.ts';
import { npmLock } from '../../support/lockfiles.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { type GitServer, gitServer } from './git-server.ts';
import { bring, home, inMirror, missingIn, refresh, refsOf } from './support.ts';

const root = temporaryDirectory();
let server: GitServer;

beforeAll(async () => {
  server = await gitServer(root);
});
afterAll(async () => await server.close());

/** A repository that the server serves as `acme/<name>`, with two commits and a pull request. */
function served(name: string): { repository: GitRepository; url: string; blobs: string[] } {
  const repository = gitRepository(join(root, 'acme', name));
  repository.git('config', 'uploadpack.allowFilter', 'true');
  repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  repository.commit({ 'package-lock.json': npmLock({ a: '1.0.0' }) });
  repository.commit({ 'package-lock.json': npmLock({ a: '2.0.0' }) });
  repository.updateRef('refs/pull/1/head', 'HEAD~1');
  const blobs = ['HEAD', 'HEAD~1'].map((at) =>
    repository.git('rev-parse', `${at}:package-lock.json`),
  );
  return { repository, url: `${server.url}/acme/${name}/.git`, blobs };
}

const short = (repository: GitRepository, at: string): string =>
  repository.git('rev-parse', '--short=7', at);

describe('a mirror', () => {
  it('holds every ref and no contents, which are fetched in one request', async () => {
    const { blobs, repository, url } = served('plain');
    const at = home();

    const { gitDir, problems, refs, thrown } = await refresh(url, at);

    expect({ problems, thrown, told: at.told }).toEqual({ problems: [], thrown: null, told: [] });
    expect(refs).toEqual([
      `${short(repository, 'main')} refs/heads/main`,
      `${short(repository, 'main~1')} refs/pull/1/head`,
    ]);
    expect(gitDir.slice(at.directory.length)).toMatch(/^\/127\.0\.0\.1\+\d+\/acme\/plain\.git$/);
    expect(inMirror(gitDir, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    expect(missingIn(gitDir, blobs)).toEqual(blobs);
    expect(inMirror(gitDir, 'config', '--list', '--local')).not.toMatch(/promisor|partial|fetch/);

    const before = server.requests.length;
    await bring(url, at, [...blobs, ...blobs]);

    expect(missingIn(gitDir, blobs)).toEqual([]);
    expect(server.requests.slice(before).filter((one) => one.startsWith('POST'))).toHaveLength(1);
    await bring(url, at, blobs);
    expect(server.requests.slice(before).filter((one) => one.startsWith('POST'))).toHaveLength(1);
  });

  it('is refreshed and never made anew: what is gone from the server is kept', async () => {
    const { repository, url } = served('moving');
    repository.updateRef('refs/heads/fix', 'HEAD~1');
    repository.updateRef('refs/heads/dir', 'HEAD');
    repository.updateRef('refs/pull/1/merge', 'HEAD');
    const at = home();
    const { gitDir } = await refresh(url, at);
    writeFileSync(join(gitDir, 'stays'), '');
    const packs = readdirSync(join(gitDir, 'objects/pack'));
    const [old, first] = [short(repository, 'main'), short(repository, 'main~1')];

    repository.git('update-ref', '-d', 'refs/heads/fix');
    repository.git('update-ref', '-d', 'refs/heads/dir');
    repository.updateRef('refs/heads/dir/below', 'HEAD');
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    const forced = repository.commit({ 'package-lock.json': npmLock({ a: '3.0.0' }) });
    repository.git('update-ref', '-d', 'refs/heads/dir/below');
    repository.updateRef('refs/heads/dir/below', forced);
    repository.updateRef('refs/pull/1/merge', forced);
    const again = await refresh(url, at, {
      ...realDoors,
      clock: { now: () => new Date('2026-05-19T01:02:03.004Z') },
    });

    const gone = 'refs/firebreak/gone/20260519T010203004Z';
    expect(again.refs).toEqual([
      `${old} ${gone}/heads/dir`,
      `${first} ${gone}/heads/fix`,
      `${old} ${gone}/heads/main`,
      `${forced.slice(0, 7)} refs/heads/dir/below`,
      `${forced.slice(0, 7)} refs/heads/main`,
      `${first} refs/pull/1/head`,
      `${forced.slice(0, 7)} refs/pull/1/merge`,
    ]);
    expect(again).toMatchObject({ problems: [], thrown: null });
    expect(existsSync(join(gitDir, 'stays'))).toBe(true);
    expect(readdirSync(join(gitDir, 'objects/pack'))).toEqual(expect.arrayContaining(packs));
    // Nothing new: one question, no fetch, and what was kept stays.
    const before = server.requests.length;
    expect((await refresh(url, at)).refs).toEqual(again.refs);
    expect(server.requests.slice(before)).toHaveLength(2);
  });

  it('keeps nothing apart of a branch that only went forward', async () => {
    const { repository, url } = served('forward');
    const at = home();
    await refresh(url, at);
    const next = repository.commit({ 'README.md': 'x' });

    expect((await refresh(url, at)).refs).toEqual([
      `${next.slice(0, 7)} refs/heads/main`,
      `${short(repository, 'main~2')} refs/pull/1/head`,
    ]);
  });

  it('takes no refs of the server for ones of its own', async () => {
    const { repository, url } = served('forger');
    repository.updateRef('refs/firebreak/gone/x', 'HEAD');

    const { problems, refs } = await refresh(url, home());

    expect(problems).toEqual([
      'GIT_REF_UNREADABLE: refs/firebreak/gone/x: cannot be mirrored under such a name',
    ]);
    expect(refs.join()).not.toContain('firebreak');
  });

  it('is whole where the server leaves nothing out, which is said once', async () => {
    const { blobs, repository, url } = served('unfiltered');
    repository.git('config', 'uploadpack.allowFilter', 'false');
    const at = home();

    const { gitDir, problems } = await refresh(url, at);
    repository.commit({ x: 'y' });
    await refresh(url, at);

    expect(missingIn(gitDir, blobs)).toEqual([]);
    expect({ problems, told: at.told }).toEqual({
      problems: [],
      told: [`${url} was mirrored whole: its server leaves nothing out when asked to`],
    });
  });

  it('is fetched whole where the server gives no contents one by one', async () => {
    const { blobs, repository, url } = served('strict');
    repository.git('config', 'uploadpack.allowAnySHA1InWant', 'false');
    const at = home();
    server.old = true;
    const { gitDir } = await refresh(url, at);
    const before = missingIn(gitDir, blobs);
    await bring(url, at, blobs);
    const again = await refresh(url, at);
    server.old = false;

    expect({ before, after: missingIn(gitDir, blobs) }).toEqual({ before: blobs, after: [] });
    expect(at.told).toEqual([expect.stringContaining('is mirrored whole: its server gives no')]);
    expect(again).toMatchObject({ problems: [], thrown: null });
  });

  it('goes on without an object that the server has not, and says so', async () => {
    const { blobs, url } = served('lacking');
    const at = home();
    const { gitDir } = await refresh(url, at);
    const none = '1'.repeat(40);

    await bring(url, at, [none, ...blobs]);

    expect(missingIn(gitDir, [none, ...blobs])).toEqual([none]);
  });

  it('is made of a repository with SHA-256 objects, and of one without any', async () => {
    const { repository, url } = served('long-ids');
    rmSync(join(repository.directory, '.git'), { recursive: true });
    repository.git('init', '--quiet', '--initial-branch=main', '--object-format=sha256');
    const commit = repository.commit({ 'package-lock.json': npmLock({ a: '1.0.0' }) });
    gitRepository(join(root, 'acme/empty'));

    expect((await refresh(url, home())).refs).toEqual([`${commit.slice(0, 7)} refs/heads/main`]);
    expect(await refresh(`${server.url}/acme/empty/.git`, home())).toMatchObject({
      refs: [],
      problems: [],
      thrown: null,
    });
  });

  it('knows where a HEAD without a branch stands', async () => {
    const { repository, url } = served('detached');
    repository.git('checkout', '--quiet', '--detach');
    const lone = repository.commit({ x: 'y' });

    const { refs } = await refresh(url, home());

    expect(refs).toContain(`${lone.slice(0, 7)} refs/firebreak/head`);
  });
});

describe('a server that does not do as it should', () => {
  it('asks who one is: without an answer nothing is read, and a password is written nowhere', async () => {
    const { url } = served('private');
    server.account = 'ada:s3cret-word';
    const at = home();
    const refused = await refresh(url, at);
    const wrong = await refresh(url.replace('//', '//ada:wr0ng-word@'), at);
    const given = await refresh(url.replace('//', '//ada:s3cret-word@'), at);
    server.account = 'tok3n-alone:';
    const token = await refresh(url.replace('//', '//tok3n-alone@'), home());
    server.account = null;

    expect(refused.thrown).toMatch(/^GIT_FAILED: cannot fetch http.*could not read Username/);
    expect(wrong.thrown).toMatch(/^GIT_FAILED: cannot fetch http.*Authentication failed/);
    expect(wrong.thrown).not.toContain('wr0ng');
    expect(given).toMatchObject({ thrown: null, problems: [] });
    expect(token).toMatchObject({ thrown: null, problems: [] });
    expect(inMirror(given.gitDir, 'config', '--list')).not.toContain('s3cret');
  });

  it('has no such repository', async () => {
    const { thrown } = await refresh(`${server.url}/acme/nowhere.git`, home());

    expect(thrown).toMatch(/^GIT_FAILED: cannot fetch http.*not found/);
  });

  it('dies in the middle of a transfer: half a mirror is taken for none and made anew', async () => {
    const { repository, url } = served('dying');
    const noise = Array.from({ length: 300 }, (_, at) => [`f${at}`, `${at}`] as const);
    repository.commit(Object.fromEntries(noise));
    const at = home();
    server.cutAfter = 2000;
    const cut = await refresh(url, at);
    server.cutAfter = null;

    expect(cut.thrown).toMatch(/^GIT_FAILED: cannot fetch http/);
    expect((await refresh(url, { ...at, offline: true })).thrown).toMatch(/^TARGET_NOT_FOUND: /);
    const whole = await refresh(url, at);
    expect(whole).toMatchObject({ thrown: null, problems: [] });

    repository.commit(Object.fromEntries(noise.map(([name, text]) => [`more/${name}`, text])));
    server.cutAfter = 2000;
    const again = await refresh(url, at);
    server.cutAfter = null;

    expect(again).toMatchObject({
      refs: whole.refs,
      problems: [expect.stringMatching(/^MIRROR_NOT_REFRESHED: /)],
    });
  });

  it('cannot be reached: a whole mirror is read as it stands, and that is named', async () => {
    const { url } = served('gone');
    const at = home();
    const { refs } = await refresh(url, at);
    const untouched = server.requests.length;
    const offline = await refresh(url, { ...at, offline: true });
    expect(server.requests).toHaveLength(untouched);
    rmSync(join(root, 'acme/gone'), { recursive: true });
    const lost = await refresh(url, at);

    expect(offline).toMatchObject({
      refs,
      problems: [
        expect.stringMatching(
          /^MIRROR_NOT_REFRESHED: read as the mirror stood at 20.*Z: the network was to be left alone$/,
        ),
      ],
    });
    expect(lost).toMatchObject({
      refs,
      problems: [expect.stringMatching(/^MIRROR_NOT_REFRESHED: .*not found/)],
    });
  });
});

describe('work that was cut off', () => {
  it('leaves no lock in the way of the next', async () => {
    const { repository, url } = served('killed');
    const at = home();
    const { gitDir } = await refresh(url, at);
    repository.git('update-ref', '-d', 'refs/pull/1/head');
    repository.commit({ x: 'y' });
    const left = ['packed-refs.lock', 'HEAD.lock', 'config.lock', 'refs/heads/main.lock'];
    mkdirSync(join(gitDir, 'refs/heads'), { recursive: true });
    for (const name of [...left, 'objects/pack/tmp_pack_x', 'firebreak-unfinished'])
      writeFileSync(join(gitDir, name), '');

    const { problems, refs, thrown } = await refresh(url, at);

    expect({ problems, thrown }).toEqual({ problems: [], thrown: null });
    expect(refs).toContain(`${short(repository, 'main')} refs/heads/main`);
    expect(left.filter((name) => existsSync(join(gitDir, name)))).toEqual([]);
    expect(existsSync(join(gitDir, 'objects/pack/tmp_pack_x'))).toBe(false);
  });

  it('is not taken for done when the disk cannot take a ref', async () => {
    const { repository, url } = served('long-name');
    const at = home();
    await refresh(url, at);
    const name = `refs/heads/${'x'.repeat(252)}`;
    const packed = join(repository.directory, '.git/packed-refs');
    const line = `${repository.git('rev-parse', 'HEAD')} ${name}\n`;
    writeFileSync(packed, `# pack-refs with: peeled fully-peeled\n${line}`);

    const { problems, refs } = await refresh(url, at);

    expect(problems).toEqual([
      expect.stringMatching(/^GIT_REF_UNREADABLE: refs\/heads\/x+: could not be written/),
    ]);
    expect(refs.join()).toContain('refs/heads/main');
  });
});

it('leaves refs where they are when nobody may ask the server', async () => {
  const { url } = served('quiet');
  const at = home();
  const { gitDir } = await refresh(url, at);
  const before = refsOf(gitDir);

  await bring(url, { ...at, offline: true }, ['2'.repeat(40)]);

  expect(refsOf(gitDir)).toEqual(before);
});
