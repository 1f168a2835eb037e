import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exposureDelta } from '../../src/exposure/delta.ts';
import { exposureMap } from '../../src/exposure/map.ts';
import { ExposureMap } from '../../src/exposure/schema.ts';
import { lookAt } from '../../src/exposure/target-result.ts';
import { exitCodeOfVerdict, strongestVerdict } from '../../src/exposure/verdict.ts';
import { explain } from '../../src/exposure/why.ts';
import { directorySource } from '../../src/sources/directory/source.ts';
import { realDoors } from '../support/doors.ts';
import { gitRepository } from '../support/git-repository.ts';
import { hiddenLock, manifest, npmLock } from '../support/lockfiles.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { incidentOf, rowOf, scanned } from './support.ts';

const bad = npmLock({ axios: '1.14.1' });
const good = npmLock({ axios: '1.14.0' });
const incident = incidentOf({
  packages: { 'npm axios': ['1.14.1'], 'npm @antv/g2': ['5.5.8'] },
  window: { from: '2026-05-19T01:00:00Z', to: '2026-05-19T04:00:00Z' },
});

/** A bare-looking repository: its objects alone are scanned. */
function objectsOf(repository: ReturnType<typeof gitRepository>): string {
  return join(repository.directory, '.git');
}

describe('rows', () => {
  it('join what several versions of a file say, strongest ref first', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': bad }, { date: '2026-05-19T02:00:00Z' });
    repository.tag('v1');
    repository.updateRef('refs/pull/7/head', 'HEAD');
    repository.branch('topic');
    repository.commit(
      { 'package-lock.json': npmLock({ axios: '1.14.1', other: '1.0.0' }) },
      { date: '2026-05-20T02:00:00Z' },
    );
    repository.branch('clean');
    repository.commit({ 'package-lock.json': good });
    repository.checkout('main');

    const map = await scanned(incident, [objectsOf(repository)]);

    expect(map.exposures.map(rowOf)).toEqual([
      `${objectsOf(repository)} package-lock.json axios@1.14.1 version locked [default:main branch:topic pull:refs/pull/7/head tag:v1]`,
    ]);
    expect(map.exposures[0]).toMatchObject({
      window: {
        firstSeen: '2026-05-19T02:00:00.000Z',
        lastSeen: '2026-05-20T02:00:00.000Z',
        overlap: 'inside',
        live: 'default',
      },
      dependency: { direct: true, scope: 'prod', paths: [['project', 'axios']], pathsTotal: '1' },
      statedBy: { 'list.csv': ['vendor'] },
    });
    expect(map.exposures[0]?.evidence).toHaveLength(2);
  });

  it('are one for each path, package and way of matching, and keep their ids', async () => {
    const integrity = `sha512-${'B'.repeat(86)}==`;
    const byBytes = incidentOf({
      packages: { 'npm axios': ['1.14.1'] },
      indicators: { integrity },
    });
    const repository = gitRepository();
    repository.commit({
      'package-lock.json': npmLock(
        { axios: '1.14.1', harmless: '1.0.0' },
        { more: { 'node_modules/harmless': { integrity } } },
      ),
      'site/package-lock.json': bad,
    });

    const first = await scanned(byBytes, [objectsOf(repository)]);
    repository.commit({ 'package.json': manifest(), 'package-lock.json': bad });
    const second = await scanned(byBytes, [objectsOf(repository)]);

    expect(first.exposures.map((one) => rowOf(one).split(' ').slice(1, 4).join(' '))).toEqual([
      'package-lock.json axios@1.14.1 version',
      'package-lock.json harmless@1.0.0 integrity',
      'site/package-lock.json axios@1.14.1 version',
    ]);
    expect(new Set(first.exposures.map(({ id }) => id)).size).toBe(3);
    expect(second.exposures.map(({ id }) => id)).toEqual([
      first.exposures[0]?.id,
      first.exposures[2]?.id,
    ]);
  });

  it('of what is installed bear the grade and stand apart from what is locked', async () => {
    const top = temporaryDirectory();
    const repository = gitRepository(top);
    repository.commit({ '.gitignore': 'node_modules\n', 'package-lock.json': good });
    repository.commit({ 'node_modules/.package-lock.json': hiddenLock({ axios: '1.14.1' }) });

    const map = await scanned(incident, [top]);

    expect(map.exposures.map(rowOf)).toEqual([
      `${top} node_modules/.package-lock.json axios@1.14.1 version installed [worktree]`,
    ]);
    expect(map.exposures[0]?.window).toEqual({
      firstSeen: null,
      lastSeen: null,
      overlap: 'unknown',
      live: 'worktree',
    });
    expect(map.verdict).toBe('exposed');
  });

  it('are sure of the window only where a tip is older than its end', async () => {
    const overlaps = new Map<string, string | undefined>();
    for (const date of ['2026-05-01T00:00:00Z', '2026-05-19T04:00:00Z', '2026-05-19T04:00:01Z']) {
      const repository = gitRepository();
      repository.commit({ 'package-lock.json': bad }, { date });
      const map = await scanned(incident, [objectsOf(repository)]);
      overlaps.set(date, map.exposures[0]?.window.overlap);
    }

    expect([...overlaps.values()]).toEqual(['inside', 'inside', 'unknown']);
  });

  it('are the same however often and in however many strands a place is scanned', async () => {
    const top = temporaryDirectory();
    for (let index = 0; index < 6; index += 1) {
      const repository = gitRepository(join(top, `r${index}`));
      repository.commit({
        'package-lock.json': bad,
        'x/yarn.lock': '__metadata:\n',
        '.pnp.cjs': '',
      });
      repository.branch('topic');
      repository.commit({ 'package-lock.json': good, 'y/package-lock.json': bad });
    }

    const once = JSON.stringify(await scanned(incident, [top], { jobs: 1 }));

    for (const jobs of [1, 8])
      expect(JSON.stringify(await scanned(incident, [top], { jobs }))).toBe(once);
    expect(ExposureMap.safeParse(JSON.parse(once)).error).toBeUndefined();
  });
});

describe('what is asked for without a lockfile', () => {
  const asks = (range: string): string => manifest({ dependencies: { axios: range } });

  it('is resolvable where it lets a compromised version in, and leaves the target possibly exposed', async () => {
    const repository = gitRepository();
    repository.commit({ 'app/package.json': asks('^1.2.0'), 'lib/package.json': asks('^2.0.0') });

    const map = await scanned(incident, [objectsOf(repository)]);

    expect(map.exposures.map(rowOf)).toEqual([
      `${objectsOf(repository)} app/package.json axios@^1.2.0 version resolvable [default:main]`,
    ]);
    expect(map.exposures[0]).toMatchObject({
      package: { purl: 'pkg:npm/axios' },
      match: { kind: 'version', stated: '1.14.1', compared: '^1.2.0' },
      request: { ranges: ['^1.2.0'], admits: ['1.14.1'] },
      dependency: { direct: true, scope: 'prod', bump: ['axios'] },
    });
    expect(map.verdict).toBe('possibly-exposed');
    expect(map.coverage).toMatchObject({
      complete: false,
      artefacts: { seen: 2, read: 2, unsupported: 0 },
    });
    expect(map.coverage.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'MANIFEST_WITHOUT_LOCKFILE app/package.json',
      'MANIFEST_WITHOUT_LOCKFILE lib/package.json',
    ]);
    expect(map.next).toContainEqual(expect.stringMatching(/^Find out which versions/));
    expect(map.next.join()).not.toContain('Pin and rebuild');
    expect(ExposureMap.safeParse(JSON.parse(JSON.stringify(map))).error).toBeUndefined();
  });

  it('is one row for a file, whatever the ranges, and keeps its id', async () => {
    const repository = gitRepository();
    repository.commit({ 'package.json': asks('^1.2.0') });
    const before = await scanned(incident, [objectsOf(repository)]);
    repository.branch('topic');
    repository.commit({ 'package.json': asks('>=1') });

    const { exposures } = await scanned(incident, [objectsOf(repository)]);

    expect(exposures).toMatchObject([
      {
        id: before.exposures[0]?.id,
        package: { version: '>=1, ^1.2.0' },
        place: { refs: [{ name: 'topic' }, { name: 'main' }] },
      },
    ]);
  });

  it('counts for less than what is locked', async () => {
    const repository = gitRepository();
    repository.commit({ 'app/package.json': asks('^1.2.0'), 'package-lock.json': bad });

    const map = await scanned(incident, [objectsOf(repository)]);

    expect(map.exposures.map(({ grade }) => grade)).toEqual(['resolvable', 'locked']);
    expect(map.verdict).toBe('exposed');
  });

  it('that cannot be judged is unknown, not clear', async () => {
    const repository = gitRepository();
    repository.commit({ 'package.json': asks('^^1') });

    const map = await scanned(incident, [objectsOf(repository)]);

    expect(map.exposures).toEqual([]);
    expect(map.coverage.problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(/^MANIFEST_WITHOUT_LOCKFILE/),
      'VERSION_UNKNOWN axios is sought, and is asked for as ^^1, which cannot be judged',
    ]);
    expect(map.verdict).toBe('unknown');
  });

  it('is answered for version by version', async () => {
    const repository = gitRepository();
    repository.commit({ 'package.json': asks('^1.2.0') });
    const map = await scanned(incident, [objectsOf(repository)]);
    const count = (asked: string): number => explain(map, asked).exposures.length;

    for (const asked of ['axios', 'axios@1.14.1', 'pkg:npm/axios@1.14.1', 'pkg:npm/axios'])
      expect([asked, count(asked)]).toEqual([asked, 1]);
    expect(count('axios@1.14.0')).toBe(0);
  });
});

describe('what bears a sought name and is something else', () => {
  it('is told apart, counted and never an exposure', async () => {
    const repository = gitRepository();
    repository.commit({
      'package-lock.json': npmLock({ other: '1.0.0' }, { members: { 'packages/a': '@antv/own' } }),
    });
    const scope = incidentOf({ packages: { 'npm @antv/*': ['*'] } });

    const map = await scanned(scope, [objectsOf(repository)]);

    expect(map.exposures).toEqual([]);
    expect(map.verdict).toBe('not-exposed');
    expect(map.ruledOut).toMatchObject([
      {
        target: objectsOf(repository),
        path: 'package-lock.json',
        package: { name: '@antv/own', version: '1.0.0' },
        rule: 'workspace',
      },
    ]);
    expect(map.ruledOut?.[0]?.lines).toHaveLength(1);
  });

  it('by the registries that were named as private is told when scans are compared', async () => {
    const repository = gitRepository();
    const from = (host: string): object => ({ resolved: `https://${host}/axios/-/a.tgz` });
    repository.commit({
      'package-lock.json': npmLock(
        { axios: '1.14.1', b: '1.0.0', c: '1.0.0' },
        {
          more: {
            'node_modules/axios': from('npm.acme.example'),
            'node_modules/b': { resolved: 'https://registry.example/b/-/b-1.0.0.tgz' },
            'node_modules/c': { resolved: 'https://registry.example/c/-/c-1.0.0.tgz' },
          },
        },
      ),
    });

    const before = await scanned(incident, [objectsOf(repository)]);
    const after = await scanned(incident, [objectsOf(repository)], {
      privateRegistries: ['npm.acme.example'],
    });

    expect(before.exposures[0]?.place.registry).toEqual({
      own: 'npm.acme.example',
      most: 'registry.example',
    });
    expect(before.next).toContainEqual(expect.stringContaining('--private-registry'));
    expect(after.exposures).toEqual([]);
    expect(after.ruledOut).toMatchObject([{ rule: 'private-registry' }]);
    expect(exposureDelta(before, after)).toMatchObject({
      gone: [{ id: before.exposures[0]?.id }],
      toldApart: [before.exposures[0]?.id],
    });
  });
});

describe('a place', () => {
  it('names the lockfiles beside it that speak for the same project', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': bad, 'npm-shrinkwrap.json': good, 'yarn.lock': '' });

    const map = await scanned(incident, [objectsOf(repository)]);

    expect(map.exposures[0]?.place.beside).toEqual([
      { path: 'npm-shrinkwrap.json', relation: 'wins' },
      { path: 'yarn.lock', relation: 'other-manager' },
    ]);
    expect(map.verdict).toBe('exposed');
  });
});

describe('verdicts and coverage', () => {
  it('tell of refs that were looked at in outline, and are not incomplete for it', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': good });
    const [real] =
      (await directorySource.expand(objectsOf(repository), { refs: 'all' }, realDoors)) ?? [];
    if (real === undefined) throw new Error('no target');
    const many: typeof real = {
      ...real,
      sightings(doors, session) {
        session?.outlined?.(4000);
        session?.outlined?.(200);
        return real.sightings(doors, session);
      },
    };

    const target = await lookAt(many, { incident: null, matcher: null }, realDoors);
    const scan = {
      number: null,
      at: '2026-05-20T00:00:00.000Z',
      arguments: [],
      directory: '/',
      refs: 'all',
    } as const;
    const { coverage } = exposureMap(
      null,
      [{ argument: 'x', targets: [target], failed: null }],
      { ...scan, arguments: [] },
      false,
    );

    expect(coverage).toMatchObject({ complete: true, outline: { targets: 1, refs: 4200 } });
  });

  it('sum up targets, and unknown is not clear', async () => {
    const top = temporaryDirectory();
    gitRepository(join(top, 'exposed')).commit({ 'package-lock.json': bad });
    gitRepository(join(top, 'clean')).commit({ 'package-lock.json': good });
    gitRepository(join(top, 'empty')).commit({ readme: 'x' });
    gitRepository(join(top, 'partial')).commit({ 'package-lock.json': good, '.pnp.cjs': 'x' });
    gitRepository(join(top, 'broken')).commit({ readme: 'x' });
    writeFileSync(join(top, 'broken/.git/HEAD'), 'junk');

    const map = await scanned(incident, [top]);

    expect(map.targets.map(({ name, reason, verdict }) => [name, verdict, reason])).toEqual([
      ['broken', 'unknown', expect.stringContaining('not a readable git repository')],
      ['clean', 'not-exposed', null],
      ['empty', 'not-exposed', 'read whole; nothing in it installs packages'],
      ['exposed', 'exposed', null],
      [
        'partial',
        'unknown',
        expect.stringMatching(/^\.pnp\.cjs: .* does not read yet \(pnp-data\)/),
      ],
    ]);
    expect(map.verdict).toBe('exposed');
    expect(map.coverage).toMatchObject({
      complete: false,
      targets: { requested: 5, read: 3, partial: 1, failed: 1, excluded: 0 },
      artefacts: { seen: 4, read: 3, unreadable: 0, unsupported: 1 },
    });
  });

  it('count what is damaged with its place, and read the rest', async () => {
    const top = temporaryDirectory();
    const repository = gitRepository(top);
    repository.commit({
      'a/package-lock.json': '{"lockfileVersion": 3, "pack',
      'package-lock.json': good,
    });

    const map = await scanned(incident, [top]);

    expect(map.coverage.problems.length).toBeGreaterThan(0);
    for (const problem of map.coverage.problems)
      expect(problem).toMatchObject({
        target: top,
        path: 'a/package-lock.json',
        code: 'SYNTAX',
        ref: 'worktree',
      });
    expect(map.coverage.artefacts).toEqual({ seen: 2, read: 1, unreadable: 1, unsupported: 0 });
    expect(map.verdict).toBe('unknown');
  });

  it('do not count files of ecosystems that the incident is not about', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': good, 'Cargo.lock': 'x', 'Gemfile.lock': 'y' });

    expect((await scanned(incident, [repository.directory])).coverage.complete).toBe(true);
    const ruby = incidentOf({ packages: { 'npm x': ['1.0.0'], 'gem y': ['1.0'] } });
    const map = await scanned(ruby, [repository.directory]);
    expect(map.coverage.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'FORMAT_UNSUPPORTED Gemfile.lock',
    ]);
    expect(map.coverage.notLookedFor).toEqual({ packages: { gem: 1 }, indicators: {} });
    expect((await scanned(null, [repository.directory])).coverage.problems).toHaveLength(2);
  });

  it('count every file where bytes are sought, which may be anywhere', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': good, '.pnp.cjs': 'x' });

    const map = await scanned(incidentOf({ indicators: { integrity: 'sha512-x' } }), [
      repository.directory,
    ]);

    expect(map.coverage.problems.map(({ code }) => code)).toEqual(['FORMAT_UNSUPPORTED']);
    expect(map.verdict).toBe('unknown');
  });

  it('name what bears a sought name and no version that could tell', async () => {
    const repository = gitRepository();
    const url = 'https://registry.example/axios-1.14.1.tgz';
    repository.commit({
      'pnpm-lock.yaml': `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      axios:
        specifier: ${url}
        version: ${url}
      fork:
        specifier: ${url}
        version: ${url}
packages:
  axios@${url}:
    resolution: {tarball: ${url}}
  fork@${url}:
    resolution: {tarball: ${url}}
snapshots:
  axios@${url}: {}
  fork@${url}: {}
`,
    });

    const map = await scanned(incident, [objectsOf(repository)]);

    expect(map.coverage.problems).toMatchObject([
      { code: 'VERSION_UNKNOWN', path: 'pnpm-lock.yaml', ref: 'main', line: 12 },
    ]);
    expect(map.verdict).toBe('unknown');
    const any = incidentOf({ packages: { 'npm axios': ['*'] } });
    expect((await scanned(any, [objectsOf(repository)])).verdict).toBe('exposed');
  });

  it('are unknown where the incident names nothing that could be looked for', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': good });

    for (const [parts, code] of [
      [{ indicators: { domain: 'evil.example' } }, 'NOTHING_SOUGHT'],
      [{ packages: { 'githubactions acme/step': ['v1'] } }, 'NOTHING_SOUGHT'],
      [{ packages: { 'gem evil': ['1.0'] } }, 'NOTHING_SOUGHT'],
      [
        { packages: { 'githubactions acme/step': ['v1'], 'npm absent': ['1.0.0'] } },
        'ECOSYSTEM_NOT_READ',
      ],
    ] as const) {
      const map = await scanned(incidentOf(parts), [repository.directory]);
      expect(map.coverage.problems.map((problem) => problem.code)).toEqual([code]);
      expect(map.verdict).toBe('unknown');
    }
  });

  it('are unknown over an argument in which nothing states packages', async () => {
    const repository = gitRepository();
    repository.commit({ readme: 'x' });
    const clean = gitRepository();
    clean.commit({ 'package-lock.json': good });

    const map = await scanned(incident, [repository.directory, clean.directory]);

    expect(map.verdict).toBe('unknown');
    expect(map.targets.find(({ name }) => name === repository.directory)).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('right place'),
    });
    expect(map.coverage.problems).toMatchObject([
      { target: repository.directory, code: 'NOTHING_FOUND' },
    ]);
    expect(map.coverage.targets).toMatchObject({ requested: 2, read: 2 });
  });

  it('count an argument that could not be opened', () => {
    const failed = {
      target: 'gone',
      path: null,
      ref: null,
      line: null,
      code: 'TARGET_NOT_FOUND',
      message: 'gone: no such directory',
    };
    const scan = {
      number: null,
      at: '2026-05-20T00:00:00Z',
      arguments: ['gone'],
      directory: '/home/ada',
      refs: 'all',
    } as const;

    const map = exposureMap(
      incident,
      [{ argument: 'gone', targets: [], failed }],
      { ...scan, arguments: ['gone'] },
      true,
    );

    expect(map.verdict).toBe('unknown');
    expect(map.coverage.targets).toEqual({
      requested: 1,
      read: 0,
      partial: 0,
      failed: 1,
      excluded: 0,
    });
    expect(map.coverage.problems).toEqual([failed]);
  });

  it('rank exposed over possibly exposed over unknown over not exposed', () => {
    expect(strongestVerdict(['not-exposed', 'unknown', 'exposed', 'possibly-exposed'])).toBe(
      'exposed',
    );
    expect(strongestVerdict(['not-exposed', 'unknown', 'possibly-exposed'])).toBe(
      'possibly-exposed',
    );
    expect(strongestVerdict(['not-exposed', 'unknown'])).toBe('unknown');
    expect(strongestVerdict(['not-exposed'])).toBe('not-exposed');
    expect(strongestVerdict([])).toBe('unknown');
    expect(
      (['exposed', 'possibly-exposed', 'unknown', 'not-exposed'] as const).map(exitCodeOfVerdict),
    ).toEqual([10, 11, 12, 0]);
  });
});

describe('next steps', () => {
  it('come in the order in which they must happen', async () => {
    const top = temporaryDirectory();
    const repository = gitRepository(join(top, 'main'));
    repository.commit({ 'package-lock.json': bad, '.pnp.cjs': 'x' });
    const pull = gitRepository(join(top, 'pull'));
    pull.commit({ 'package-lock.json': good });
    pull.branch('x');
    pull.updateRef('refs/pull/1/head', pull.commit({ 'package-lock.json': bad }));
    pull.checkout('main');
    pull.git('branch', '--quiet', '-D', 'x');

    const { next } = await scanned(incident, [top]);

    expect(next).toEqual([
      expect.stringMatching(/^Start the runbook, .*respond start .* --incident inc-1/),
      expect.stringMatching(/^Keep evidence first/),
      expect.stringMatching(/BEFORE any token is revoked/),
      expect.stringMatching(/^Pin and rebuild main:/),
      expect.stringMatching(/^Close the pull requests that hold it in pull:/),
      expect.stringMatching(/could not be read in main:/),
      expect.stringMatching(/firebreak exposure delta --incident inc-1/),
    ]);
    expect((await scanned(incident, [top], { kept: false })).next).toHaveLength(5);
  });

  it('are none where nothing is left to do', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': good });

    expect((await scanned(incident, [repository.directory])).next).toEqual([]);
  });
});

describe('comparing scans', () => {
  it('tells what came, what is gone and what stayed', async () => {
    const repository = gitRepository();
    repository.commit({ 'a/package-lock.json': bad, 'b/package-lock.json': bad });
    const before = await scanned(incident, [objectsOf(repository)]);
    repository.commit({ 'a/package-lock.json': good, 'c/package-lock.json': bad });
    const after = await scanned(incident, [objectsOf(repository)]);

    const delta = exposureDelta(before, after);

    expect(delta.appeared.map(({ place }) => place.path)).toEqual(['c/package-lock.json']);
    expect(delta.gone.map(({ place }) => place.path)).toEqual(['a/package-lock.json']);
    expect(delta.remaining).toEqual([before.exposures[1]?.id]);
    expect(delta).toMatchObject({ unconfirmed: [], listChanged: false });
  });

  it('confirms nothing that the later scan did not look at or could not read', async () => {
    const top = temporaryDirectory();
    const repository = gitRepository(join(top, 'r'));
    repository.commit({ 'package-lock.json': good });
    repository.branch('topic');
    repository.commit({ 'package-lock.json': bad });
    repository.checkout('main');
    gitRepository(join(top, 'other')).commit({ 'package-lock.json': good });
    const before = await scanned(incident, [top]);

    const narrower = await scanned(incident, [top], { refs: 'head' });
    repository.git('branch', '--quiet', '-D', 'topic');
    const confirmed = await scanned(incident, [top]);
    repository.commit({ '.pnp.cjs': 'x' });
    const unread = await scanned(incident, [top]);
    rmSync(join(top, 'r'), { recursive: true });
    const absent = await scanned(incident, [top]);

    expect(exposureDelta(before, narrower)).toMatchObject({
      gone: [{ target: 'r' }],
      unconfirmed: ['r'],
    });
    expect(exposureDelta(before, confirmed)).toMatchObject({
      gone: [{ target: 'r' }],
      unconfirmed: [],
    });
    expect(exposureDelta(before, unread).unconfirmed).toEqual(['r']);
    expect(exposureDelta(before, unread).notLookedAt).toEqual([]);
    expect(exposureDelta(before, absent)).toMatchObject({
      unconfirmed: ['r'],
      notLookedAt: ['r'],
    });
    expect(exposureDelta(absent, before)).toMatchObject({
      appeared: [{ target: 'r' }],
      newlyLookedAt: ['r'],
    });
    expect(exposureDelta(confirmed, before).newlyLookedAt).toEqual([]);
  });
});

describe('why', () => {
  it('answers to a purl, to name@version and to a name, scoped or not', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': npmLock({ axios: '1.14.1', '@antv/g2': '5.5.8' }) });
    const map = await scanned(incident, [objectsOf(repository)]);
    const answers = (asked: string): string[] =>
      explain(map, asked).exposures.map(({ purl }) => purl);

    for (const asked of [
      'pkg:npm/%40antv/g2@5.5.8',
      'pkg:npm/@antv/g2@5.5.8',
      'pkg:npm/%40antv/g2',
      '@antv/g2@5.5.8',
      '@antv/g2',
    ])
      expect(answers(asked)).toEqual(['pkg:npm/%40antv/g2@5.5.8']);
    for (const asked of ['axios', 'axios@1.14.1', 'pkg:npm/axios'])
      expect(answers(asked)).toEqual(['pkg:npm/axios@1.14.1']);
    for (const asked of ['axios@1.14.0', 'g2', 'pkg:pypi/axios', '@antv', '', 'pkg:npm/axios@2'])
      expect(answers(asked)).toEqual([]);
  });
});
