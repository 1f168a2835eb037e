import { join } from 'node:path';
import type { Doors } from '../../host/doors.ts';
import { type BuiltRepository, buildSample } from './build-sample.ts';
import { type Registry, startRegistry } from './registry/start-registry.ts';
import { writeSite } from './site.ts';
import { loadStandIns, loadTimes } from './stand-ins.ts';
import { warmCache } from './warm-cache.ts';

export interface OrganisationRequest {
  /** The directory that holds `sample` and `incidents`. */
  readonly fixtures: string;
  /** An empty directory for all of it. */
  readonly directory: string;
}

/** The sample organisation, alive. */
export interface Organisation {
  readonly repositories: readonly BuiltRepository[];
  /** The directory that holds the repositories, and nothing else. */
  readonly clones: string;
  readonly registry: Registry;
  /** Path of the site file. */
  readonly site: string;
  /** The CI runner's npm cache, with the compromised tarball that `acme/storefront` brought in. */
  readonly cache: string;
  /** Ends the registry. Files stay. */
  stop(): Promise<void>;
}

/**
 * Brings the sample organisation to life: repositories, a registry with stand-ins for all their packages, the cache of
 * a CI runner that has installed a compromised one, and the site file. Needs no network.
 * Throws DEMO_UNAVAILABLE without fixtures, git, npm or Verdaccio, ARGUMENT_INVALID where `directory` is in use.
 */
export async function startOrganisation(
  doors: Doors,
  { directory, fixtures }: OrganisationRequest,
): Promise<Organisation> {
  const sample = join(fixtures, 'sample');
  const clones = join(directory, 'organisation');
  const cache = join(directory, 'ci-runner', 'npm-cache');
  const site = join(directory, 'site.yaml');
  const repositories = await buildSample(sample, clones);
  const registry = await startRegistry({
    directory: join(directory, 'registry'),
    packages: await loadStandIns(sample),
    times: await loadTimes(join(fixtures, 'incidents', 'antv-wave-2026-05-19.json')),
  });
  try {
    const project = join(clones, 'storefront');
    await warmCache(doors, { project, registry: registry.url, cache });
    await writeSite({ file: site, repositories, registry, cache });
  } catch (error) {
    await registry.stop();
    throw error;
  }
  return { repositories, clones, registry, site, cache, stop: () => registry.stop() };
}
