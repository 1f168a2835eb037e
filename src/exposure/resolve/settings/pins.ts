import semver from 'semver';
import { own } from '../../../lockfile/reading/value.ts';
import { directoryOf } from '../../../lockfile/reading/path.ts';
import type { SettingsFile } from '../../../sources/types.ts';
import type { Pin } from '../types.ts';
import type { KnownClient, PlacedManifest } from './circumstances.ts';
import { yamlSettings } from './documents.ts';
import { type PinField, pinsOf } from './manifest.ts';

/**
 * The version that a project gives a name, by the field that its client reads: npm and bun `overrides`, yarn and bun
 * `resolutions`, pnpm up to 10 its own field, from 11 on pnpm-workspace.yaml. Where the client is not known, the one field
 * that the manifest has is taken for a sign of it. Members of a workspace have what its root says, which is left out here.
 */
export function pinFor(
  name: string,
  client: KnownClient,
  directory: string,
  manifests: readonly PlacedManifest[],
  files: readonly SettingsFile[],
): Pin | null {
  const ownManifest = manifests.find(({ path }) => directoryOf(path) === directory);
  const inWorkspace = manifests.some(
    ({ path, settings }) => directoryOf(path) !== directory && settings.isWorkspace,
  );
  if (inWorkspace) return null;
  const workspace = files.find(
    ({ path }) => directoryOf(path) === directory && path.endsWith('pnpm-workspace.yaml'),
  );
  if (readsWorkspace(client) && workspace !== undefined) {
    const settings = yamlSettings(workspace.bytes);
    const spec = settings === null ? undefined : pinsOf({}, own(settings, 'overrides')).get(name);
    return spec === undefined ? null : { spec, field: 'overrides', at: workspace.path };
  }
  if (ownManifest === undefined) return null;
  const { pins } = ownManifest.settings;
  const present = [...pins].filter(([, entries]) => entries.size > 0).map(([field]) => field);
  const read =
    client.client === null ? present : fieldsOf(client).filter((field) => present.includes(field));
  const [field, second] = read;
  if (field === undefined || (client.client === null && second !== undefined)) return null;
  const spec = pins.get(field)?.get(name);
  return spec === undefined ? null : { spec, field, at: ownManifest.path };
}

function readsWorkspace({ client, version }: KnownClient): boolean {
  return (
    client === 'pnpm' &&
    version !== null &&
    semver.valid(version) !== null &&
    semver.gte(version, '10.5.0')
  );
}

/** Fields that a client reads, the one that goes first in front. */
function fieldsOf({ client, version }: KnownClient): PinField[] {
  if (client === 'npm') return ['overrides'];
  if (client === 'yarn') return ['resolutions'];
  if (client === 'bun') return ['overrides', 'resolutions'];
  const old = version !== null && semver.valid(version) !== null && semver.lt(version, '11.0.0');
  return client === 'pnpm' && old ? ['pnpm.overrides'] : [];
}
