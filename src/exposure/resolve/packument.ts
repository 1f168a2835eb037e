import { momentOf } from './facts.ts';
import type { Release, ReleaseFacts, TagSpan } from './types.ts';

/** Versions of one package; no package that people use has so many. */
const mostVersions = 20_000;

/** Characters of a version that is taken (semver's own limit). */
const longestVersion = 256;

/**
 * What the document that npm's registry has of a package tells (npm docs, "package metadata"): when its versions were
 * published, which were taken down since, what its tags point at now. `time` keeps versions that are gone; of a package
 * that is gone as a whole, `time.unpublished` says when. Null where it is no such document. Hostile input: nothing in
 * it is trusted to be of its type.
 */
export function factsOfPackument(document: unknown): ReleaseFacts | null {
  const packument = recordOf(document);
  if (packument === null) return null;
  const versions = recordOf(packument.get('versions')) ?? new Map<string, unknown>();
  const time = recordOf(packument.get('time'));
  const unpublished = recordOf(time?.get('unpublished'));
  if (versions.size === 0 && unpublished === null) return null;
  const gone = textMoment(unpublished?.get('time'));
  const names = new Set([
    ...versions.keys(),
    ...(time?.keys() ?? []),
    ...listOf(unpublished?.get('versions')),
  ]);
  for (const word of ['created', 'modified', 'unpublished']) names.delete(word);
  const releases: Release[] = [];
  for (const version of names) {
    if (releases.length === mostVersions) break;
    if (version.length > longestVersion) continue;
    const there = versions.has(version);
    const manifest = recordOf(versions.get(version));
    releases.push({
      version,
      publishedAt: textMoment(time?.get(version)),
      removedAt: there ? null : (gone ?? 'unknown'),
      deprecated: isDeprecated(manifest?.get('deprecated')),
    });
  }
  return {
    // Without times nobody knows what was taken down.
    complete: time !== null && names.size <= mostVersions,
    releases,
    tags: tagsOf(packument, time),
  };
}

/** What a tag points at now it did at least since the document last changed. */
function tagsOf(
  packument: ReadonlyMap<string, unknown>,
  time: ReadonlyMap<string, unknown> | null,
): TagSpan[] {
  const since = textMoment(time?.get('modified'));
  if (since === null) return [];
  return [...(recordOf(packument.get('dist-tags')) ?? [])].flatMap(([tag, version]) =>
    typeof version === 'string' ? [{ tag, version, from: since, to: null }] : [],
  );
}

/** The members of an object as a map: `__proto__` is a name like any other. */
function recordOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function textMoment(value: unknown): number | null {
  return typeof value === 'string' && value.length < 64 ? momentOf(value) : null;
}

/** npm takes an empty text for none. */
function isDeprecated(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value !== '');
}
