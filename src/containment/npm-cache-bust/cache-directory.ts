import { basename, dirname, join } from 'node:path';
import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { reasonOf } from '../../host/files.ts';
import { hexOf } from '../integrity.ts';
import { type BucketLine, bucketLines } from './bucket.ts';

/** An npm cache on the disk. */
export interface CacheDirectory {
  /** What npm calls its cache. */
  readonly path: string;
  /** `_cacache` in it. */
  readonly root: string;
}

/** A bucket of the index, by its path below the root. */
export interface Bucket {
  readonly path: string;
  readonly lines: readonly BucketLine[];
}

const bucketLimit = 64 * 1024 * 1024;
const hexPair = /^[0-9a-f]{2}$/;
const hexRest = /^[0-9a-f]+$/;

/** Finds npm's cache at a path: the directory that npm is told of, or `_cacache` in it. Throws CACHE_UNREADABLE. */
export async function openCache(doors: Doors, path: string): Promise<CacheDirectory> {
  const real = await doors.files.resolveLinks(path);
  if (real === null) throw unreadable(path, 'no such directory, or none that we may enter');
  const root = basename(real) === '_cacache' ? real : join(real, '_cacache');
  const index = await doors.files.statusOf(join(root, 'index-v5')).catch((error: unknown) => {
    throw unreadable(path, reasonOf(error), error);
  });
  if (index === null || !index.isDirectory())
    throw unreadable(path, 'is no npm cache: it has no _cacache/index-v5');
  return { path: dirname(root), root };
}

/** Reads the index, bucket by bucket in the order of their names. Links are not followed. Throws CACHE_UNREADABLE. */
export async function* readIndex(doors: Doors, cache: CacheDirectory): AsyncGenerator<Bucket> {
  for await (const path of filesBelow(doors, cache, 'index-v5', 2)) {
    const bucket = await readBucket(doors, cache, path);
    if (bucket !== null) yield bucket;
  }
}

/** One bucket as it is now; null where it is gone. Throws CACHE_UNREADABLE. */
export async function readBucket(
  doors: Doors,
  cache: CacheDirectory,
  path: string,
): Promise<Bucket | null> {
  const whole = join(cache.root, path);
  if ((await doors.files.statusOf(whole)) === null) return null;
  const read = await doors.files.readRegularFile(whole, bucketLimit).catch((error: unknown) => {
    throw unreadable(whole, reasonOf(error), error);
  });
  if (read.status === 'too-large') throw unreadable(whole, `is larger than ${bucketLimit} bytes`);
  return { path, lines: read.status === 'read' ? bucketLines(read.bytes) : [] };
}

/** Every content of the cache, as paths below the root. Throws CACHE_UNREADABLE. */
export async function* readContent(doors: Doors, cache: CacheDirectory): AsyncGenerator<string> {
  if ((await doors.files.statusOf(join(cache.root, 'content-v2'))) === null) return;
  for (const algorithm of await list(doors, join(cache.root, 'content-v2')))
    if (algorithm.kind === 'directory')
      yield* filesBelow(doors, cache, `content-v2/${algorithm.name}`, 2);
}

/** Where content with a hash lies below the root (cacache, `content/path.js`); null for what is no hash. */
export function contentPath(hash: string): string | null {
  const found = hexOf(hash);
  if (found === null) return null;
  const { algorithm, hex } = found;
  return `content-v2/${algorithm}/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}`;
}

async function* filesBelow(
  doors: Doors,
  cache: CacheDirectory,
  path: string,
  depth: number,
): AsyncGenerator<string> {
  doors.signal.throwIfAborted();
  for (const { kind, name } of await list(doors, join(cache.root, path))) {
    if (depth === 0) {
      if (kind === 'file' && hexRest.test(name)) yield `${path}/${name}`;
    } else if (kind === 'directory' && hexPair.test(name)) {
      // Two levels, whatever lies below.
      yield* filesBelow(doors, cache, `${path}/${name}`, depth - 1);
    }
  }
}

async function list(doors: Doors, path: string) {
  return await doors.files.listDirectory(path).catch((error: unknown) => {
    throw unreadable(path, reasonOf(error), error);
  });
}

/** CACHE_UNREADABLE for a place in a cache. */
export function unreadable(path: string, why: string, cause?: unknown): FirebreakError {
  return new FirebreakError(
    'CACHE_UNREADABLE',
    `${path}: ${why}`,
    'Name what `npm config get cache` says on that machine in the site file, caches, and see that it can be read. Nobody knows yet what it holds.',
    cause,
  );
}
