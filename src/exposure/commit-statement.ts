import { normaliseOrigin } from '../sources/git/origin.ts';

/** A commit as a list or a lockfile names it. */
export interface CommitStatement {
  /** Path of the repository on its host (`acme/web`), in lower case; null where none is named. */
  readonly repository: string | null;
  /** 7 to 64 hexadecimal digits, in lower case. */
  readonly hash: string;
}

/**
 * Reads `owner/repo#hash`, `github:owner/repo#hash`, `git+https://…#hash`, `https://…/commit/<hash>`, or a hash alone.
 * Null for anything else. Lists put a remark behind a value now and then, lockfiles do not: nothing may follow.
 */
export function commitStatement(text: string): CommitStatement | null {
  const value = text.trim();
  const hash = /(?:^|#|\/commits?\/)([0-9a-f]{7,64})$/i.exec(value)?.[1];
  if (hash === undefined) return null;
  const place = value.slice(0, value.length - hash.length).replace(/(?:#|\/commits?\/)$/i, '');
  if (place === '') return { repository: null, hash: hash.toLowerCase() };
  const repository = repositoryPath(place);
  return repository === null ? null : { repository, hash: hash.toLowerCase() };
}

/** Whether a hash names one object by itself: that of SHA-1 or SHA-256, whole. */
export function isFullHash(hash: string): boolean {
  return hash.length === 40 || hash.length === 64;
}

/** Whether one of two hashes is the other, or begins it. */
export function agree(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/** What hosts put between a repository and the commit of an archive of it. */
const archive =
  /^(?:repos\/)?(.+?)(?:\/-)?\/(?:tar\.gz|zip|legacy\.tar\.gz|legacy\.zip|tarball|zipball|archive|commits?|get)(?:\/|$)/;

/**
 * The path of a repository that a package is taken from: `acme/web` of `git+ssh://git@host/acme/web.git#…`, of
 * `github:acme/web#…`, and of an archive's address. Null where it names none.
 */
export function repositoryPath(resolved: string): string | null {
  const text = resolved.replace(/#.*$/s, '').trim();
  const short = /^(?:[a-z]+:)?([\w.-]+\/[\w.-]+)$/i.exec(text)?.[1];
  const path = short ?? normaliseOrigin(text.replace(/^git\+/i, ''))?.path;
  if (path === undefined) return null;
  const lower = path.toLowerCase().replace(/\.git$/, '');
  return archive.exec(lower)?.[1] ?? lower;
}
