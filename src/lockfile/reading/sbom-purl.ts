import { type Coordinates, parsePurl } from '../../package/purl.ts';
import type { PackageSource } from '../types.ts';
import { commitOf, locate } from './locator.ts';
import { sriOf } from './sbom-integrity.ts';

/** What a purl states of a package: its coordinates and, by its qualifiers, where it comes from. */
export interface PurlStatement extends Coordinates {
  readonly source: PackageSource;
  readonly resolved: string | null;
  readonly commit: string | null;
  readonly integrity: readonly string[];
}

/**
 * Reads a purl with the qualifiers that every type may have: `vcs_url`, `download_url`, `repository_url` and
 * `checksum` (purl-spec, "Known qualifiers"). Null where it is none.
 */
export function readPurl(purl: string): PurlStatement | null {
  const coordinates = parsePurl(purl);
  if (coordinates === null) return null;
  const qualifiers = qualifiersOf(purl);
  const repository = qualifiers.get('vcs_url');
  const archive = qualifiers.get('download_url');
  const integrity = (qualifiers.get('checksum') ?? '').split(',').flatMap((checksum) => {
    const colon = checksum.indexOf(':');
    return sriOf(checksum.slice(0, colon), checksum.slice(colon + 1)) ?? [];
  });
  const place = repository === undefined ? placeOf(coordinates.ecosystem, archive ?? null) : null;
  return {
    ...coordinates,
    source: place?.source ?? 'git',
    resolved: repository ?? archive ?? qualifiers.get('repository_url') ?? null,
    commit: place === null ? commitAt(repository ?? '') : place.commit,
    integrity,
  };
}

/** Where a URL leads. Only npm's tell the registry's archives from others by their shape. */
export function placeOf(
  ecosystem: string,
  url: string | null,
): { readonly source: PackageSource; readonly commit: string | null } {
  const registry = { source: 'registry', commit: null } as const;
  if (url === null) return registry;
  const place = locate(url);
  return ecosystem === 'npm' || place.source === 'git' || place.source === 'file'
    ? place
    : registry;
}

/** A commit behind `#` as package managers write it, or behind `@` as SPDX does ("Package download location"). */
function commitAt(url: string): string | null {
  const commit = /@([0-9a-f]{40}(?:[0-9a-f]{24})?)(?:#|$)/i.exec(url)?.[1]?.toLowerCase();
  return commitOf(url) ?? commit ?? null;
}

/** By name in lower case. `vcs_url` keeps what follows `#`: npm writes it without escapes. */
function qualifiersOf(purl: string): ReadonlyMap<string, string> {
  const start = purl.indexOf('?');
  const found = new Map<string, string>();
  if (start === -1) return found;
  for (const pair of purl.slice(start + 1).split('&')) {
    const equals = pair.indexOf('=');
    if (equals === -1) continue;
    const name = pair.slice(0, equals).toLowerCase();
    const raw = pair.slice(equals + 1);
    const value = decoded(name === 'vcs_url' ? raw : raw.replace(/#.*$/s, ''));
    if (value !== '' && !found.has(name)) found.set(name, value);
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
