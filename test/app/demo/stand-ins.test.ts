import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';
import { beforeAll, expect, it } from 'vitest';
import { type BuiltRepository, buildSample } from '../../../src/app/demo/build-sample.ts';
import { loadExpected } from '../../../src/app/demo/expected.ts';
import type { StandIn } from '../../../src/app/demo/registry/stand-in.ts';
import { loadStandIns, loadTimes } from '../../../src/app/demo/stand-ins.ts';
import { parsePurl } from '../../../src/package/purl.ts';
import { projectRoot } from '../../support/project.ts';
import { useRegistry } from '../../support/registry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { fixturesDir, git, tipsOf } from './sample.ts';

const standIns: readonly StandIn[] = await loadStandIns(fixturesDir);
const times = await loadTimes(join(projectRoot, 'fixtures/incidents/antv-wave-2026-05-19.json'));
const registry = useRegistry(standIns, times);
let built: readonly BuiltRepository[];

beforeAll(async () => {
  built = await buildSample(fixturesDir, temporaryDirectory());
});

const damaged = ['acme/crm-sync main', 'acme/telemetry-agent main'];

/** Branches with an npm lockfile of their own at the top, and the files npm reads there. */
function npmBranches(): { label: string; files: Record<string, string> }[] {
  return built.flatMap((repository) =>
    tipsOf(repository)
      .filter((tip) => tip.class === 'default' || tip.class === 'branch')
      .map((tip) => ({
        label: `${repository.name} ${tip.name}`,
        paths: tip.paths.filter((path) =>
          /^(?:package|package-lock|npm-shrinkwrap)\.json$/.test(path),
        ),
        text: (path: string) => tip.text(path),
      }))
      .filter(({ paths }) => paths.length === 2)
      .map(({ label, paths, text }) => ({
        label,
        files: Object.fromEntries(paths.map((path) => [path, text(path)])),
      })),
  );
}

function npmCi(files: Readonly<Record<string, string>>): string[] {
  const home = temporaryDirectory();
  const directory = join(home, 'project');
  mkdirSync(directory);
  for (const [path, text] of Object.entries(files)) writeFileSync(join(directory, path), text);
  const options = ['--replace-registry-host=always', `--registry=${registry.url}`];
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--ignore-scripts'];
  execFileSync('npm', ['ci', ...options, ...quiet, `--cache=${join(home, 'cache')}`], {
    cwd: directory,
    stdio: 'pipe',
    env: { PATH: process.env['PATH'], HOME: home },
  });
  const record = JSON.parse(
    readFileSync(join(directory, 'node_modules/.package-lock.json'), 'utf8'),
  ) as { packages: Record<string, { integrity: string }> };
  rmSync(home, { recursive: true });
  return Object.values(record.packages).map(({ integrity }) => integrity);
}

it('lets npm install every npm repository of the sample from an empty cache', () => {
  const branches = npmBranches();
  const whole = branches.filter(({ label }) => !damaged.includes(label));
  const known = new Set(standIns.map(({ integrity }) => integrity));

  expect(whole.length).toBeGreaterThanOrEqual(15);
  expect(branches.length - whole.length).toBe(damaged.length);
  // Branches that lock the same are installed once.
  const different = new Map(whole.map((branch) => [JSON.stringify(branch.files), branch]));
  for (const { files, label } of different.values()) {
    const installed = npmCi(files);

    expect([label, installed.length > 3]).toEqual([label, true]);
    expect(installed.filter((integrity) => !known.has(integrity))).toEqual([]);
  }
}, 120_000);

it('dates the wave in its night, and everything else long before', async () => {
  const answer = await fetch(`${registry.url}@antv%2fg2`);
  const { time } = (await answer.json()) as { time: Record<string, string> };

  expect(time['5.5.8']).toBe('2026-05-19T01:56:00.000Z');
  expect(time['5.4.0']?.slice(0, 4)).toBe('2025');
});

it('has a clean version in the range that is asked for, with two known exceptions', async () => {
  const { targets } = await loadExpected(fixturesDir);
  const without = targets.flatMap(({ exposures, name }) =>
    exposures
      .filter(({ grade }) => grade !== 'resolvable')
      .filter(({ live, path }) => path.endsWith('.json') && ['default', 'branch'].includes(live))
      .flatMap(({ path, purl, refs }) =>
        refs
          .filter((ref) => ref.class === 'default' || ref.class === 'branch')
          .filter((ref) => !damaged.includes(`${name} ${ref.name}`))
          .filter((ref) => cleanVersion(name, ref.name, path, purl) === null)
          .map((ref) => `${name} ${ref.name}`),
      ),
  );

  expect(without).toEqual(['acme/crm-sync event-bus', 'acme/status-page main']);
});

type Asking = Readonly<Record<string, Record<string, string> | undefined>>;

/** The highest clean version below a compromised one in every range that a lockfile asks for; null where there is none. */
function cleanVersion(target: string, ref: string, path: string, purl: string): string | null {
  const parsed = parsePurl(purl);
  const name = parsed?.name ?? '';
  const version = parsed?.version ?? '';
  const directory = built.find((one) => one.name === target)?.directory ?? '';
  const lock = JSON.parse(git(directory, 'show', `${ref}:${path}`)) as {
    packages?: Record<string, Asking>;
    dependencies: Record<string, Asking>;
  };
  const ranges = Object.values(lock.packages ?? lock.dependencies).flatMap((entry) =>
    ['dependencies', 'optionalDependencies', 'peerDependencies', 'requires'].flatMap((section) =>
      Object.entries(entry[section] ?? {}).flatMap(([alias, range]) => {
        const aliased = /^npm:(.+)@(.+)$/.exec(range);
        return (aliased?.[1] ?? alias) === name ? [aliased?.[2] ?? range] : [];
      }),
    ),
  );
  expect(ranges).not.toEqual([]);
  const clean = standIns
    .filter((one) => one.name === name && !times.has(`${name}@${one.version}`))
    .filter((one) => semver.lt(one.version, version))
    .filter((one) => ranges.every((range) => semver.satisfies(one.version, range)))
    .toSorted((a, b) => semver.compare(b.version, a.version));
  return clean[0]?.version ?? null;
}

it('has what its clean packages ask for', () => {
  const missing = standIns
    .filter(({ name, version }) => !times.has(`${name}@${version}`))
    .flatMap(({ manifest, name, version }) =>
      Object.entries((manifest['dependencies'] ?? {}) as Record<string, string>)
        .filter(([wanted, range]) => !satisfiable(wanted, range))
        .map(([wanted, range]) => `${name}@${version}: ${wanted}@${range}`),
    );

  expect(missing).toEqual([]);
});

function satisfiable(alias: string, range: string): boolean {
  const aliased = /^npm:(.+)@(.+)$/.exec(range);
  return standIns.some(
    ({ name, version }) =>
      name === (aliased?.[1] ?? alias) && semver.satisfies(version, aliased?.[2] ?? range),
  );
}
