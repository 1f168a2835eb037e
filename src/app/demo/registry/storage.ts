import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import semver from 'semver';
import type { StandIn } from './stand-in.ts';

/** Versions without a time of their own are a day apart from here on, in order of version. */
const firstPublished = Date.UTC(2025, 0, 1);
const day = 86_400_000;

/**
 * Writes packages as Verdaccio's local storage keeps them: a directory for each name with one document and the tarballs.
 * Much faster than publishing, and times can be chosen. `times`: ISO 8601 by `name@version`.
 */
export async function writeStorage(
  storage: string,
  packages: readonly StandIn[],
  times: ReadonlyMap<string, string>,
): Promise<void> {
  const byName = Map.groupBy(packages, ({ name }) => name);
  await Promise.all(
    [...byName].map(async ([name, versions]) => {
      const directory = join(storage, name);
      await mkdir(directory, { recursive: true });
      await writeFile(
        join(directory, 'package.json'),
        JSON.stringify(documentOf(name, versions, times)),
      );
      await Promise.all(
        versions.map((one) => writeFile(join(directory, fileName(one)), one.tarball)),
      );
    }),
  );
}

function documentOf(
  name: string,
  versions: readonly StandIn[],
  times: ReadonlyMap<string, string>,
): object {
  const ordered = versions.toSorted((a, b) => semver.compare(a.version, b.version));
  const stamps = ordered.map(({ version }, index): [version: string, time: string] => [
    version,
    times.get(`${name}@${version}`) ?? new Date(firstPublished + index * day).toISOString(),
  ]);
  const published = stamps.map(([, time]) => time).toSorted();
  const releases = ordered.filter(({ version }) => semver.prerelease(version) === null);
  const latest = releases.at(-1) ?? ordered.at(-1);
  return {
    _id: name,
    name,
    'dist-tags': { latest: latest?.version },
    time: {
      created: published[0],
      modified: published.at(-1),
      ...Object.fromEntries(stamps),
    },
    versions: Object.fromEntries(ordered.map((one) => [one.version, served(one)])),
    users: {},
    readme: '',
    _rev: '1-0000000000000000',
    _uplinks: {},
    _distfiles: {},
    _attachments: Object.fromEntries(
      ordered.map((one) => [fileName(one), { shasum: one.shasum, version: one.version }]),
    ),
  };
}

/** A version as the registry's document has it. Verdaccio puts its own address before the tarball's path. */
function served({ integrity, manifest, name, shasum, version }: StandIn): object {
  const tarball = `http://localhost/${name}/-/${fileName({ name, version })}`;
  return { _id: `${name}@${version}`, ...manifest, dist: { integrity, shasum, tarball } };
}

function fileName({ name, version }: Pick<StandIn, 'name' | 'version'>): string {
  return `${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`;
}
