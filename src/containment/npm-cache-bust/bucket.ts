import { createHash } from 'node:crypto';

/** An entry of the cache's index. */
export interface IndexEntry {
  readonly key: string;
  /** Subresource integrity of the content; null for an entry that was deleted. */
  readonly integrity: string | null;
}

/** A line of a bucket. */
export interface BucketLine {
  /** Without its line end. */
  readonly text: string;
  /** Null for a line that is cut off or damaged: npm passes over it, and so do we. */
  readonly entry: IndexEntry | null;
}

/**
 * The lines of a bucket of `index-v5`: a newline, the SHA-1 of what follows, a tab, and the entry as JSON, appended one
 * after the other (cacache, `entry-index.js`). Empty lines are none.
 */
export function bucketLines(bytes: Uint8Array): readonly BucketLine[] {
  return Buffer.from(bytes)
    .toString('utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => ({ text, entry: entryOf(text) }));
}

/** The bytes of a bucket with these lines. */
export function bucketOf(lines: readonly BucketLine[]): Uint8Array {
  return Buffer.from(lines.map(({ text }) => `\n${text}`).join(''), 'utf8');
}

function entryOf(text: string): IndexEntry | null {
  const [digest, json] = text.split('\t');
  if (json === undefined || createHash('sha1').update(json).digest('hex') !== digest) return null;
  try {
    const value = JSON.parse(json) as unknown;
    if (typeof value !== 'object' || value === null) return null;
    const key = Reflect.get(value, 'key') as unknown;
    const integrity = Reflect.get(value, 'integrity') as unknown;
    if (typeof key !== 'string') return null;
    return { key, integrity: typeof integrity === 'string' ? integrity : null };
  } catch {
    return null;
  }
}
