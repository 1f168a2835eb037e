import type { PackageSource } from '../../types.ts';
import { locate } from '../../reading/locator.ts';
import { splitDescriptor } from '../descriptor.ts';

/** What a resolution says of the package behind it. */
export interface Identity {
  readonly name: string;
  /** The version a registry is asked for; null where something else than a version says what is fetched. */
  readonly version: string | null;
  readonly source: PackageSource;
  readonly resolved: string | null;
  readonly commit: string | null;
}

/** Patches of patches and virtual instances; yarn has no need of more than two. */
const deepest = 16;

/**
 * The package behind a resolution, `name@reference` (yarn docs, "Protocols"; structUtils.ts, `parseLocator` and
 * `parseRange`; zpm's reference.rs). A patch is of the package that it is applied to, a virtual instance of the one it
 * stands for. Null where the reference cannot be taken apart.
 */
export function identify(resolution: string): Identity | null {
  let { name, range: reference } = splitDescriptor(resolution);
  for (let depth = 0; depth < deepest; depth += 1) {
    if (reference.startsWith('virtual:')) {
      reference = reference.slice(reference.indexOf('#') + 1);
    } else if (reference.startsWith('patch:')) {
      const inner = patched(reference);
      if (inner === null) return null;
      ({ name, range: reference } = splitDescriptor(inner));
    } else return name === '' || reference === '' ? null : plainIdentity(name, reference);
  }
  return null;
}

/** What a `patch:` reference or range is applied to, decoded; null where it is not written as yarn encodes it. */
export function patched(range: string): string | null {
  const hash = range.indexOf('#');
  try {
    return decodeURIComponent(range.slice('patch:'.length, hash === -1 ? range.length : hash));
  } catch {
    return null;
  }
}

/** Parts a range or reference from what yarn bound to it: `::locator=…`, and zpm's `::parent=…`. */
export function unbound(range: string): { selector: string; bindings: string } {
  const at = range.indexOf('::');
  if (at === -1) return { selector: range, bindings: '' };
  return { selector: range.slice(0, at), bindings: range.slice(at + 2) };
}

/** Where a package is taken from that no registry names, by its reference without bindings. */
function plainIdentity(name: string, reference: string): Identity {
  const { bindings, selector } = unbound(reference);
  if (selector.startsWith('npm:')) return registryIdentity(name, selector, bindings);
  if (selector.startsWith('workspace:')) {
    const path = selector.slice('workspace:'.length);
    return { name, version: null, source: 'workspace', resolved: path || '.', commit: null };
  }
  const commit = boundCommit(selector);
  if (commit !== null || selector.startsWith('git:')) {
    return { name, version: null, source: 'git', resolved: selector, commit };
  }
  const isDirectory = /^(?:exec|file|link|portal):/.test(selector);
  const at = isDirectory ? ({ source: 'file', commit: null } as const) : locate(selector);
  return { name, version: null, ...at, resolved: selector };
}

/** `npm:1.2.3`, with the archive's URL bound to it where no convention gives it; zpm writes `npm:real@1.2.3#url` of an alias. */
function registryIdentity(alias: string, selector: string, bindings: string): Identity {
  const hash = selector.indexOf('#');
  const asked = selector.slice('npm:'.length, hash === -1 ? selector.length : hash);
  const isNamed = asked.includes('@', 1);
  const real = isNamed ? splitDescriptor(asked) : { name: alias, range: asked };
  const url = new URLSearchParams(bindings).get('__archiveUrl');
  return {
    name: real.name,
    version: real.range,
    source: 'registry',
    resolved: url ?? (hash === -1 ? null : decoded(selector.slice(hash + 1))),
    commit: null,
  };
}

/** The full commit among what stands behind `#`, parted by `&`. */
function boundCommit(selector: string): string | null {
  const hash = selector.indexOf('#');
  if (hash === -1) return null;
  return (
    /(?:^|&)commit=([0-9a-f]{40}(?:[0-9a-f]{24})?)(?:&|$)/i
      .exec(selector.slice(hash + 1))?.[1]
      ?.toLowerCase() ?? null
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
