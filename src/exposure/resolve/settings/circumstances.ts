import semver from 'semver';
import { directoryOf } from '../../../lockfile/reading/path.ts';
import type { OpenRequest } from '../../../lockfile/types.ts';
import type { SettingsFile } from '../../../sources/types.ts';
import type { Cooldown, Pin } from '../types.ts';
import { bunCooldown } from './bunfig.ts';
import { type ManifestSettings, manifestSettings } from './manifest.ts';
import { npmrcCooldown } from './npmrc.ts';
import { pinFor } from './pins.ts';
import { pnpmCooldown, pnpmDefault } from './pnpm.ts';
import { poetryCooldown } from './poetry.ts';
import type { Client, CooldownReading, StatedCooldown } from './types.ts';
import { uvCooldown } from './uv.ts';
import { yarnCooldown, yarnDefault } from './yarn.ts';

/** What the files around a request say of how it is resolved. */
export interface Circumstances {
  readonly pin: Pin | null;
  readonly cooldown: Cooldown | null;
  /** A manifest that asks for the name as well, where the command runs what is installed first. */
  readonly installedBy: string | null;
}

/** The client that resolves, as far as that is known. */
export interface KnownClient {
  readonly client: Client | null;
  readonly version: string | null;
}

/** A package.json around a request. */
export interface PlacedManifest {
  readonly path: string;
  readonly settings: ManifestSettings;
}

/** Commands that go by the settings of the user, not by those of the project (docs of npm, yarn, uv and pipx). */
const userWide = /(?: -g| global add|^uvx|^uv tool \w+|^pipx \w+)$/;

/** Reads the files around a request at `path`, the nearest first, as its client would. */
export function circumstancesOf(
  request: OpenRequest,
  path: string,
  files: readonly SettingsFile[],
): Circumstances {
  const { launch, name, range } = request;
  const manifests = files.flatMap((file): PlacedManifest[] => {
    const settings = file.path.endsWith('package.json') ? manifestSettings(file.bytes) : null;
    return settings === null ? [] : [{ path: file.path, settings }];
  });
  const known = clientOf(request, manifests);
  const installed =
    launch?.installedFirst === true && range === null && request.ecosystem === 'npm'
      ? manifests.find(({ settings }) => settings.asks.has(name))
      : undefined;
  if (launch !== undefined && userWide.test(launch.command))
    return { pin: null, cooldown: null, installedBy: installed?.path ?? null };
  const isProject =
    (launch === undefined || launch.project !== undefined) && request.ecosystem === 'npm';
  return {
    pin: isProject ? pinFor(name, known, directoryOf(path), manifests, files) : null,
    cooldown: cooldownOf(request.ecosystem, known, files),
    installedBy: installed?.path ?? null,
  };
}

/** The command's own client, or the one that the nearest manifest names. */
function clientOf(
  { ecosystem, launch }: OpenRequest,
  manifests: readonly PlacedManifest[],
): KnownClient {
  const manager =
    manifests.find(({ settings }) => settings.manager !== null)?.settings.manager ?? null;
  if (launch === undefined) {
    const named = ecosystem === 'npm' ? manager : null;
    return { client: named?.client ?? null, version: named?.version ?? null };
  }
  // Neither has a cooldown that is read here; nor has pip.
  if (launch.client === 'composer' || launch.client === 'deno')
    return { client: 'pip', version: null };
  const version = manager?.client === launch.client ? manager.version : null;
  return { client: launch.client, version };
}

const readers: readonly (readonly [
  ecosystem: string,
  name: string,
  client: Client,
  read: (bytes: Uint8Array) => CooldownReading,
])[] = [
  ['npm', '.npmrc', 'npm', npmrcCooldown],
  ['npm', 'pnpm-workspace.yaml', 'pnpm', pnpmCooldown],
  ['npm', '.yarnrc.yml', 'yarn', yarnCooldown],
  ['npm', 'bunfig.toml', 'bun', bunCooldown],
  ['pypi', 'uv.toml', 'uv', (bytes) => uvCooldown(bytes, false)],
  ['pypi', 'pyproject.toml', 'uv', (bytes) => uvCooldown(bytes, true)],
  ['pypi', 'poetry.toml', 'poetry', poetryCooldown],
];

interface PlacedCooldown {
  readonly reading: CooldownReading;
  readonly client: Client;
  readonly at: string;
}

/**
 * The cooldown that holds: what the nearest file of the client states, or its default. Where the client is not known, the
 * one that a file is written for is taken for it, and it is said that this is no more than likely where two are.
 */
function cooldownOf(
  ecosystem: string,
  { client, version }: KnownClient,
  files: readonly SettingsFile[],
): Cooldown | null {
  const stated = readers
    .filter((one) => one[0] === ecosystem && (client === null || one[2] === client))
    .flatMap(([, name, of, read]): PlacedCooldown[] => {
      const file = files.find(({ path }) => path === name || path.endsWith(`/${name}`));
      if (file === undefined) return [];
      const reading = read(file.bytes);
      return [
        {
          reading:
            reading !== 'none' && reading !== 'unclear' && reading.age === 0 ? 'unclear' : reading,
          client: of,
          at: file.path,
        },
      ];
    })
    .filter(({ reading }) => reading !== 'none');
  // One that is switched off, or not understood, holds nothing back that one could count on.
  if (stated.some(({ reading }) => reading === 'unclear')) return null;
  const sound = stated.flatMap(({ at, reading }) =>
    reading === 'none' || reading === 'unclear' ? [] : [{ at, reading }],
  );
  const [first, ...others] = sound.toSorted((a, b) => (a.reading.age ?? 0) - (b.reading.age ?? 0));
  if (first === undefined) return defaultOf(client, version);
  const clients = new Set(sound.map(({ reading }) => reading.client));
  const isLikely = client !== null || (ecosystem === 'npm' && clients.size === 1);
  const { reading, at } = others.length > 0 && clients.size === 1 ? (sound[0] ?? first) : first;
  const knows = knowsSetting(reading, version);
  return knows === false ? null : { ...held(reading, at), sure: isLikely && knows === true };
}

function defaultOf(client: Client | null, version: string | null): Cooldown | null {
  const own = client === 'pnpm' ? pnpmDefault : client === 'yarn' ? yarnDefault : null;
  if (own === null || version === null || knowsSetting(own, version) !== true) return null;
  return { ...held(own, `the defaults of ${own.client} ${version}`), sure: true };
}

function held(
  { age, before, except, stated, strict }: StatedCooldown,
  at: string,
): Omit<Cooldown, 'sure'> {
  return { age, before, except, strict, stated, at };
}

/** Whether a client knows a setting; null where nobody can say. */
function knowsSetting({ since }: StatedCooldown, version: string | null): boolean | null {
  if (since === 'any') return true;
  if (since === 'unknown' || version === null || semver.valid(version) === null) return null;
  return semver.gte(version, since);
}
