import type { PackageSource } from '../types.ts';
import { locate } from './locator.ts';
import { baseName } from './path.ts';

/** What the URL or path of a Python package tells by its shape. */
export interface PythonOrigin {
  readonly source: PackageSource;
  readonly commit: string | null;
  /** As the archive's file name states them; null where it states none. */
  readonly name: string | null;
  readonly version: string | null;
}

const fullCommit = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i;

/** A full commit, in lower case; null for a branch, a tag or a part of one. */
export function wholeCommit(reference: string | null): string | null {
  return reference !== null && fullCommit.test(reference) ? reference.toLowerCase() : null;
}

/**
 * Where pip takes a URL or path from: a repository (`git+https://…@<commit>`; pip docs, "VCS Support"), an archive, or
 * a file. Behind `#` stand options, which say nothing of that but the name (`egg=`).
 */
export function locatePython(url: string): PythonOrigin {
  const hash = url.indexOf('#');
  const bare = hash === -1 ? url : url.slice(0, hash);
  const egg = hash === -1 ? null : eggOf(url.slice(hash + 1));
  if (/^(?:git|hg|svn|bzr)\+/i.test(bare) || /^git:/i.test(bare)) {
    const at = bare.lastIndexOf('@');
    return { source: 'git', commit: wholeCommit(bare.slice(at + 1)), name: egg, version: null };
  }
  const archive = archiveCoordinates(bare);
  const name = archive?.name ?? egg;
  const version = archive?.version ?? null;
  if (!/^https?:\/\//i.test(bare)) return { source: 'file', commit: null, name, version };
  const { commit, source } = locate(bare);
  return { source: source === 'git' ? 'git' : 'tarball', commit, name, version };
}

function eggOf(options: string): string | null {
  const egg = /(?:^|&)egg=([A-Za-z0-9._-]+)/.exec(options)?.[1];
  return egg ?? null;
}

/** The hash behind a URL (`#sha256=<hex>`; pip docs, "Direct URLs"), as `algorithm:digest`. */
export function hashInUrl(url: string): string | null {
  const start = url.indexOf('#');
  const options = start === -1 ? [] : url.slice(start + 1).split('&');
  const hash = options.find((option) => /^(?:sha\d{1,3}|md5)=/.test(option));
  return hash?.replace('=', ':') ?? null;
}

const sdistEnds = ['.tar.gz', '.zip', '.tar.bz2', '.tgz', '.tar.xz'];

/**
 * Name and version in the file name of a wheel (PyPA specification, "Binary distribution format") or of a source
 * archive (`name-version.tar.gz`). Null for other names.
 */
export function archiveCoordinates(path: string): { name: string; version: string } | null {
  const question = path.indexOf('?');
  const file = unescaped(baseName(question === -1 ? path : path.slice(0, question)));
  if (file.endsWith('.whl')) {
    const parts = file.slice(0, -'.whl'.length).split('-');
    const [name, version] = parts;
    return (parts.length === 5 || parts.length === 6) && name && version ? { name, version } : null;
  }
  const end = sdistEnds.find((one) => file.endsWith(one));
  if (end === undefined) return null;
  const stem = file.slice(0, -end.length);
  const dash = stem.lastIndexOf('-');
  const version = stem.slice(dash + 1);
  return dash > 0 && /^\d/.test(version) ? { name: stem.slice(0, dash), version } : null;
}

/** Local versions have a `+`, which URLs escape. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
