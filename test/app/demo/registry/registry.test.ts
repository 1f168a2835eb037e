import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, it, onTestFinished } from 'vitest';
import { answers, listening, readPlace, until } from '../../../../src/app/demo/registry/place.ts';
import { standIn } from '../../../../src/app/demo/registry/stand-in.ts';
import { type Registry, startRegistry } from '../../../../src/app/demo/registry/start-registry.ts';
import { realDoors } from '../../../support/doors.ts';
import { projectRoot } from '../../../support/project.ts';
import { useRegistry } from '../../../support/registry.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const packages = [
  standIn({ name: 'top', version: '1.0.0', dependencies: { '@acme/low': '^1.0.0' } }),
  standIn({ name: '@acme/low', version: '1.0.0' }),
  standIn({ name: '@acme/low', version: '1.10.0' }),
  standIn({ name: '@acme/low', version: '1.9.0' }),
  standIn({ name: '@acme/low', version: '2.0.0-beta.1' }),
];
const registry = useRegistry(packages, new Map([['@acme/low@1.9.0', '2026-05-19T01:40:00.000Z']]));

interface Document {
  readonly 'dist-tags': Record<string, string>;
  readonly time: Record<string, string>;
  readonly versions: Record<string, { dist: { tarball: string; integrity: string } }>;
}

async function documentOf(name: string, from: Registry = registry): Promise<Document> {
  const answer = await fetch(from.url + name.replace('/', '%2f'));
  return (await answer.json()) as Document;
}

async function another(): Promise<Registry> {
  const own = await startRegistry({ directory: temporaryDirectory(), packages });
  onTestFinished(() => own.stop());
  return own;
}

/** As a run restarts it: by what the site file says, with an environment of its own. */
async function restart({ config, restart: [command = '', ...args] }: Registry) {
  return await realDoors.runProgram({
    command,
    args,
    cwd: dirname(config),
    env: {},
    timeout: 120_000,
    signal: realDoors.signal,
  });
}

function portOf({ url }: Registry): number {
  return Number(new URL(url).port);
}

it('serves each version with its digest, its time and a sensible latest', async () => {
  const found = await documentOf('@acme/low');

  expect(found['dist-tags']).toEqual({ latest: '1.10.0' });
  expect(Object.keys(found.versions)).toEqual(['1.0.0', '1.9.0', '1.10.0', '2.0.0-beta.1']);
  expect(found.time['1.9.0']).toBe('2026-05-19T01:40:00.000Z');
  expect(found.time['1.10.0']).toBe('2025-01-03T00:00:00.000Z');
  for (const { integrity, tarball, version } of packages.slice(1)) {
    const dist = found.versions[version]?.dist;
    const served = await fetch(dist?.tarball ?? '');

    expect(dist?.integrity).toBe(integrity);
    expect(Buffer.from(await served.arrayBuffer()).equals(tarball)).toBe(true);
  }
});

it('has what it was given and nothing else', async () => {
  const answer = await fetch(`${registry.url}express`);

  expect(answer.status).toBe(404);
});

it('is good enough for npm', () => {
  const directory = temporaryDirectory();
  writeFileSync(
    join(directory, 'package.json'),
    JSON.stringify({ name: 'x', version: '1.0.0', dependencies: { top: '^1.0.0' } }),
  );
  execFileSync(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-update-notifier',
      `--registry=${registry.url}`,
      `--cache=${join(directory, 'cache')}`,
    ],
    { cwd: directory, stdio: 'pipe', env: { PATH: process.env['PATH'], HOME: directory } },
  );

  const record = readFileSync(join(directory, 'node_modules/.package-lock.json'), 'utf8');
  expect(JSON.parse(record)).toMatchObject({
    packages: {
      'node_modules/top': { version: '1.0.0', integrity: packages[0]?.integrity },
      'node_modules/@acme/low': { version: '1.10.0', integrity: packages[2]?.integrity },
    },
  });
});

it('serves by its new configuration after a restart', async () => {
  const own = await another();
  appendFileSync(
    own.config,
    "filters:\n  '@verdaccio/package-filter':\n    block:\n      - package: '@acme/low'\n        versions: 1.9.0\n",
  );
  const before = await documentOf('@acme/low', own);
  const { exitCode } = await restart(own);
  const after = await documentOf('@acme/low', own);
  const tarball = await fetch(`${own.url}@acme/low/-/low-1.9.0.tgz`);

  expect(exitCode).toBe(0);
  expect(Object.keys(before.versions)).toContain('1.9.0');
  expect(Object.keys(after.versions)).not.toContain('1.9.0');
  expect(tarball.status).toBe(404);
});

it('does not come back with a broken configuration, and does with a mended one', async () => {
  const own = await another();
  const good = readFileSync(own.config);
  writeFileSync(own.config, 'storage: [\n');
  const broken = await restart(own);

  expect(broken.exitCode).toBe(1);
  expect(broken.stderr).toContain('registry.log');
  expect(await answers(portOf(own))).toBe(false);

  writeFileSync(own.config, good);
  expect((await restart(own)).exitCode).toBe(0);
  expect(await answers(portOf(own))).toBe(true);
});

it('ends when it is stopped, whoever restarted it', async () => {
  const own = await another();
  await restart(own);
  await own.stop();

  expect(await listening(portOf(own))).toBe(false);
  expect((await restart(own)).exitCode).toBe(1);
});

it.each([false, true])(
  'ends with the process that started it, killed (restarted before: %s)',
  async (restarted) => {
    const directory = join(temporaryDirectory(), 'registry');
    mkdirSync(directory);
    const module = join(projectRoot, 'src/app/demo/registry/start-registry.ts');
    const program = `
    import { startRegistry } from ${JSON.stringify(module)};
    const { restart } = await startRegistry({ directory: ${JSON.stringify(directory)}, packages: [] });
    console.log(JSON.stringify(restart));
    setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void owner.kill('SIGKILL'));
    const [command = '', ...args] = JSON.parse(await firstLine(owner)) as string[];
    if (restarted) await execa(command, args);
    const { port } = readPlace(directory);
    expect(await answers(port)).toBe(true);

    owner.kill('SIGKILL');

    expect(await until(async () => !(await listening(port)), 20_000)).toBe(true);
  },
);

it('says what is missing where Verdaccio is not installed', async () => {
  const directory = temporaryDirectory();
  for (const path of ['app/demo/registry', 'host/files.ts', 'errors.ts'])
    cpSync(join(projectRoot, 'src', path), join(directory, 'src', path), { recursive: true });
  mkdirSync(join(directory, 'node_modules'));
  for (const name of ['semver', 'yaml'])
    symlinkSync(join(projectRoot, 'node_modules', name), join(directory, 'node_modules', name));
  const module = join(directory, 'src/app/demo/registry/start-registry.ts');
  const program = `
    import { startRegistry } from ${JSON.stringify(module)};
    await startRegistry({ directory: ${JSON.stringify(directory)}, packages: [] }).catch((error) =>
      console.log(JSON.stringify({ code: error.code, message: error.message })));`;
  const { stdout } = await execa(process.execPath, [
    '--input-type=module-typescript',
    '--eval',
    program,
  ]);

  expect(JSON.parse(stdout)).toEqual({
    code: 'DEMO_UNAVAILABLE',
    message: expect.stringContaining('Verdaccio'),
  });
});

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  const [chunk] = (await once(stdout ?? process.stdin, 'data')) as [Buffer];
  return chunk.toString();
}
