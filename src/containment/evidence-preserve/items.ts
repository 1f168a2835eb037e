import { compromisedOf } from '../compromised.ts';
import { jsonBytes, utf8 } from '../bytes.ts';
import { exposedFiles } from '../exposed-files.ts';
import { type CacheDirectory, openCache } from '../npm-cache-bust/cache-directory.ts';
import { type ContentHit, searchCache, shownFindings } from '../npm-cache-bust/findings.ts';
import { knownHashes } from '../npm-cache-bust/known-hashes.ts';
import { tarballBytes } from '../npm-cache-bust/removal.ts';
import { redactedCopy } from '../keep-configuration.ts';
import { readConfiguration } from '../registry-freeze/configuration.ts';
import type { World } from '../types.ts';

/** Something to keep, or something that ought to be kept and cannot be. */
export type Item =
  | {
      readonly status: 'found';
      /** What a person would call the file; says where it is from. */
      readonly name: string;
      readonly media: string;
      /** As they may be shown. */
      readonly bytes: Uint8Array;
      /** As they are, where credentials are in them; null where nothing had to be taken out. */
      readonly original: Uint8Array | null;
    }
  | {
      /** `not-configured`: the site file does not say where it lies. */
      readonly status: 'not-configured' | 'unreadable';
      readonly name: string;
      readonly why: string;
    };

/**
 * All that is evidence of an incident within reach, one after the other: the list, the map, the registry's
 * configuration, what of it lies in caches, and the exposed lockfiles of each ref. Never throws but for an interruption.
 */
export async function* evidenceItems(world: World): AsyncGenerator<Item> {
  const json = 'application/json';
  yield found('incident.json', json, jsonBytes(world.incident));
  yield found('exposure-map.json', json, jsonBytes(world.map));
  yield await configuration(world);
  yield* caches(world);
  yield* lockfiles(world);
}

async function configuration(world: World): Promise<Item> {
  const name = 'registry-configuration.yaml';
  const path = world.site?.registry?.verdaccio?.config;
  if (path === undefined)
    return { status: 'not-configured', name, why: 'the site file names no registry configuration' };
  return await readable(world, name, async () => {
    const { bytes } = await readConfiguration(world.doors, path);
    const copy = await redactedCopy(world, name, bytes);
    return found(copy.name, 'application/yaml', copy.bytes, bytes);
  });
}

async function* caches(world: World): AsyncGenerator<Item> {
  const configured = world.site?.caches ?? [];
  if (configured.length === 0) {
    yield { status: 'not-configured', name: 'caches', why: 'the site file names no caches' };
    return;
  }
  const known = await knownHashes(world);
  for (const { name, path } of configured) {
    const tarballs: { readonly cache: CacheDirectory; readonly hit: ContentHit }[] = [];
    yield await readable(world, `cache-${name}.json`, async () => {
      const cache = await openCache(world.doors, path);
      const findings = await searchCache(world.doors, cache, compromisedOf(world.incident), known);
      for (const hit of findings.content) if (hit.kind === 'tarball') tarballs.push({ cache, hit });
      const all = jsonBytes({ path, ...shownFindings(findings, (text) => world.redact(text)) });
      return found(`cache-${name}.json`, 'application/json', all);
    });
    for (const { cache, hit } of tarballs) {
      const own = `cache-${name}/${hit.package.replaceAll('/', '+')}.tgz`;
      yield await readable(world, own, async () => {
        const bytes = await tarballBytes(world.doors, cache, hit);
        if (bytes === null) return { status: 'unreadable', name: own, why: 'it is gone' };
        return bytes === 'too-large'
          ? { status: 'unreadable', name: own, why: 'it is too large' }
          : found(own, 'application/gzip', bytes);
      });
    }
  }
}

async function* lockfiles(world: World): AsyncGenerator<Item> {
  for await (const file of exposedFiles(world)) {
    const name = `${file.target}/${file.path} (${file.ref})`;
    yield file.status === 'read'
      ? lockfile(world, name, file.bytes)
      : { status: file.status, name, why: file.why };
  }
}

/** A lockfile may say where packages come from with a password in the address. */
function lockfile(world: World, name: string, bytes: Uint8Array): Item {
  const text = Buffer.from(bytes).toString('utf8');
  const shown = world.redact(text);
  return shown === text
    ? found(name, 'text/plain', bytes)
    : found(`${name}, redacted`, 'text/plain', utf8(shown), bytes);
}

/** `original`: as they are, where `bytes` may be another. */
function found(name: string, media: string, bytes: Uint8Array, original: Uint8Array = bytes): Item {
  const same = Buffer.compare(bytes, original) === 0;
  return { status: 'found', name, media, bytes, original: same ? null : original };
}

async function readable(world: World, name: string, read: () => Promise<Item>): Promise<Item> {
  try {
    return await read();
  } catch (error) {
    world.doors.signal.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    return { status: 'unreadable', name, why };
  }
}
