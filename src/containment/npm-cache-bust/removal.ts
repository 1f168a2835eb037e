import { dirname, join } from 'node:path';
import type { Doors } from '../../host/doors.ts';
import type { EvidenceRef } from '../../journal/record.ts';
import type { World } from '../types.ts';
import { bucketOf } from './bucket.ts';
import { type CacheDirectory, readBucket, unreadable } from './cache-directory.ts';
import { type ContentHit, entryOf, type IndexHit } from './findings.ts';

/** Larger tarballs stay where they are: what is not kept is not removed. */
const keepLimit = 256 * 1024 * 1024;

/** Keeps the bytes of compromised tarballs; gives the contents whose bytes are kept or gone, and those that are too large. */
export async function keepTarballs(
  world: World,
  cache: CacheDirectory,
  content: readonly ContentHit[],
): Promise<{
  readonly evidence: readonly EvidenceRef[];
  readonly removable: readonly ContentHit[];
  readonly tooLarge: readonly ContentHit[];
}> {
  const evidence: EvidenceRef[] = [];
  const removable: ContentHit[] = [];
  const tooLarge: ContentHit[] = [];
  for (const hit of content) {
    const bytes = hit.kind === 'document' ? null : await tarballBytes(world.doors, cache, hit);
    if (bytes === 'too-large') {
      tooLarge.push(hit);
      continue;
    }
    removable.push(hit);
    if (bytes !== null)
      evidence.push(
        await world.keep(`${hit.package.replaceAll('/', '+')}.tgz`, 'application/gzip', bytes),
      );
  }
  return { evidence, removable, tooLarge };
}

/** The bytes of a content; null where it is gone. Throws CACHE_UNREADABLE. */
export async function tarballBytes(
  doors: Doors,
  cache: CacheDirectory,
  { path }: ContentHit,
): Promise<Uint8Array | 'too-large' | null> {
  const whole = join(cache.root, path);
  if ((await doors.files.statusOf(whole)) === null) return null;
  const read = await doors.files.readRegularFile(whole, keepLimit);
  if (read.status === 'not-a-file') throw unreadable(whole, 'is not a file');
  return read.status === 'read' ? read.bytes : 'too-large';
}

/**
 * Takes contents out of a cache, and then the entries that lead to them: an entry without its content is a miss to npm.
 * Buckets are read again, so that what was added since the plan stays. Gives the number of entries removed.
 */
export async function removeFromCache(
  doors: Doors,
  cache: CacheDirectory,
  content: readonly ContentHit[],
  index: readonly IndexHit[],
): Promise<number> {
  for (const { path } of content) {
    const whole = join(cache.root, path);
    const directory = await doors.files.resolveLinks(dirname(whole));
    if (directory === null) continue;
    // A link on the way would have us take away what lies elsewhere.
    if (directory !== dirname(whole)) throw unreadable(whole, 'lies behind a symbolic link');
    await doors.files.removeFile(whole);
  }
  let removed = 0;
  for (const [path, hits] of Map.groupBy(index, ({ bucket }) => bucket)) {
    const bucket = await readBucket(doors, cache, path);
    if (bucket === null) continue;
    const gone = new Set(hits.map((hit) => hit.entry));
    const left = bucket.lines.filter(
      ({ entry }) => entry === null || !gone.has(entryOf(entry.key)),
    );
    if (left.length === bucket.lines.length) continue;
    removed += bucket.lines.length - left.length;
    const whole = join(cache.root, path);
    if (left.length === 0) await doors.files.removeFile(whole);
    else await doors.files.writeFileAtomically(whole, bucketOf(left));
  }
  return removed;
}
