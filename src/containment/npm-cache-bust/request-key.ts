/** A package that an entry of npm's cache was asked for. */
export interface Requested {
  readonly name: string;
  /** Null for the document that lists all versions; empty for a tarball that does not say which it is. */
  readonly version: string | null;
}

/**
 * What a key of npm's cache may stand for, whatever the host: keys are `make-fetch-happen:request-cache:<url>`,
 * `pacote:tarball:<spec>`, and of npm 6 `pacote:…-manifest:<url>:<integrity>` (npm's make-fetch-happen, `cache/key.js`;
 * pacote, `fetcher.js`). Several where the address can be read in several ways; none for what is no package.
 */
export function requestedBy(key: string): readonly Requested[] {
  const address = /https?:\/\/.*/s.exec(key)?.[0].replace(/:sha\d+-[A-Za-z0-9+/=]+$/, '');
  if (address !== undefined) return ofSegments(segmentsOf(address));
  const spec = /^pacote:[a-z-]+:(.+)$/s.exec(key)?.[1];
  if (spec === undefined) return [];
  const at = spec.lastIndexOf('@');
  if (!/^[a-z]+:/.test(spec) && at > 0)
    return [{ name: spec.slice(0, at), version: spec.slice(at + 1) }];
  return ofFile(spec.split('/'));
}

/** The parts of an address's path, decoded: a scope's slash may be written as `%2f`. */
function segmentsOf(address: string): readonly string[] {
  try {
    return new URL(address).pathname
      .split('/')
      .flatMap((segment) => decoded(segment).split('/'))
      .filter((segment) => segment !== '');
  } catch {
    return [];
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function ofSegments(segments: readonly string[]): readonly Requested[] {
  const last = segments.at(-1) ?? '';
  const dash = segments.lastIndexOf('-');
  if (dash > 0) {
    const name = nameEndingAt(segments, dash - 1);
    if (isTarball(last)) return [{ name, version: versionIn(last, name) ?? '' }];
  }
  const found: Requested[] = [...ofFile(segments)];
  for (let index = 0; index < segments.length; index += 1) {
    if (segments[index]?.startsWith('@') === true) continue;
    const name = nameEndingAt(segments, index);
    if (index === segments.length - 1) found.push({ name, version: null });
    // Some registries give the version a part of its own: `/download/@scope/name/1.0.0/<digest>`.
    else
      for (const later of segments.slice(index + 1))
        if (/^v?\d+\.\d+\.\d+/.test(later)) found.push({ name, version: later });
  }
  return found;
}

/** A tarball that lies anywhere, named as npm names them. */
function ofFile(segments: readonly string[]): readonly Requested[] {
  const file = segments.at(-1) ?? '';
  const match = /^(.+?)-(v?\d+\.\d+\.\d+.*)\.(?:tgz|tar\.gz)$/.exec(file);
  if (match?.[1] === undefined) return [];
  const scope = segments.findLast((segment) => /^@[^@]+$/.test(segment));
  const version = match[2] ?? '';
  const names = scope === undefined ? [match[1]] : [`${scope}/${match[1]}`];
  return names.map((name) => ({ name, version }));
}

function nameEndingAt(segments: readonly string[], index: number): string {
  const before = segments[index - 1];
  const own = segments[index] ?? '';
  return before?.startsWith('@') === true ? `${before}/${own}` : own;
}

function versionIn(file: string, name: string): string | null {
  const start = `${name.slice(name.indexOf('/') + 1)}-`;
  return file.startsWith(start) ? file.slice(start.length).replace(/\.(?:tgz|tar\.gz)$/, '') : null;
}

function isTarball(file: string): boolean {
  return /\.(?:tgz|tar\.gz)$/.test(file);
}
