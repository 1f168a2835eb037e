import { posix } from 'node:path';
import type { Exposure } from '../../exposure/schema.ts';
import type { Doors } from '../../host/doors.ts';
import { bytesOf, type Clone, type Snapshot } from '../git-snapshot.ts';
import { directoryOf } from '../npm/project.ts';
import { recordOf } from '../npm/lock-tree.ts';
import type { ForeignLock } from './seen.ts';

const managers: ReadonlyMap<string, 'yarn' | 'pnpm' | 'bun'> = new Map([
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
]);

/** The places of exposures that are no npm lockfile of a project, with the manager that writes them, sorted by path. */
export async function foreignLocks(
  doors: Doors,
  clone: Clone,
  snapshot: Snapshot,
  held: readonly Exposure[],
): Promise<ForeignLock[]> {
  const byPath = Map.groupBy(
    held.filter(({ place }) => !isOwn(place.path)),
    ({ place }) => place.path,
  );
  const found: ForeignLock[] = [];
  for (const [path, exposures] of byPath) {
    const manager = managers.get(posix.basename(path)) ?? 'other';
    const managerVersion =
      manager === 'other' || manager === 'bun'
        ? null
        : await versionOf(doors, clone, snapshot, path, manager);
    found.push({ path, manager, managerVersion, packages: packagesOf(exposures) });
  }
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The places of a work tree that hold something compromised, sorted by path, told by their names alone. */
export function workTreeLocks(held: readonly Exposure[]): ForeignLock[] {
  const byPath = Map.groupBy(held, ({ place }) => place.path);
  return [...byPath]
    .map(([path, exposures]): ForeignLock => ({
      path,
      manager: isOwn(path) ? 'npm' : (managers.get(posix.basename(path)) ?? 'other'),
      managerVersion: null,
      packages: packagesOf(exposures),
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function packagesOf(exposures: readonly Exposure[]): ForeignLock['packages'] {
  const packages = exposures.map(({ dependency, package: { name, version } }) => ({
    name,
    version,
    direct: dependency.direct === true,
  }));
  return [...new Map(packages.map((one) => [`${one.name}\0${one.version}`, one])).values()];
}

function isOwn(path: string): boolean {
  const name = posix.basename(path);
  return (
    (name === 'package-lock.json' || name === 'npm-shrinkwrap.json') &&
    !path.split('/').includes('node_modules')
  );
}

/** `packageManager` of the nearest manifest (Node's corepack docs), else what the lockfile's own form tells. */
async function versionOf(
  doors: Doors,
  clone: Clone,
  snapshot: Snapshot,
  path: string,
  manager: 'yarn' | 'pnpm',
): Promise<string | null> {
  for (let at = directoryOf(path); ; at = directoryOf(at)) {
    const stated = recordOf(await json(posix.join(at, 'package.json')))['packageManager'];
    const match = typeof stated === 'string' ? /^(yarn|pnpm)@(\d[\w.-]*)/.exec(stated) : null;
    if (match?.[1] === manager) return match[2] ?? null;
    if (at === '') break;
  }
  if (manager === 'pnpm') return null;
  const text = await textAt(path);
  return /^__metadata:/m.test(text) ? '2 or above' : '1';

  async function textAt(file: string): Promise<string> {
    const committed = snapshot.get(file);
    if (committed === undefined) return '';
    return Buffer.from(await bytesOf(doors, clone, file, committed)).toString('utf8');
  }
  async function json(file: string): Promise<unknown> {
    try {
      return JSON.parse(await textAt(file));
    } catch {
      return null;
    }
  }
}
