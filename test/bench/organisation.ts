import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitRepository } from '../support/git-repository.ts';

/** How large the organisation is that benchmarks look through: 200,000 packages, about 74 MB of lockfiles. */
export const repositories = 100;
export const packagesEach = 2000;

/** Entries of the incident's list; one in eleven is used somewhere. */
const listed = 660;

/** The lockfile (package-lock v3) of one repository. The same number gives the same bytes. */
export function lockfile(repository: number): string {
  const packages: [string, unknown][] = [];
  for (let number = 0; number < packagesEach; number += 1) {
    const name = packageName(repository, number);
    const stated = version(repository, number);
    packages.push([
      `node_modules/${name}`,
      {
        version: stated,
        resolved: `https://registry.example/${name}/-/${name.split('/').at(-1)}-${stated}.tgz`,
        integrity: `sha512-${createHash('sha512').update(name).digest('base64')}`,
        ...(number % 3 === 0 ? { dev: true } : {}),
        dependencies: { [packageName(repository, (number * 7 + 1) % packagesEach)]: '^1.0.0' },
      },
    ]);
  }
  const root = {
    name: `service-${repository}`,
    version: '1.0.0',
    dependencies: { [packageName(repository, 0)]: '^0.0.0' },
  };
  return JSON.stringify(
    {
      name: root.name,
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: Object.fromEntries([['', root], ...packages]),
    },
    null,
    2,
  );
}

function version(repository: number, number: number): string {
  return `${number % 9}.${repository % 20}.${number % 31}`;
}

/** Two thirds of an organisation's packages are common to all its repositories. */
function packageName(repository: number, number: number): string {
  const owner = number % 3 === 0 ? `own-${repository}` : 'common';
  const name = `${owner}-library-${number}`;
  return number % 4 === 0 ? `@acme-${number % 50}/${name}` : name;
}

/** Writes the organisation as plain directories, one a repository; gives the lockfiles' paths. */
export function writeDirectories(parent: string): readonly string[] {
  return Array.from({ length: repositories }, (_, repository) => {
    const directory = join(parent, `service-${repository}`);
    mkdirSync(directory, { recursive: true });
    const path = join(directory, 'package-lock.json');
    writeFileSync(path, lockfile(repository));
    writeFileSync(
      join(directory, 'package.json'),
      JSON.stringify({ name: `service-${repository}`, version: '1.0.0' }),
    );
    return path;
  });
}

/** Writes the organisation as git repositories with one commit each; gives their directories. */
export function writeRepositories(parent: string): readonly string[] {
  return Array.from({ length: repositories }, (_, number) => {
    const repository = gitRepository(join(parent, `service-${number}`));
    repository.commit({
      'package-lock.json': lockfile(number),
      'package.json': JSON.stringify({ name: `service-${number}`, version: '1.0.0' }),
    });
    return repository.directory;
  });
}

/**
 * Writes an incident's list as CSV; gives its path. Most of it concerns nobody here, as lists do: sixty entries name
 * packages of the first `exposed` repositories.
 */
export function writeList(directory: string, exposed: number): string {
  const path = join(directory, `list-${exposed}.csv`);
  const rows = Array.from({ length: listed }, (_, entry) => {
    if (entry % 11 !== 0) return `unheard-of-${entry},1.0.1`;
    const repository = Math.floor(entry / 11) % exposed;
    // Numbers that three divides are a repository's own packages.
    const number = (3 * entry) % packagesEach;
    return `${packageName(repository, number - (number % 3))},${version(repository, number - (number % 3))}`;
  });
  writeFileSync(path, `Package,Version\n${rows.join('\n')}\n`);
  return path;
}
