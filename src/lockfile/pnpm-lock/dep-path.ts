import { checkName } from '../../package/name.ts';
import { checkVersion } from '../../package/version.ts';
import type { PackageSource } from '../types.ts';
import { locate } from '../reading/locator.ts';
import { isRecord, own, textOf } from '../reading/value.ts';

/**
 * How a file writes the keys of its packages: `/name/1.0.0_peers` (to version 5), `/name@1.0.0(peers)` (6 and 7), or
 * `name@1.0.0(peers)` (from 9 on).
 */
export type KeyStyle = 'path' | 'path-at' | 'at';

/**
 * The key of a snapshot without what stands in parentheses behind it: the peers it was resolved with and
 * the hash of a patch (`a@1.0.0(patch_hash=…)(b@2.0.0(c@3.0.0))`). A key whose parentheses do not
 * match is left as it is.
 */
export function withoutSuffix(key: string): string {
  let end = key.length;
  while (end > 0 && key[end - 1] === ')') {
    let depth = 0;
    let at = end - 1;
    for (; at >= 0; at -= 1) {
      if (key[at] === ')') depth += 1;
      else if (key[at] === '(') depth -= 1;
      if (depth === 0) break;
    }
    if (at < 0) return key;
    end = at;
  }
  return key.slice(0, end);
}

/** Name and reference of a key without suffix (`@a/b@1.0.0`, `c@file:../c`); null where it holds no `@`. */
export function splitKey(key: string): { name: string; reference: string } | null {
  const at = key.indexOf('@', 1);
  if (at === -1 || at === key.length - 1) return null;
  return { name: key.slice(0, at), reference: key.slice(at + 1) };
}

/**
 * Name and version of a key in front of which a registry may stand (`/@a/b/1.0.0_c@2.0.0`, `host/b/1.0.0`,
 * `/b@1.0.0`; pnpm, dependency-path, `parse`): what follows the version's `_` or `/` are peers. Null where what stands
 * in its place is no version: then the entry states both (`host/user/repository/<commit>`, `file:../b`).
 */
export function parseDepPath(
  base: string,
  style: KeyStyle,
): { name: string; version: string } | null {
  const start = base.indexOf('/') + 1;
  if (start === 0) return null;
  const scoped = base.startsWith('@', start) ? base.indexOf('/', start) + 1 : start;
  const parting = style === 'path' ? '/' : '@';
  const end = scoped === 0 ? -1 : base.indexOf(parting, scoped);
  if (end === -1) return null;
  const version = /^[^_/]*/.exec(base.slice(end + 1))?.[0] ?? '';
  const name = base.slice(start, end);
  return checkVersion('npm', version).ok && checkName('npm', name).ok ? { name, version } : null;
}

/**
 * The keys that a dependency's reference may stand for, those of the file's own shape first (pnpm, dependency-path,
 * `refToRelative`).
 */
export function keysOf(alias: string, reference: string, style: KeyStyle): readonly string[] {
  const shapes = {
    path: `/${alias}/${reference}`,
    'path-at': `/${alias}@${reference}`,
    at: `${alias}@${reference}`,
  };
  return [shapes[style], reference, shapes.at, shapes['path-at'], shapes.path];
}

/** The version in a reference: the reference itself, or what follows the name of a registry (`work:1.0.0`). '' for a URL or path. */
export function versionOf(reference: string): string {
  const named = /^(?!file:|link:)[A-Za-z][\w.-]*:(\d[^/:]*)$/.exec(reference)?.[1];
  if (named !== undefined) return named;
  return /[:/]/.test(reference) ? '' : reference;
}

export interface Resolution {
  readonly source: PackageSource;
  readonly resolved: string | null;
  readonly commit: string | null;
  readonly integrity: string | null;
}

/** Where a `packages` entry comes from (pnpm, lockfile types, "Resolution"), told by what it holds. */
export function resolutionOf(entry: Record<string, unknown>, reference: string): Resolution {
  const value = own(entry, 'resolution');
  // Version 13 has no mapping of its own for it.
  const stated = isRecord(value) ? value : entry;
  const integrity = textOf(own(stated, 'integrity'));
  const repo = textOf(own(stated, 'repo'));
  const commit = textOf(own(stated, 'commit'));
  if (own(stated, 'type') === 'git' || (repo !== null && commit !== null)) {
    return { source: 'git', resolved: repo, commit, integrity };
  }
  const directory = textOf(own(stated, 'directory'));
  if (directory !== null) return { source: 'file', resolved: directory, commit: null, integrity };
  const url = textOf(own(stated, 'tarball')) ?? textOf(own(stated, 'url'));
  if (url !== null) return { ...locate(url), resolved: url, integrity };
  if (versionOf(reference) !== '') {
    return { source: 'registry', resolved: null, commit: null, integrity };
  }
  return { ...locate(reference), resolved: reference, integrity };
}
