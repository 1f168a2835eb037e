import { join } from 'node:path';
import { npmCode, runNpm } from '../npm.ts';
import type { World } from '../types.ts';
import type { CacheDirectory } from './cache-directory.ts';

/** A compromised version that the cache held. */
export type Sample = {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  readonly resolved: string;
};

/** How npm fared. */
export interface OfflineInstall {
  readonly command: string;
  readonly refused: boolean;
  /** npm's code, or how it ended. */
  readonly said: string;
}

/** What npm says where a cache does not have something: nothing for the address, or no such version in the document. */
const notThere = new Set(['ENOTCACHED', 'ETARGET']);

/**
 * Tries to install a compromised version from a cache alone, the two ways there are: by name, and from a lockfile, which
 * finds the tarball by its hash whatever the index says. It is safe although it would work if the cache still held it:
 * `--offline` answers every request from the cache, scripts are off, and all goes into a directory that is thrown away.
 */
export async function installOffline(
  world: World,
  cache: CacheDirectory,
  sample: Sample,
): Promise<readonly OfflineInstall[]> {
  const { hash, name, resolved, version } = sample;
  const { files } = world.doors;
  const results: OfflineInstall[] = [];
  const ways = [
    { how: 'install', args: ['--', `${name}@${version}`], project: null },
    { how: 'ci', args: [], project: { name, version, hash, resolved } },
  ];
  for (const { args, how, project } of ways) {
    const directory = join(world.scratch, `offline-${how}`);
    await files.removeTree(directory);
    await files.makeDirectory(directory);
    for (const [file, content] of project === null ? [bare] : lockedProject(sample))
      await files.writeNewFile(join(directory, file), JSON.stringify(content));
    const report = await runNpm(world, {
      directory,
      cache: cache.path,
      args: [how, '--offline', '--ignore-scripts', '--no-audit', ...args],
    });
    const code = npmCode(report);
    results.push({
      command: ['npm', how, '--offline', '--ignore-scripts', ...args.slice(1)].join(' '),
      refused: report.exitCode !== 0 && code !== null && notThere.has(code),
      said: report.exitCode === 0 ? 'it was installed' : (code ?? `exit ${report.exitCode}`),
    });
    await files.removeTree(directory);
  }
  return results;
}

const bare: readonly [string, object] = ['package.json', { name: 'offline', version: '1.0.0' }];

/** A project that asks for the version, locked to its hash. */
function lockedProject({ hash, name, resolved, version }: Sample): readonly [string, object][] {
  const project = { name: 'offline', version: '1.0.0', dependencies: { [name]: version } };
  const packages = {
    '': project,
    [`node_modules/${name}`]: { version, resolved, integrity: hash },
  };
  const lock = { name: 'offline', version: '1.0.0', lockfileVersion: 3, requires: true, packages };
  return [
    ['package.json', project],
    ['package-lock.json', lock],
  ];
}
