import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { type StandIn, standIn } from './registry/stand-in.ts';
import { readShipped } from './shipped-file.ts';
import { formatsByDetail, type StatedPackage, statedPackages } from './stated-packages.ts';

const lockfiles: ReadonlySet<string> = new Set([
  '.package-lock.json',
  'bun.lock',
  'npm-shrinkwrap.json',
  'package-lock.json',
  'pnpm-lock.yaml',
  'yarn.lock',
]);

/**
 * Clean versions that no lockfile of the sample states, each like one that it does: with them there is something to
 * move to. There is none for `onfire.js` in the range that crm-sync's branch event-bus asks for: a person decides there.
 */
const replacements: readonly { readonly like: string; readonly version: string }[] = [
  { like: '@antv/g2plot@2.5.35', version: '2.4.32' },
];

/** Compromised versions that no lockfile of the sample states: one of its manifests lets them in. */
const unlocked: typeof replacements = [
  { like: 'word-width@1.0.1', version: '1.1.1' },
  { like: 'word-width@1.0.1', version: '1.2.1' },
];

/** When the wave's versions appeared in the demo's registry. */
const waveTime = '2026-05-19T01:56:00.000Z';

/**
 * Stand-ins for every package that a lockfile of the sample in `fixturesDir` (`fixtures/sample`) states, at any commit
 * and in any work tree, for what exposed repositories can move to, and for what a manifest lets in. Sorted by name and version.
 */
export async function loadStandIns(fixturesDir: string): Promise<StandIn[]> {
  const stated = await allStated(fixturesDir);
  const packages = [...stated.values()].map((versions) => merged(versions));
  const byKey = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  const more = [...replacements, ...unlocked].flatMap(({ like, version }) => {
    const model = byKey.get(like);
    return model === undefined ? [] : { ...model, version };
  });
  return [...packages, ...more]
    .toSorted((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1))
    .map(({ peerDependencies, ...one }) =>
      standIn({ ...one, peerDependencies: peerDependencies ?? {} }),
    );
}

/** What each lockfile says of a package, most detailed format first, by `name@version`. */
async function allStated(fixturesDir: string): Promise<Map<string, StatedPackage[]>> {
  const entries = await readdir(fixturesDir, { recursive: true });
  const paths = entries.filter((path) => lockfiles.has(basename(path))).toSorted();
  const files = await Promise.all(
    paths.map(async (path) => read(path, await readFile(join(fixturesDir, path), 'utf8'))),
  );
  const byDetail = formatsByDetail.flatMap((format) =>
    files.flatMap((file) => (file?.format === format ? file.packages : [])),
  );
  return Map.groupBy(byDetail, ({ name, version }) => `${name}@${version}`);
}

/** Some lockfiles of the sample are damaged on purpose; what they hold, others hold too. */
function read(path: string, text: string): ReturnType<typeof statedPackages> | null {
  try {
    return statedPackages(path, text);
  } catch {
    return null;
  }
}

/** The first says most; peers come from the first whose format states them at all. */
function merged(statements: readonly StatedPackage[]): StatedPackage {
  const [first] = statements as [StatedPackage];
  const peers = statements.find(({ peerDependencies }) => peerDependencies !== null);
  return { ...first, peerDependencies: peers?.peerDependencies ?? null };
}

const WaveList = z.object({
  packages: z.array(
    z.object({ name: z.string(), versions: z.array(z.object({ version: z.string() })) }),
  ),
});

/** When packages that an incident's list names were published, by `name@version`: in the night of the wave. */
export async function loadTimes(listPath: string): Promise<Map<string, string>> {
  const { packages } = await readShipped(listPath, WaveList);
  return new Map(
    packages.flatMap(({ name, versions }) =>
      versions.map(({ version }) => [`${name}@${version}`, waveTime] as const),
    ),
  );
}
