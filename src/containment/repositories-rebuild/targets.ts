import { posix } from 'node:path';
import { z } from 'zod';
import type { ExposureMap } from '../../exposure/schema.ts';
import type { ActionTarget, Json } from '../types.ts';

/** What a target is. */
export const About = z.strictObject({
  repository: z.string(),
  /** Names of its default branch in the map, that of the clone's own first. */
  refs: z.array(z.string()).min(1),
  /** Lockfiles and manifests through which it was exposed. */
  lockfiles: z.array(z.string()).min(1),
  manager: z.enum(['npm', 'yarn', 'pnpm', 'bun', 'deno']),
});
export type About = z.infer<typeof About>;

const managers: ReadonlyMap<string, About['manager']> = new Map([
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['deno.lock', 'deno'],
  ['npm-shrinkwrap.json', 'npm'],
  ['package-lock.json', 'npm'],
  // Nothing was locked there when it was scanned; by the time of the rebuild something may be.
  ['package.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
]);

/**
 * Repositories that were exposed through lockfiles of npm on their default branch, by name; lockfiles of others, and
 * manifests that ask for something compromised, by name and path. Sorted. `none` says why there are none.
 */
export function rebuildTargets(map: ExposureMap): {
  readonly targets: readonly ActionTarget[];
  readonly none: string | null;
} {
  const found = new Map<string, About>();
  for (const { package: held, place, target: repository } of map.exposures) {
    const manager = managerOf(place.path);
    const refs = place.refs.filter((ref) => ref.class === 'default').map(({ name }) => name);
    if (manager === null || refs.length === 0 || !held.purl.startsWith('pkg:npm/')) continue;
    const whole = manager === 'npm' && posix.basename(place.path) !== 'package.json';
    const name = whole ? repository : `${repository}:${place.path}`;
    const known = found.get(name);
    found.set(name, {
      repository,
      refs: [...new Set([...(known?.refs ?? []), ...refs])].toSorted(ownFirst),
      lockfiles: [...new Set([...(known?.lockfiles ?? []), place.path])].toSorted(),
      manager,
    });
  }
  const targets = [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, about]) => ({ name, about: about as unknown as Json }));
  const none =
    targets.length > 0
      ? null
      : 'no repository of the exposure map was exposed through a lockfile on its default branch';
  return { targets, none };
}

function managerOf(path: string): About['manager'] | null {
  if (path.split('/').includes('node_modules')) return null;
  return managers.get(posix.basename(path)) ?? null;
}

/** `main` before `origin/main`: a pin is merged into the first before the second hears of it. */
function ownFirst(a: string, b: string): number {
  return a.split('/').length - b.split('/').length || (a < b ? -1 : 1);
}
