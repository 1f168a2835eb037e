import { rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { scan } from '../../src/app/scan.ts';
import { expandTargets } from '../../src/app/targets.ts';
import type { ExposureMap } from '../../src/exposure/schema.ts';
import type { RefSelection } from '../../src/sources/git/refs.ts';
import { realDoors } from '../support/doors.ts';
import { type GitRepository, gitRepository } from '../support/git-repository.ts';
import { npmLock } from '../support/lockfiles.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const evil = npmLock({ evil: '1.2.3' });
const good = npmLock({ good: '1.0.0' });
const origin = 'https://git.example/acme/web.git';

const app: App = {
  doors: realDoors,
  dataDir: temporaryDirectory(),
  version: '0.0.0',
  progress: () => {},
  warn: () => {},
};

/** A repository with a lockfile, cloned from `url` where one is given. */
function repository(directory: string, lock: string, url: string | null = origin): GitRepository {
  const made = gitRepository(directory);
  made.commit({ 'package-lock.json': lock });
  if (url !== null) made.git('remote', 'add', 'origin', url);
  return made;
}

async function mapOf(targets: readonly string[], refs: RefSelection = 'all'): Promise<ExposureMap> {
  const list = join(temporaryDirectory(), 'list.txt');
  writeFileSync(list, 'evil@1.2.3\n');
  return await scan(app, { targets, incident: list, refs, jobs: 2, keep: true });
}

/** The names of the targets that each argument leads to. */
async function namesOf(...args: readonly string[]): Promise<string[][]> {
  const expansions = await expandTargets(app, args, { refs: 'all' });
  return expansions.map(({ targets }) => targets.map(({ name }) => name));
}

describe('clones of one origin', () => {
  it('are one target, whatever argument leads to them and in whatever order', async () => {
    const top = temporaryDirectory();
    repository(join(top, 'a/clone'), good);
    repository(join(top, 'b/stale'), evil, 'ssh://git@GIT.example:22/acme/web');
    gitRepository().git('clone', '--quiet', '--mirror', join(top, 'a/clone'), join(top, 'm.git'));
    writeFileSync(join(top, 'm.git/config'), `[remote "origin"]\n\turl = ${origin}\n`);
    const paths = [join(top, 'a'), join(top, 'b/stale'), join(top, 'm.git')];

    const map = await mapOf(paths);

    expect(map.targets).toMatchObject([{ name: 'acme/web', verdict: 'exposed', exposures: 1 }]);
    expect(map.exposures[0]?.place.refs.map(({ name }) => name)).toEqual(['main', 'worktree']);
    expect(map.coverage).toMatchObject({
      complete: true,
      targets: { requested: 1, read: 1, partial: 0, failed: 0 },
      problems: [],
    });
    const strip = ({ exposures, targets, verdict }: ExposureMap) => ({
      exposures,
      targets,
      verdict,
    });
    expect(strip(await mapOf(paths.toReversed()))).toEqual(strip(map));
    expect(strip(await mapOf([top]))).toEqual(strip(map));
  });

  it('bear the same exposures, by their ids, alone and together', async () => {
    const top = temporaryDirectory();
    for (const name of ['one', 'two']) repository(join(top, name), evil);

    const alone = await mapOf([join(top, 'one')]);
    const together = await mapOf([top]);

    expect(together.exposures).toEqual(alone.exposures);
    expect(together.exposures[0]?.place.refs.map(({ name }) => name)).toEqual(['main', 'worktree']);
  });

  it('say what is wrong with one of them beside what the others hold', async () => {
    const top = temporaryDirectory();
    repository(join(top, 'a-broken'), good);
    rmSync(join(top, 'a-broken/.git/HEAD'));
    repository(join(top, 'b-sound'), evil);
    rmSync(join(top, 'b-sound/package-lock.json'));

    const map = await mapOf([top]);

    expect(map.targets).toMatchObject([{ name: 'acme/web', exposures: 1 }]);
    expect(map.coverage.problems.map(({ code }) => code)).toEqual(['GIT_UNREADABLE']);
    expect(map.coverage.targets).toMatchObject({ requested: 1, partial: 1, failed: 0 });
    rmSync(join(top, 'b-sound/.git/HEAD'));
    rmSync(join(top, 'a-broken/package-lock.json'));
    expect((await mapOf([top])).coverage.targets).toMatchObject({ requested: 1, failed: 1 });
  });

  it('are looked at once where arguments overlap, and each argument has found them', async () => {
    const top = temporaryDirectory();
    repository(join(top, 'web'), evil, null);

    const map = await mapOf([top, join(top, 'web'), `${top}/./web`]);

    expect(map.targets).toHaveLength(1);
    expect(map.exposures).toHaveLength(1);
    expect(map.coverage).toMatchObject({ targets: { requested: 1 }, artefacts: { seen: 1 } });
    expect(map.coverage.problems).toEqual([]);
  });

  it('bear the plainest of the names under which arguments lead to a directory', async () => {
    const top = temporaryDirectory();
    writeFileSync(join(top, 'package-lock.json'), evil);
    const [plain, dotted] = [relative(process.cwd(), top), `./${relative(process.cwd(), top)}`];

    expect(await namesOf(dotted, plain)).toEqual([[plain], [plain]]);
    expect(await namesOf(plain, dotted)).toEqual([[plain], [plain]]);
  });
});

describe('work trees of one repository', () => {
  it('are one target with it, named by the repository itself', async () => {
    const top = temporaryDirectory();
    const main = repository(join(top, 'main'), good, null);
    main.git('worktree', 'add', '--quiet', '-b', 'topic', join(top, 'a-linked'));
    const [own, linked] = [join(top, 'main'), join(top, 'a-linked')];
    writeFileSync(join(linked, 'package-lock.json'), evil);

    expect(await namesOf(linked, own)).toEqual([[own], [own]]);
    expect((await mapOf([linked, own])).exposures).toMatchObject([{ target: own }]);
  });

  it('stand each on a branch of its own', async () => {
    const top = temporaryDirectory();
    const main = repository(join(top, 'main'), good);
    const [one, two] = [join(top, 'one'), join(top, 'two')];
    main.git('worktree', 'add', '--quiet', '-b', 'first', one);
    main.branch('bad');
    main.commit({ 'package-lock.json': evil });
    main.git('worktree', 'add', '--quiet', '-b', 'second', two);
    for (const path of [one, two]) writeFileSync(join(path, 'package-lock.json'), good);

    for (const args of [
      [one, two],
      [two, one],
    ])
      expect((await mapOf(args, 'head')).exposures[0]?.place.refs).toMatchObject([
        { name: 'second' },
      ]);
  });
});

describe('targets of one name', () => {
  it('are told apart by the hosts of their origins', async () => {
    const top = temporaryDirectory();
    repository(join(top, 'a'), good);
    repository(join(top, 'b'), good, 'git@other.example:acme/web.git');

    expect(await namesOf(top)).toEqual([['git.example/acme/web', 'other.example/acme/web']]);
    expect(await namesOf(join(top, 'b'))).toEqual([['acme/web']]);
  });

  it('are told apart by where they lie where they have no origin', async () => {
    const top = temporaryDirectory();
    for (const at of ['x', 'y']) repository(join(top, at, 'web'), good, null);
    repository(join(top, 'z'), good, 'https://git.example/web');
    const [x, y, z] = [join(top, 'x'), join(top, 'y'), join(top, 'z')];

    expect(await namesOf(x, y, z)).toEqual([[`web (${x}/web)`], [`web (${y}/web)`], ['web']]);
  });
});
