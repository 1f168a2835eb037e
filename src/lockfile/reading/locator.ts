import type { PackageSource } from '../types.ts';

/** Where a URL or specifier leads: told by its shape, never by its host. */
export interface Location {
  readonly source: PackageSource;
  readonly commit: string | null;
}

const registry: Location = { source: 'registry', commit: null };
const tarball: Location = { source: 'tarball', commit: null };
const file: Location = { source: 'file', commit: null };

const gitScheme = /^(?:git[+:@]|ssh:|github:|gitlab:|bitbucket:|gist:)/;

/** `user/repository`, which npm and yarn take for one on GitHub. */
const gitShorthand = /^[\w.-]+\/[\w.-]+(?:#|$)/;

/**
 * Registries serve tarballs at `<name>/-/<file>.tgz` (npm's registry API, and every mirror that
 * copies its layout), some at `/download/<name>/<version>/<digest>`. Git hosts serve archives of a
 * commit; those count as git, because the commit is what identifies the code.
 */
export function locate(spec: string): Location {
  if (isHttp(spec)) {
    if (spec.endsWith('.tgz') && spec.includes('/-/')) return registry;
    return locateHttp(spec);
  }
  if (/^(?:file|link|portal):|^\.{0,2}\//.test(spec)) return file;
  if (gitScheme.test(spec) || gitShorthand.test(spec) || isGitPath(spec)) {
    return { source: 'git', commit: commitOf(spec) };
  }
  return tarball;
}

/** A full commit after `#`, alone or as `commit=`. 40 hexadecimal digits, or 64 in a SHA-256 repository. */
export function commitOf(spec: string): string | null {
  const hash = spec.lastIndexOf('#');
  if (hash === -1) return null;
  return (
    /^(?:commit=)?([0-9a-f]{40}(?:[0-9a-f]{24})?)(?:&|$)/i
      .exec(spec.slice(hash + 1))?.[1]
      ?.toLowerCase() ?? null
  );
}

/** What URLs of registries hold; anything else may be another way to write a path. */
const plainUrl = /^https?:\/\/[\w@.:/+~!?&=#-]*$/;

/** `.`, `..` and empty parts of a path. */
const detour = /[^:]\/\/|\/\.\.?(?:[/?#]|$)/;

/**
 * Name and version that a registry tarball's URL carries: `…/@scope/name/-/name-1.2.3.tgz`, the same with
 * `download` for `-` as cnpm's mirrors have it, or `…/download/@scope/name/1.2.3/<digest>`. Null for any other
 * layout. The path is taken as it is asked for: escapes and detours resolved, no query, no fragment.
 */
export function registryCoordinates(url: string): { name: string; version: string } | null {
  if (!isHttp(url)) return null;
  const path = pathOf(url);
  if (!path.endsWith('.tgz')) return digestCoordinates(path);
  const parting = Math.max(path.lastIndexOf('/-/'), path.lastIndexOf('/download/'));
  if (parting === -1) return null;
  const folders = path.slice(0, parting).split('/').slice(-2);
  const bare = folders.pop() ?? '';
  const scope = folders.pop() ?? '';
  const archive = path.slice(path.lastIndexOf('/') + 1, -'.tgz'.length);
  if (bare === '' || !archive.startsWith(`${bare}-`)) return null;
  const name = scope.startsWith('@') ? `${scope}/${bare}` : bare;
  return { name, version: archive.slice(bare.length + 1) };
}

function digestCoordinates(path: string): { name: string; version: string } | null {
  const parts = /\/download\/((?:@[^/]+\/)?[^/]+)\/(\d[^/]*)\/[0-9a-f]{40,64}$/.exec(path);
  const [, name, version] = parts ?? [];
  return name === undefined || version === undefined ? null : { name, version };
}

function pathOf(url: string): string {
  if (plainUrl.test(url) && !detour.test(url)) return withoutSuffix(url);
  const path = URL.parse(url)?.pathname;
  return path === undefined ? decoded(withoutSuffix(url)) : decoded(path).replace(/\/{2,}/g, '/');
}

function locateHttp(spec: string): Location {
  const commit = archivedCommit(spec);
  if (commit !== null) return { source: 'git', commit };
  if (isGitPath(spec)) return { source: 'git', commit: commitOf(spec) };
  const path = withoutSuffix(spec);
  if (path.endsWith('.tgz') && path.includes('/-/')) return registry;
  return registryCoordinates(spec) === null ? tarball : registry;
}

/** The commit in the URL of an archive that a git host makes: `/tar.gz/<commit>`, `/archive/<commit>`, `?ref=<commit>`. */
function archivedCommit(url: string): string | null {
  const match =
    /(?:\/(?:tar\.gz|legacy\.tar\.gz|archive|tarball|get)\/|[?&](?:ref|sha|at)=)([0-9a-f]{40}(?:[0-9a-f]{24})?)(?![0-9a-f])/i.exec(
      url,
    );
  return match?.[1]?.toLowerCase() ?? null;
}

function isHttp(spec: string): boolean {
  return /^https?:\/\//i.test(spec);
}

function isGitPath(spec: string): boolean {
  return withoutSuffix(spec).endsWith('.git');
}

function withoutSuffix(url: string): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
