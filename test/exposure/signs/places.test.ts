import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { clearanceOf } from '../../../src/exposure/clearance.ts';
import { exposureMap } from '../../../src/exposure/map.ts';
import { createMatcher } from '../../../src/exposure/matcher.ts';
import type { ExposureMap } from '../../../src/exposure/schema.ts';
import { soughtSigns } from '../../../src/exposure/signs/sought.ts';
import { lookAt } from '../../../src/exposure/target-result.ts';
import type { Incident } from '../../../src/incident/schema.ts';
import { controlTarball, controlZip } from '../../../src/lockfile/archive/control-archives.ts';
import { directorySource } from '../../../src/sources/directory/source.ts';
import { realDoors } from '../../support/doors.ts';
import { gitRepository } from '../../support/git-repository.ts';
import { npmLock } from '../../support/lockfiles.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { incidentOf, rowOf, scanned } from '../support.ts';

const payload = 'console.log("payload");\n';
const sha256 = createHash('sha256').update(payload).digest('hex');
const lock = npmLock({ a: '1.0.0' });
const starts = JSON.stringify({ hooks: { SessionStart: [{ command: 'node x_y.js' }] } });
const window = { from: '2026-05-19T01:39:00.000Z', to: '2026-05-19T05:00:00.000Z' };

function tree(files: Readonly<Record<string, string | Uint8Array>>): string {
  const top = temporaryDirectory();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), content);
  }
  return top;
}

function signRows({ signs = [] }: ExposureMap): string[] {
  return signs.map(
    ({ indicator, place, strength }) => `${strength} ${indicator.value} ${place.path}`,
  );
}

describe('a work tree', () => {
  it('is searched by path, content and behaviour, apart from what is installed in it', async () => {
    const top = tree({
      'package-lock.json': lock,
      '.claude/settings.json': starts,
      'lib/any.js': payload,
      'lib/x_y.js': '1',
      'node_modules/a/package.json': '{"name":"a","version":"1.0.0"}',
      'node_modules/a/lib/x_y.js': '1',
      'media/film.mp4': `version https://git-lfs.github.com/spec/v1\noid sha256:${'cd'.repeat(32)}\nsize 1\n`,
    });
    const incident = incidentOf({
      indicators: { 'file-name': 'x_y.js', 'file-path': '.claude/settings.json', sha256 },
    });

    const map = await scanned(incident, [top]);

    expect(signRows(map)).toEqual([
      'certain .claude/settings.json .claude/settings.json',
      `certain ${sha256} lib/any.js`,
      'likely x_y.js lib/x_y.js',
    ]);
    expect(map.signs?.[0]?.evidence[0]?.digest).toBe(
      `sha256:${createHash('sha256').update(starts).digest('hex')}`,
    );
    expect(map.next.join(' ')).toMatch(/Open no clone of .* in an editor/);
    expect(clearanceOf(map, {})).toMatchObject({
      clear: false,
      live: expect.arrayContaining([expect.stringContaining('the sign x_y.js')]),
    });
  });

  it('answers by the pointer of a file that Git LFS keeps elsewhere', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize 24\n`;
    const top = tree({ 'package-lock.json': lock, 'big.bin': pointer });

    expect(signRows(await scanned(incidentOf({ indicators: { sha256 } }), [top]))).toEqual([
      `certain ${sha256} big.bin`,
    ]);
  });
});

describe('history', () => {
  let directory = '';
  let planted = '';

  beforeAll(() => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': lock }, { date: '2026-05-18T00:00:00Z' });
    repository.git('config', 'user.name', 'x');
    writeFileSync(join(repository.directory, 'x_y.js'), payload);
    writeFileSync(join(repository.directory, 'other.bin'), payload);
    repository.git('add', '--all');
    repository.git(
      'commit',
      '--quiet',
      '--message',
      'chore: update dependencies',
      '--author',
      'dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>',
      '--date',
      '2026-05-19T02:00:00Z',
    );
    planted = repository.git('rev-parse', 'HEAD');
    repository.commit({ 'x_y.js': null, 'other.bin': null }, { date: '2026-05-20T00:00:00Z' });
    directory = join(repository.directory, '.git');
  });

  async function throughHistory(incident: Incident): Promise<ExposureMap> {
    const options = { refs: 'all', history: 'reachable', signs: soughtSigns(incident) } as const;
    const targets = (await directorySource.expand(directory, options, realDoors)) ?? [];
    const question = { incident, matcher: createMatcher(incident) };
    const looked = await Promise.all(targets.map((target) => lookAt(target, question, realDoors)));
    const scan = {
      number: null,
      at: window.to,
      arguments: [directory],
      directory: '/',
      refs: 'all',
    } as const;
    return exposureMap(
      incident,
      [{ argument: directory, targets: looked, failed: null }],
      { ...scan, arguments: [directory] },
      false,
    );
  }

  it('holds signs that no tip holds, with the commits and who forged them', async () => {
    const incident = incidentOf({
      packages: { 'npm z': ['1.0.0'] },
      indicators: { 'file-name': 'x_y.js', sha256 },
      window,
    });

    const { signs = [], verdict } = await throughHistory(incident);

    expect(signs).toMatchObject([
      {
        strength: 'certain',
        place: { path: 'other.bin', refs: [], firstCommit: planted, lastCommit: planted },
      },
      { strength: 'certain', place: { path: 'x_y.js', firstCommit: planted } },
      { strength: 'likely', place: { path: 'x_y.js', firstCommit: planted, lastCommit: planted } },
    ]);
    expect(signs[0]?.why).toMatch(
      /says that dependabot\[bot\] wrote it, and Ada Example committed it$/,
    );
    expect(verdict).toBe('exposed');
  });

  it('names a sought commit and its author', async () => {
    const incident = incidentOf({
      indicators: { commit: planted, account: 'dependabot[bot]' },
      window: { from: '2020-01-01T00:00:00.000Z', to: '2030-01-01T00:00:00.000Z' },
    });

    expect((await throughHistory(incident)).signs).toMatchObject([
      { strength: 'certain', matched: { by: 'commit' }, place: { commit: planted } },
      { strength: 'likely', matched: { by: 'author' }, place: { commit: planted, others: 0 } },
    ]);
  });
});

describe('packages that are committed', () => {
  const incident = incidentOf({ packages: { 'npm bad': ['6.6.6'], 'pypi bad-wheel': ['1.0'] } });
  const bad = JSON.stringify({ name: 'bad', version: '6.6.6' });

  it('are exposures where they lie: archives cached, trees installed', async () => {
    const repository = gitRepository();
    repository.commit({
      'package-lock.json': lock,
      'vendor/bad-6.6.6.tgz': controlTarball({ 'package/package.json': bad }),
      '.yarn/cache/bad-npm-6.6.6-0123456789-abcdef0123.zip': controlZip({
        'node_modules/bad/package.json': bad,
      }),
      'wheels/bad_wheel-1.0-py3-none-any.whl': controlZip({
        'bad_wheel-1.0.dist-info/METADATA': 'Name: bad-wheel\nVersion: 1.0\n',
      }),
      'app/node_modules/x/package.json': '{"name":"x","version":"1.0.0"}',
      'app/node_modules/x/node_modules/bad/package.json': bad,
      'app/node_modules/@s/y/package.json': '{"name":"@s/y","version":"1.0.0"}',
    });

    const map = await scanned(incident, [join(repository.directory, '.git')]);

    expect(map.exposures.map((one) => rowOf(one).replace(/^\S+ /, '')).toSorted()).toEqual([
      '.yarn/cache/bad-npm-6.6.6-0123456789-abcdef0123.zip bad@6.6.6 version cached [default:main]',
      'app/node_modules bad@6.6.6 version installed [default:main]',
      'vendor/bad-6.6.6.tgz bad@6.6.6 version cached [default:main]',
      'wheels/bad_wheel-1.0-py3-none-any.whl bad-wheel@1.0 version cached [default:main]',
    ]);
    expect(
      map.exposures.flatMap(({ evidence }) => evidence.map(({ reader }) => reader)).toSorted(),
    ).toEqual(['node-modules@1', 'npm-tarball@1', 'wheel@1', 'yarn-cache@1']);
    expect(map.coverage.problems).toEqual([]);
    expect(map.next.join(' ')).toMatch(/Remove the archives that hold it/);
  });

  it('are found by the hash of an archive alone', async () => {
    const tarball = controlTarball({
      'package/package.json': '{"name":"renamed","version":"1.0.0"}',
    });
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const top = tree({ 'a.tgz': tarball });

    const { exposures } = await scanned(incidentOf({ indicators: { integrity } }), [top]);

    expect(exposures).toMatchObject([
      { matchedBy: 'integrity', grade: 'cached', package: { name: 'renamed' } },
    ]);
  });

  it('hide behind nothing: a package without a manifest, or with a broken one, is a problem', async () => {
    const top = tree({
      'package-lock.json': lock,
      'node_modules/a/package.json': '{"name":"a","version":"1.0.0"}',
      'node_modules/b/index.js': '',
      'node_modules/c/package.json': '{',
      'node_modules/x.tgz': 'a stray file is no record',
    });

    const { coverage } = await scanned(incident, [top]);

    expect(coverage.problems).toMatchObject([
      {
        path: 'node_modules',
        message: '"node_modules/b" lies where packages do and has no package.json',
      },
    ]);
    expect(coverage.artefacts).toMatchObject({ unreadable: 1 });
  });

  it('answer for no manifest, and a broken archive silences none', async () => {
    const top = tree({
      'package.json': '{"dependencies":{"bad":"^6.0.0"}}',
      'a.tgz': 'broken',
      'deep/package.json': '{"dependencies":{"bad":"^6.0.0"}}',
    });

    const { coverage, exposures } = await scanned(incident, [top]);

    expect(coverage.problems.map(({ code, path }) => `${code} ${path}`)).toEqual(
      expect.arrayContaining([
        'SYNTAX a.tgz',
        'MANIFEST_WITHOUT_LOCKFILE package.json',
        'MANIFEST_WITHOUT_LOCKFILE deep/package.json',
      ]),
    );
    expect(exposures.map(({ grade }) => grade)).toEqual(['resolvable', 'resolvable']);
  });
});
