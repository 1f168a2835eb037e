import type { Window } from '../../incident/schema.ts';
import type { Release, ReleaseFacts, Span } from './types.ts';

/** The incident's window in milliseconds; an estimate tells of no moment. */
export function spanOf({ estimated, from, to }: Window): Span {
  return { from: estimated ? null : momentOf(from), to: estimated ? null : momentOf(to) };
}

/** Milliseconds since 1970; null where a text is no moment. */
export function momentOf(text: string | null): number | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/**
 * What is known of a package: of its compromised versions what the incident says where the registry says nothing, and all
 * that the registry says, where it was asked.
 */
export function factsOf(
  compromised: readonly string[],
  window: Span,
  registry: ReleaseFacts | null,
): ReleaseFacts {
  const releases = new Map<string, Release>(
    (registry?.releases ?? []).map((release) => [release.version, release]),
  );
  for (const version of compromised) {
    const known = releases.get(version);
    const removedAt = known === undefined ? 'unknown' : known.removedAt;
    releases.set(version, {
      version,
      publishedAt: known?.publishedAt ?? window.from,
      removedAt: removedAt === 'unknown' ? (window.to ?? 'unknown') : removedAt,
      deprecated: known?.deprecated ?? false,
    });
  }
  return {
    complete: registry?.complete ?? false,
    releases: [...releases.values()],
    tags: registry?.tags ?? [],
  };
}
