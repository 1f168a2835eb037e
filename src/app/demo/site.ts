import { writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { stringify } from 'yaml';
import type { Site } from '../../containment/site.ts';
import type { BuiltRepository } from './build-sample.ts';
import type { Registry } from './registry/start-registry.ts';

export interface SiteRequest {
  /** Path of the site file. */
  readonly file: string;
  readonly repositories: readonly BuiltRepository[];
  readonly registry: Pick<Registry, 'config' | 'restart' | 'url'>;
  /** Directory of the npm cache of the sample's CI runner. */
  readonly cache: string;
}

/** Who stands behind each role in the sample. */
const roles: Site['roles'] = {
  'code-owners': ['Mara Lindqvist', 'Tomas Okafor', 'Yuki Tanaka'],
  'incident-commander': ['Mara Lindqvist'],
  platform: ['Tomas Okafor'],
  security: ['Ines Abara', 'Mara Lindqvist'],
};

/** What the sample's CI runner could reach while it installed compromised packages. */
const tokens: Site['tokens'] = [
  {
    name: 'NPM_TOKEN of the CI runner',
    owner: 'Tomas Okafor',
    scope: 'publishes @acme packages',
    revoke:
      'Revoke it on the token page of the account acme-ci, then make a new one with a shorter life.',
  },
  {
    name: 'DEPLOY_KEY of storefront',
    owner: 'Mara Lindqvist',
    scope: 'pushes to the hosting of acme/storefront',
    revoke: 'Remove the key from the host, then add a new one to the secrets of the repository.',
  },
];

/**
 * Writes the site file of the built sample: registry, clones, the CI runner's cache, roles and tokens. Paths in it are
 * relative to it, but for the program that restarts the registry.
 */
export async function writeSite(request: SiteRequest): Promise<void> {
  const { cache, file, registry, repositories } = request;
  const from = (path: string): string => relative(dirname(file), path);
  const site: Site = {
    apiVersion: 'firebreak/v1',
    kind: 'Site',
    organisation: 'acme',
    registry: {
      url: registry.url,
      verdaccio: {
        config: from(registry.config),
        restart: [...registry.restart],
        readyWithin: 60,
      },
    },
    repositories: repositories.map(({ directory, name }) => ({
      target: name,
      path: from(directory),
    })),
    caches: [{ name: 'ci-runner', kind: 'npm', path: from(cache) }],
    npm: ['npm'],
    roles,
    tokens,
  };
  await writeFile(file, stringify(site), { mode: 0o600 });
}
