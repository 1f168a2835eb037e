import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import semver from 'semver';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type BuiltRepository, buildSample } from '../../../src/app/demo/build-sample.ts';
import {
  type ExpectedExposure,
  type ExpectedTarget,
  loadExpected,
} from '../../../src/app/demo/expected.ts';
import { parsePurl, purlOf } from '../../../src/package/purl.ts';
import { projectRoot } from '../../support/project.ts';
import { needsShared, sharedPath } from '../../support/shared.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { fixturesDir, holds, isLockfile, type Tip, tipsOf } from './sample.ts';

const Wave = z.object({
  packages: z.array(
    z.object({
      ecosystem: z.string(),
      name: z.string(),
      versions: z.array(z.object({ version: z.string() })),
    }),
  ),
});

const Section = z.record(z.string(), z.string()).default({});
const Manifest = z.object({
  name: z.string(),
  dependencies: Section,
  devDependencies: Section,
  optionalDependencies: Section,
});

/** Section of the manifest that brings in a package of a scope. */
const sections = {
  prod: 'dependencies',
  peer: 'dependencies',
  optional: 'optionalDependencies',
  dev: 'devDependencies',
  unknown: 'dependencies',
} as const;

interface Pair {
  readonly name: string;
  readonly version: string;
}

const strength = ['default', 'branch', 'worktree', 'pull', 'tag'];
const list = 'data/incidents/antv-wave-merged.json';
const shippedList = join(projectRoot, 'fixtures/incidents/antv-wave-2026-05-19.json');
let repositories: readonly BuiltRepository[];
let targets: readonly ExpectedTarget[];
let tips: ReadonlyMap<string, readonly Tip[]>;

beforeAll(async () => {
  repositories = await buildSample(fixturesDir, temporaryDirectory());
  targets = (await loadExpected(fixturesDir)).targets;
  tips = new Map(repositories.map((repository) => [repository.name, tipsOf(repository)]));
});

/** Where any of the pairs stands, a line per repository, path, package and ref. */
function found(pairs: readonly Pair[]): string[] {
  const lines = [...tips].flatMap(([target, all]) =>
    all.flatMap((tip) =>
      tip.paths.filter(isLockfile).flatMap((path) => {
        const text = tip.text(path);
        return pairs
          .filter(({ name, version }) => holds(text, name, version))
          .map(
            ({ name, version }) =>
              `${target} ${path} ${purlOf('npm', name, version)} ${tip.class} ${tip.name}`,
          );
      }),
    ),
  );
  return lines.toSorted();
}

function stated(): string[] {
  const lines = targets.flatMap(({ name, exposures }) =>
    exposures
      .filter(isLocked)
      .flatMap(({ path, purl, refs }) =>
        refs.map((ref) => `${name} ${path} ${purl} ${ref.class} ${ref.name}`),
      ),
  );
  return lines.toSorted();
}

function isLocked({ grade }: ExpectedExposure): boolean {
  return grade !== 'resolvable';
}

it('states every repository once, by name', () => {
  expect(targets.map(({ name }) => name)).toEqual(repositories.map(({ name }) => name));
});

it('states where each package stands, and nowhere else', () => {
  const named = targets.flatMap(({ exposures }) =>
    exposures.filter(isLocked).map(({ purl }) => parsePurl(purl)),
  );
  const pairs = named.map((purl) => ({ name: purl?.name ?? '', version: purl?.version ?? '' }));
  const distinct = [
    ...new Map(pairs.map((pair) => [`${pair.name}@${pair.version}`, pair])).values(),
  ];

  expect(found(distinct)).toEqual(stated());
});

it('states everything of the wave that stands in the sample', ({ skip }) => {
  const missing = needsShared(list);
  if (missing !== null) skip(missing);
  const wave = Wave.parse(JSON.parse(readFileSync(sharedPath(list), 'utf8')));
  const pairs = wave.packages
    .filter(({ ecosystem }) => ecosystem === 'npm')
    .flatMap(({ name, versions }) => versions.map(({ version }) => ({ name, version })));

  expect(pairs.length).toBeGreaterThan(600);
  expect(found(pairs)).toEqual(stated());
});

it('draws each verdict from what it states', () => {
  const drawn = targets.map(({ exposures, name, problems }) => {
    const without = problems.length > 0 ? 'unknown' : 'not-exposed';
    const open = exposures.length > 0 ? 'possibly-exposed' : without;
    return [name, exposures.some(isLocked) ? 'exposed' : open];
  });

  expect(targets.map(({ name, verdict }) => [name, verdict])).toEqual(drawn);
});

it('names the strongest class of place that holds a package', () => {
  const all = targets.flatMap(({ exposures }) => exposures);
  const classes = all.map(({ refs }) => refs.map((ref) => ref.class));
  const byStrength = classes.map((row) =>
    row.toSorted((a, b) => strength.indexOf(a) - strength.indexOf(b)),
  );

  expect(classes).toEqual(byStrength);
  expect(all.map(({ live }) => live)).toEqual(classes.map(([first]) => first));
});

it('agrees with the manifests on who asks for a package', () => {
  const claims = targets.flatMap(({ exposures, name }) =>
    exposures.filter(({ importer }) => importer !== null).map((exposure) => ({ name, exposure })),
  );

  expect(claims.length).toBeGreaterThan(15);
  for (const { exposure, name } of claims) {
    const { bump, direct, importer, path, purl, shortest } = exposure;
    const { asked, label } = manifestOf(name, exposure);
    const [first, ...via] = shortest ?? [];

    expect({ path, purl, direct, asked: bump.filter((one) => asked.includes(one)) }).toEqual({
      path,
      purl,
      direct: asked.includes(parsePurl(purl)?.name ?? ''),
      asked: bump,
    });
    const nameless = path === 'pnpm-lock.yaml' || !isLocked(exposure);
    expect(first).toBe(nameless ? importer : label);
    expect(bump).toContain(via[0]);
    expect(via.at(-1)).toBe(parsePurl(purl)?.name);
  }
});

it('states what a manifest lets in where nothing is locked', () => {
  const wave = Wave.parse(JSON.parse(readFileSync(shippedList, 'utf8')));
  const open = targets.flatMap(({ exposures, name }) =>
    exposures.filter((one) => !isLocked(one)).map((exposure) => ({ exposure, name })),
  );

  expect(open.length).toBe(1);
  for (const { exposure, name } of open) {
    const { asks, path, purl, refs } = exposure;
    const asked = parsePurl(purl)?.name ?? '';
    const listed = wave.packages.find((one) => one.name === asked)?.versions ?? [];
    for (const ref of refs) {
      const tip = tips.get(name)?.find((one) => one.name === ref.name);
      const manifest = Manifest.parse(JSON.parse(tip?.text(path) ?? ''));
      const range = manifest.dependencies[asked] ?? '';

      expect(tip?.paths.some(isLockfile)).toBe(false);
      expect(asks).toEqual({
        answer: 'cannot-say',
        reason: expect.stringMatching(/ lets in .*; which other versions there were is not known$/),
        ranges: [range],
        admits: listed
          .map(({ version }) => version)
          .filter((version) => semver.satisfies(version, range)),
      });
    }
  }
});

/** What the manifest said to bring a package in calls itself, and the real names of what it asks for in that scope. */
function manifestOf(
  target: string,
  exposure: ExpectedExposure,
): { label: string; asked: string[] } {
  const { importer, path, refs, scope } = exposure;
  const tip = tips.get(target)?.find(({ name }) => name === refs[0]?.name);
  const text = tip?.text(join(dirname(path), importer ?? '', 'package.json')) ?? '';
  const manifest = Manifest.parse(JSON.parse(text));
  const section = Object.entries(manifest[sections[scope]]);
  return {
    label: manifest.name,
    asked: section.map(([alias, range]) => /^npm:(.+)@/.exec(range)?.[1] ?? alias),
  };
}

it('names as a problem what cannot be read, and nothing else', () => {
  const unreadable = [...tips].flatMap(([target, all]) =>
    all.flatMap((tip) => problemsOf(target, tip)),
  );
  const named = targets.flatMap(({ name, problems }) =>
    problems.map(({ code, path }) => `${name} ${code} ${path}`),
  );

  expect([...new Set(unreadable)].toSorted()).toEqual(named.toSorted());
});

/** What stands in the way of reading a tip whole, as far as it can be told without a reader. */
function problemsOf(target: string, tip: Tip): string[] {
  const codes = tip.paths.filter(isLockfile).map((path) => {
    const text = tip.text(path);
    if (/^<{7} /m.test(text)) return `CONFLICT_MARKERS ${path}`;
    return path.endsWith('.json') && !isJson(text) ? `SYNTAX ${path}` : '';
  });
  const manifests = tip.paths.filter((path) => /^(?:.*\/)?package\.json$/.test(path));
  const unlocked = tip.paths.some(isLockfile)
    ? []
    : manifests.map((path) => `MANIFEST_WITHOUT_LOCKFILE ${path}`);
  return [...codes, ...unlocked].filter((code) => code !== '').map((code) => `${target} ${code}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

it('is what the table for people says', () => {
  const table = readFileSync(join(fixturesDir, 'README.md'), 'utf8');
  const rows = [...table.matchAll(/^\| `([a-z-]+)` \|.*\| ([a-z ]+) \|$/gm)];

  expect(rows.map(([, name, verdict]) => [`acme/${name}`, verdict?.replace(' ', '-')])).toEqual(
    targets.map(({ name, verdict }) => [name, verdict]),
  );
});

it('refuses a file of another shape', async () => {
  const directory = temporaryDirectory();
  writeFileSync(
    join(directory, 'expected.yaml'),
    'targets: [{ name: acme/x, verdict: fine, exposures: [], problems: [] }]\n',
  );

  await expect(loadExpected(directory)).rejects.toMatchObject({
    code: 'BUG',
    message: expect.stringContaining('verdict'),
  });
});
