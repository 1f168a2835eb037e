import { join } from 'node:path';
import type { Doors } from '../../host/doors.ts';
import { sha256, utf8 } from '../bytes.ts';
import type { Compromised } from '../compromised.ts';
import { hashesIn } from '../integrity.ts';
import { type CacheDirectory, contentPath, readContent, readIndex } from './cache-directory.ts';
import { requestedBy } from './request-key.ts';

/** An entry of the index that brings back something compromised. */
export type IndexHit = {
  /** Below the cache's root. */
  readonly bucket: string;
  /** What was asked for; passwords in addresses may be taken out. */
  readonly key: string;
  /** SHA-256 of the key as it is, by which the entry is found again. */
  readonly entry: string;
  /** `document`: a package's list of versions, from when a compromised one was among them. */
  readonly kind: 'tarball' | 'document';
  /** `name@version`, or the document's name; what the same bytes are known as where only they match. */
  readonly package: string;
};

/** Content that is compromised, or a document that names what is. */
export type ContentHit = {
  /** Below the cache's root. */
  readonly path: string;
  readonly hash: string;
  readonly kind: 'tarball' | 'document';
  readonly package: string;
};

export type Findings = {
  readonly index: readonly IndexHit[];
  readonly content: readonly ContentHit[];
  /** Buckets with lines that are cut off or damaged, and how many: npm does not read them either. */
  readonly damaged: readonly { readonly bucket: string; readonly lines: number }[];
  readonly entries: number;
  /** Contents that no entry names. Whoever knows the hash can still install them. */
  readonly unnamed: number;
};

interface Row {
  readonly bucket: string;
  readonly key: string;
  readonly hashes: readonly string[];
}

/** A key by its digest. */
export function entryOf(key: string): string {
  return sha256(utf8(key));
}

/** Findings whose keys may be shown: addresses that were asked for may hold passwords. */
export function shownFindings(findings: Findings, redact: (text: string) => string): Findings {
  const index = findings.index.map((hit) => ({ ...hit, key: redact(hit.key) }));
  return { ...findings, index };
}

const documentLimit = 128 * 1024 * 1024;

/**
 * Looks through a cache without changing it. `known` are hashes of compromised tarballs and what each is. Entries that
 * are newer do not hide older ones: their content can be installed by its hash. Throws CACHE_UNREADABLE.
 */
export async function searchCache(
  doors: Doors,
  cache: CacheDirectory,
  compromised: Compromised,
  known: ReadonlyMap<string, string>,
): Promise<Findings> {
  const { damaged, rows } = await readRows(doors, cache);
  const bad = new Map(known);
  for (const { hashes, key } of rows) {
    const found = tarballIn(key, compromised);
    if (found !== null) for (const hash of hashes) if (!bad.has(hash)) bad.set(hash, found);
  }
  const index: IndexHit[] = [];
  const content: ContentHit[] = [];
  for (const row of rows) {
    const { bucket, hashes, key } = row;
    const bytes = hashes.find((hash) => bad.has(hash));
    const tarball = tarballIn(key, compromised) ?? (bytes === undefined ? null : bad.get(bytes));
    if (tarball !== null && tarball !== undefined) {
      index.push({ bucket, key, entry: entryOf(key), kind: 'tarball', package: tarball });
      continue;
    }
    const name = await staleDocument(doors, cache, row, compromised);
    if (name === null) continue;
    index.push({ bucket, key, entry: entryOf(key), kind: 'document', package: name });
    for (const hash of hashes) {
      const path = contentPath(hash);
      if (path !== null && (await isThere(doors, cache, path)))
        content.push({ path, hash, kind: 'document', package: name });
    }
  }
  for (const [hash, name] of bad) {
    const path = contentPath(hash);
    if (path !== null && (await isThere(doors, cache, path)))
      content.push({ path, hash, kind: 'tarball', package: name });
  }
  return {
    index: distinct(index, ({ key }) => key),
    content: distinct(content, ({ path }) => path),
    damaged,
    entries: rows.length,
    unnamed: await unnamed(doors, cache, rows),
  };
}

/** What a key names where it is a compromised tarball: `name@version`. */
function tarballIn(key: string, compromised: Compromised): string | null {
  for (const { name, version } of requestedBy(key)) {
    if (version === null || compromised.about(name).length === 0) continue;
    // A tarball of a compromised name that does not say its version is not given the benefit of the doubt.
    if (version === '' || compromised.includes(name, version)) return `${name}@${version || '?'}`;
  }
  return null;
}

/** The name of a package whose cached document names a compromised version, or cannot be read; else null. */
async function staleDocument(
  doors: Doors,
  cache: CacheDirectory,
  { hashes, key }: Row,
  compromised: Compromised,
): Promise<string | null> {
  const asked = requestedBy(key).find(
    ({ name, version }) => version === null && compromised.about(name).length > 0,
  );
  if (asked === undefined) return null;
  for (const hash of hashes) {
    const path = contentPath(hash);
    if (path === null || !(await isThere(doors, cache, path))) continue;
    const read = await doors.files
      .readRegularFile(join(cache.root, path), documentLimit)
      .catch(() => null);
    const versions = read?.status === 'read' ? versionsOf(read.bytes) : null;
    if (versions === null || versions.some((version) => compromised.includes(asked.name, version)))
      return asked.name;
  }
  return null;
}

function versionsOf(bytes: Uint8Array): readonly string[] | null {
  try {
    const body = JSON.parse(Buffer.from(bytes).toString('utf8')) as { versions?: unknown } | null;
    const versions = body?.versions;
    return typeof versions === 'object' && versions !== null ? Object.keys(versions) : [];
  } catch {
    return null;
  }
}

async function readRows(
  doors: Doors,
  cache: CacheDirectory,
): Promise<{ readonly rows: readonly Row[]; readonly damaged: Findings['damaged'] }> {
  const rows: Row[] = [];
  const damaged: { bucket: string; lines: number }[] = [];
  for await (const { lines, path } of readIndex(doors, cache)) {
    for (const { entry } of lines)
      // Without an integrity it says that something was deleted.
      if (entry?.integrity)
        rows.push({ bucket: path, key: entry.key, hashes: hashesIn(entry.integrity) });
    const broken = lines.filter(({ entry }) => entry === null).length;
    if (broken > 0) damaged.push({ bucket: path, lines: broken });
  }
  return { rows, damaged };
}

async function unnamed(doors: Doors, cache: CacheDirectory, rows: readonly Row[]): Promise<number> {
  const named = new Set(rows.flatMap(({ hashes }) => hashes.map(contentPath)));
  let count = 0;
  for await (const path of readContent(doors, cache)) if (!named.has(path)) count += 1;
  return count;
}

async function isThere(doors: Doors, cache: CacheDirectory, path: string): Promise<boolean> {
  return (await doors.files.statusOf(join(cache.root, path)))?.isFile() === true;
}

function distinct<Item>(items: readonly Item[], id: (item: Item) => string): readonly Item[] {
  const byId = new Map(items.map((item) => [id(item), item]));
  return [...byId].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
