import type { LockedPackage, Scope } from '../types.ts';
import { marksOf, markBit } from '../reading/marks.ts';
import { misfit } from '../reading/json.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, textOf } from '../reading/value.ts';
import { composerName } from './names.ts';

/** A package as composer.lock and installed.json have it, and what its entry asks for. */
export interface ComposerEntry {
  readonly locked: LockedPackage;
  /** The commit of the other of its two places, where that is another. */
  readonly otherCommit: string | null;
  readonly entry: Record<string, unknown>;
}

/**
 * Reads one entry (composer/composer, ArrayLoader). Null, with a problem, where it has no name or no version: Composer
 * refuses such a file.
 */
export function readComposerEntry(
  value: unknown,
  key: string,
  scopeOf: (name: string) => Scope | null,
  problems: Problems,
): ComposerEntry | null {
  if (!isRecord(value)) {
    problems.add('ENTRY_UNREADABLE', misfit(key, 'an object'));
    return null;
  }
  const name = textOf(value.name);
  const version = typeof value.version === 'number' ? String(value.version) : textOf(value.version);
  if (name === null || version === null) {
    const what = name === null ? `${quoted(key)} has no name` : `${quoted(name)} has no version`;
    problems.add('ENTRY_UNREADABLE', what);
    return null;
  }
  const dist = placeOf(value.dist, `${name} dist`, problems);
  const source = placeOf(value.source, `${name} source`, problems);
  const commits = [commitIn(dist), commitIn(source)].filter((commit) => commit !== null);
  const place = dist ?? source;
  const identity = composerName(name);
  const scope = scopeOf(identity);
  const locked: LockedPackage = {
    key: name,
    ecosystem: 'composer',
    name: identity,
    version,
    source: sourceOf(dist, source),
    resolved: textOf(place?.url),
    commit: commits[0] ?? null,
    integrity: sha1Integrity(dist?.shasum),
    marks: marksOf(scope === 'dev' ? markBit.dev : 0),
    scope,
  };
  return {
    locked,
    otherCommit: commits.find((commit) => commit !== commits[0]) ?? null,
    entry: value,
  };
}

type Place = Record<string, unknown>;

/** `source` or `dist`; both may be left out, as metapackages do. */
function placeOf(value: unknown, key: string, problems: Problems): Place | null {
  if (value === undefined || value === null) return null;
  if (isRecord(value)) return value;
  problems.add('ENTRY_UNREADABLE', misfit(key, 'an object'));
  return null;
}

/** Composer takes the archive where there is one; a package without either has nothing to fetch. */
function sourceOf(dist: Place | null, source: Place | null): LockedPackage['source'] {
  if (dist?.type === 'path' || source?.type === 'path') return 'file';
  if (dist !== null) return isRemote(textOf(dist.url)) ? 'registry' : 'file';
  return source === null ? 'registry' : 'git';
}

function isRemote(url: string | null): boolean {
  return url === null || (/^[a-z][a-z0-9+.-]*:\/\//i.test(url) && !/^file:/i.test(url));
}

/** The reference of a directory is a digest of what Composer found there, no commit (composer/composer, PathRepository). */
function commitIn(place: Place | null): string | null {
  const reference = place?.type === 'path' ? null : textOf(place?.reference);
  return reference !== null && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(reference)
    ? reference.toLowerCase()
    : null;
}

/** `shasum` is a SHA-1 in hexadecimal digits, and most often empty. */
function sha1Integrity(shasum: unknown): string | null {
  return typeof shasum === 'string' && /^[0-9a-f]{40}$/i.test(shasum)
    ? `sha1-${Buffer.from(shasum, 'hex').toString('base64')}`
    : null;
}
