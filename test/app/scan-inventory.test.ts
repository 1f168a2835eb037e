import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { openIncident } from '../../src/app/incidents.ts';
import { indexFind } from '../../src/app/index-find.ts';
import { indexForget, indexStats } from '../../src/app/index-questions.ts';
import { inventoryFaults } from '../../src/app/inventory.ts';
import { exitCodeOfScan, scan, type ScanRequest } from '../../src/app/scan.ts';
import type { ExposureMap } from '../../src/exposure/schema.ts';
import type { Doors } from '../../src/host/doors.ts';
import { realDoors } from '../support/doors.ts';
import { type GitRepository, gitRepository } from '../support/git-repository.ts';
import { npmLock, yarnLock } from '../support/lockfiles.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A program at work, with what it asked git for and what it warned of. */
interface Watched {
  readonly app: App;
  /** `REPOSITORY: command`. */
  readonly commands: string[];
  /** Objects that git was asked for by `cat-file --batch`. */
  readonly asked: string[];
  readonly warnings: string[];
}

let org: string;

function watched(dataDir: string): Watched {
  const commands: string[] = [];
  const asked: string[] = [];
  const warnings: string[] = [];
  const { git } = realDoors;
  const note = (gitDir: string, args: readonly string[]): void => {
    commands.push(`${gitDir.split('/').findLast((part) => part !== '.git')}: ${args.join(' ')}`);
  };
  const doors: Doors = {
    ...realDoors,
    git: {
      runGit(gitDir, args, signal) {
        note(gitDir, args);
        return git.runGit(gitDir, args, signal);
      },
      async converseWithGit(gitDir, args, signal) {
        note(gitDir, args);
        const conversation = await git.converseWithGit(gitDir, args, signal);
        return {
          ...conversation,
          ask(text) {
            asked.push(...text.split('\n').filter((line) => line !== ''));
            conversation.ask(text);
          },
        };
      },
    },
  };
  const app: App = {
    doors,
    dataDir,
    version: '0',
    progress() {},
    warn: (message) => void warnings.push(message),
  };
  return { app, commands, asked, warnings };
}

function request(more: Partial<ScanRequest> = {}): ScanRequest {
  return {
    targets: [org],
    incident: null,
    refs: 'all',
    history: 'reachable',
    jobs: 2,
    keep: true,
    ...more,
  };
}

/** A scan without what tells it from another: its number and time. */
function timeless({ scan: looked, ...map }: ExposureMap): unknown {
  return { ...map, scan: { ...looked, number: null, at: '' } };
}

let web: GitRepository;
let home: string;

beforeAll(() => {
  org = temporaryDirectory();
  web = gitRepository(join(org, 'web'));
  web.commit({ 'package-lock.json': npmLock({ a: '1.0.0' }) });
  web.commit({ 'package-lock.json': npmLock({ a: '1.0.1' }) });
  web.commit({ 'package-lock.json': npmLock({ a: '1.0.2' }), 'docs/x': '1' });
  web.branch('topic');
  web.commit({ 'apps/yarn.lock': yarnLock({ 'b@^1': '1.0.1' }) });
  web.updateRef('refs/pull/1/head', 'HEAD');
  web.checkout('main');
  const api = gitRepository(join(org, 'api'));
  api.commit({ 'package-lock.json': npmLock({ c: '1.0.0' }), 'broken/yarn.lock': 'nonsense' });
  api.commit({ 'package-lock.json': null });
});

beforeEach(() => {
  home = join(temporaryDirectory(), 'home');
});

describe('a second scan', () => {
  it('says what the first said, and asks git for no object', async () => {
    const first = await scan(watched(home).app, request());
    const second = watched(home);

    const again = await scan(second.app, request());

    expect(timeless(again)).toEqual(timeless(first));
    expect(second.asked).toEqual([]);
    expect(second.commands.filter((one) => /cat-file/.test(one))).toEqual([]);
    expect(second.warnings).toEqual([]);
  });

  it('for an incident says what one without an inventory says', async () => {
    const incident = async (dataDir: string): Promise<App> => {
      const { app } = watched(dataDir);
      const list = join(temporaryDirectory(), 'list.txt');
      writeFileSync(list, 'a@1.0.1\nb@1.0.1\n');
      await openIncident(app, {
        id: 'x',
        from: [list],
        title: null,
        severity: null,
        commander: null,
        window: '2026-01-01T00:00:00Z..2026-01-01T00:01:30Z',
        windowSource: null,
      });
      return app;
    };
    const fresh = await scan(
      await incident(join(home, 'fresh')),
      request({ incident: 'x', keep: false }),
    );
    await scan(watched(home).app, request());
    const app = await incident(home);

    const after = await scan(app, request({ incident: 'x', keep: false }));
    const last = await scan(app, request({ incident: 'x', keep: false }));

    expect(fresh.exposures.map(({ package: { purl }, place }) => [purl, place.path])).toEqual([
      ['pkg:npm/b@1.0.1', 'apps/yarn.lock'],
      ['pkg:npm/a@1.0.1', 'package-lock.json'],
    ]);
    expect({ ...(timeless(after) as ExposureMap), incident: null }).toEqual({
      ...(timeless(fresh) as ExposureMap),
      incident: null,
    });
    expect(timeless(last)).toEqual(timeless(after));
  });

  it('reads after a ref has moved what has come, and nothing else', async () => {
    const directory = join(temporaryDirectory(), 'web');
    cpSync(join(org, 'web'), directory, { recursive: true });
    const repository = gitRepositoryAt(directory);
    const targets = [directory];
    await scan(watched(home).app, request({ targets }));
    const before = repository('cat-file', '--batch-all-objects', '--batch-check')
      .split('\n')
      .filter((line) => line.includes(' blob '))
      .map((line) => line.slice(0, 40));
    writeFileSync(join(directory, 'package-lock.json'), npmLock({ a: '9.0.0' }));
    repository('commit', '--quiet', '--all', '-m', 'moved');
    const blob = repository('rev-parse', 'HEAD:package-lock.json');
    const second = watched(home);

    const map = await scan(second.app, request({ targets }));

    expect(second.asked.filter((oid) => before.includes(oid))).toEqual([]);
    expect(second.asked).toContain(blob);
    expect(timeless(map)).toEqual(
      timeless(await scan(watched(join(home, 'other')).app, request({ targets }))),
    );
  });
});

/** Runs git in a repository as its owner would. */
function gitRepositoryAt(directory: string): (...args: readonly string[]) => string {
  return (...args) =>
    web.git('-C', directory, '-c', 'user.name=A', '-c', 'user.email=a@acme.example', ...args);
}

describe('the inventory', () => {
  it('keeps the history of a target that is looked at for its tips', async () => {
    const { app } = watched(home);
    await scan(app, request());
    await scan(app, request({ history: null }));
    // Work trees, tips and histories of two repositories.
    const { parts } = await indexStats(app);
    const third = watched(home);

    await scan(third.app, request());

    expect(parts).toBe(6);
    expect(third.asked).toEqual([]);
    // Whoever went through history has seen the tips.
    expect((await indexStats(app)).parts).toBe(4);
  });

  it('says when history was looked at, where tips were since', async () => {
    const at = (time: string): App => {
      const { app } = watched(home);
      const clock = { ...app.doors.clock, now: () => new Date(time) };
      return { ...app, doors: { ...app.doors, clock } };
    };
    const [monday, friday] = ['2026-11-16T09:00:00.000Z', '2026-11-20T09:00:00.000Z'];
    await scan(at(monday), request());
    await scan(at(friday), request({ history: null }));
    const { found, inventory } = await indexFind(at(friday), ['c@1.0.0']);

    await scan(at(friday), request());

    expect(inventory.looks).toEqual({ oldest: monday, newest: friday });
    expect(inventory.historyLooks).toEqual({ oldest: monday, newest: monday });
    // Gone from the tip since.
    expect(found[0]?.holdings.map((one) => [one.part.reach, one.at])).toEqual([
      ['history', monday],
    ]);
    const after = await indexFind(at(friday), ['c@1.0.0']);
    expect(after.inventory.historyLooks).toEqual({ oldest: friday, newest: friday });
  });

  it('keeps what it knows of clones that are not scanned now, until they are gone', async () => {
    const directory = temporaryDirectory();
    const clones = ['one', 'two'].map((name) => join(directory, name));
    for (const clone of clones) {
      cpSync(join(org, 'web'), clone, { recursive: true });
      gitRepositoryAt(clone)('remote', 'add', 'origin', 'https://git.example/acme/web.git');
    }
    const { app } = watched(home);
    const parts = async (): Promise<number> => (await indexStats(app)).parts;
    await scan(app, request({ targets: clones }));
    const both = await parts();
    await scan(app, request({ targets: [clones[0] as string] }));
    const still = await parts();
    rmSync(clones[1] as string, { recursive: true });

    await scan(app, request({ targets: [clones[0] as string] }));

    expect([both, still, await parts()]).toEqual([4, 4, 2]);
  });

  it('keeps what it knows of a target that cannot be read any more', async () => {
    const directory = temporaryDirectory();
    cpSync(join(org, 'web'), join(directory, 'web'), { recursive: true });
    const targets = [directory];
    await scan(watched(home).app, request({ targets }));
    const head = join(directory, 'web/.git/objects');
    renameSync(head, `${head}.away`);
    mkdirSync(head);
    writeFileSync(join(directory, 'web/.git/config'), '[core]\n\trepositoryformatversion = 99\n');

    await scan(watched(home).app, request({ targets }));

    rmSync(head, { recursive: true });
    renameSync(`${head}.away`, head);
    writeFileSync(join(directory, 'web/.git/config'), '[core]\n\trepositoryformatversion = 0\n');
    const third = watched(home);
    await scan(third.app, request({ targets }));
    expect(third.asked).toEqual([]);
  });

  it('forgets what it is told to, and learns it again', async () => {
    const { app } = watched(home);
    const first = await scan(app, request());
    await indexForget(app, { kind: 'targets', words: ['api', 'web'] });
    const second = watched(home);

    const again = await scan(second.app, request());

    expect(timeless(again)).toEqual(timeless(first));
    expect(second.asked.length).toBeGreaterThan(0);
    expect(await inventoryFaults(app)).toEqual([]);
  });
});

describe('without an inventory to be had', () => {
  const broken: readonly (readonly [string, (path: string) => void])[] = [
    ['one that is no inventory', (path) => writeFileSync(path, 'no SQLite at all'.repeat(500))],
    ['one that is cut off', (path) => writeFileSync(path, 'SQLite format 3\0')],
    ['a directory in its place', (path) => mkdirSync(path)],
  ];

  it.each(broken)('because of %s, a scan says the same, and warns once', async (_, breakIt) => {
    const fresh = await scan(watched(join(home, 'fresh')).app, request());
    mkdirSync(home, { recursive: true });
    breakIt(join(home, 'inventory.sqlite'));
    const { app, warnings } = watched(home);

    const map = await scan(app, request());

    expect(timeless(map)).toEqual(timeless(fresh));
    expect(exitCodeOfScan(map)).toBe(exitCodeOfScan(fresh));
    expect(warnings).toEqual([expect.stringMatching(/^the inventory is not kept up: /)]);
  });

  it('because its directory cannot be made, a scan says the same', async () => {
    const fresh = await scan(watched(join(home, 'fresh')).app, request());
    writeFileSync(join(home, 'file'), '');
    const { app, warnings } = watched(join(home, 'file/below'));

    expect(timeless(await scan(app, request()))).toEqual(timeless(fresh));
    expect(warnings).toEqual([expect.stringMatching(/^the inventory is not kept up: /)]);
  });
});
