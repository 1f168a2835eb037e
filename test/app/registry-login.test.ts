import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { standIn } from '../../src/app/demo/registry/stand-in.ts';
import { type Registry, startRegistry } from '../../src/app/demo/registry/start-registry.ts';
import { readOnlyRun, withRun } from '../../src/app/run-open.ts';
import { runNpm } from '../../src/containment/npm.ts';
import type { World } from '../../src/containment/types.ts';
import { realDoors } from '../support/doors.ts';
import { type StartedRun, startedRun } from '../support/started-run.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const password = 's3cret-p@ssword';
const login = `ops:${password}`;
const spelled = [password, encodeURIComponent(password), Buffer.from(login).toString('base64')];

/** A registry that answers nobody without credentials. */
let registry: Registry;
beforeAll(async () => {
  const packages = [standIn({ name: 'good', version: '1.0.0' })];
  registry = await startRegistry({ directory: temporaryDirectory(), packages, times: new Map() });
  const hash = createHash('sha1').update(password).digest('base64');
  writeFileSync(join(dirname(registry.config), 'htpasswd'), `ops:{SHA}${hash}\n`);
  const text = readFileSync(registry.config, 'utf8');
  writeFileSync(registry.config, text.replaceAll('$all', '$authenticated'));
  const [command = '', ...args] = registry.restart;
  const { signal } = realDoors;
  const cwd = temporaryDirectory();
  await realDoors.runProgram({ command, args, cwd, env: {}, timeout: 60_000, signal });
}, 90_000);
afterAll(async () => {
  await registry.stop();
});

function started(): Promise<StartedRun> {
  const url = registry.url.replace('://', `://ops:${encodeURIComponent(password)}@`);
  return startedRun(
    `apiVersion: firebreak/v1\nkind: Site\norganisation: acme\nregistry: { url: '${url}' }\n`,
  );
}

async function inRun<T>(run: StartedRun, work: (world: World) => Promise<T>): Promise<T> {
  return await withRun(
    run.app,
    run.place,
    () => {},
    (live) => work(live.world),
  );
}

function statusOf({ doors, site }: World): Promise<number> {
  const url = `${site?.registry?.url ?? ''}good`;
  const request = { url, headers: {}, timeout: 30_000, limit: 1024 * 1024, signal: doors.signal };
  return doors.httpGet(request).then(({ status }) => status);
}

it('asks the registry with the credentials of its address, in every way there is', async () => {
  const run = await started();
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'package.json'), '{"dependencies":{"good":"1.0.0"}}');

  await inRun(run, async (world) => {
    expect(world.site?.registry?.url).toBe(registry.url);
    expect(await statusOf(world)).toBe(200);
    expect(await statusOf({ ...world, doors: realDoors })).toBe(401);

    const tree = { directory, registry: registry.url, cache: join(directory, 'c') };
    const request = { ...tree, lockfileVersion: 3, signal: realDoors.signal } as const;
    expect((await world.doors.npmTree(request)).lockfile).toContain('node_modules/good');
    await expect(realDoors.npmTree(request)).rejects.toMatchObject({ code: 'E401' });

    const asked: unknown[] = [];
    const doors: World['doors'] = {
      ...world.doors,
      runProgram: async (program) => {
        asked.push(program);
        const own = program.env['npm_config_userconfig'] ?? '';
        expect(statSync(own).mode & 0o777).toBe(0o600);
        expect(own.startsWith(world.scratch)).toBe(true);
        return await realDoors.runProgram(program);
      },
    };
    const npm = async (given: World, name: string): Promise<number | null> => {
      const place = join(given.scratch, name);
      mkdirSync(place, { recursive: true });
      const args = ['view', 'good', 'version', '--fetch-retries=0'];
      const own = { directory: place, cache: join(place, 'cache'), args };
      return (await runNpm({ ...given, doors }, own)).exitCode;
    };
    expect(await npm(world, 'with')).toBe(0);
    expect(await npm({ ...world, registryAuth: null }, 'without')).not.toBe(0);
    for (const secret of spelled) expect(JSON.stringify(asked)).not.toContain(secret);
    expect(world.redact(`${login} ${Buffer.from(login).toString('base64')}`)).toBe(
      '[redacted] [redacted]',
    );
  });
});

it('writes them into the private directory of the run and nowhere else', async () => {
  const run = await started();
  await inRun(run, async () => {});

  const holding = readdirSync(run.app.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => spelled.some((secret) => readFileSync(path).includes(secret)));
  expect(holding.map(dirname)).toEqual([join(run.place.directory, 'private')]);
  expect(run.warnings).toEqual([expect.stringContaining('registry.url holds credentials')]);
  for (const secret of spelled) expect(run.warnings.join()).not.toContain(secret);
});

it('goes on without them where the private directory is gone, and says so', async () => {
  const run = await started();
  rmSync(join(run.place.directory, 'private'), { recursive: true });

  const { world } = await readOnlyRun(run.app, run.place);

  expect(world.registryAuth).toBeNull();
  expect(run.warnings.at(-1)).toContain('the registry is asked without credentials');
  expect(await statusOf(world)).toBe(401);
});
