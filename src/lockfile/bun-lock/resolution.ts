import type { LockedPackage } from '../types.ts';
import { commitOf, locate, registryCoordinates } from '../reading/locator.ts';

export type Resolved = Pick<LockedPackage, 'version' | 'source' | 'resolved' | 'commit'>;

/** How an entry of `packages` is written, which follows from what it is resolved to. */
export type Shape = 'registry' | 'repository' | 'archive' | 'directory' | 'member' | 'project';

export interface Identity {
  readonly name: string;
  readonly shape: Shape;
  readonly resolved: Resolved;
}

/**
 * Takes `name@resolution` apart, the first item of every entry (bun's src/install/resolution, `from_text_lockfile`).
 * Null for a resolution that bun does not write.
 */
export function identityOf(text: string): Identity | null {
  // A project without a name may be a dependency of its own members.
  const at = text.startsWith('@root:') ? 0 : text.indexOf('@', 1);
  if (at === -1) return null;
  const name = text.slice(0, at);
  const resolution = text.slice(at + 1);
  const found = resolve(name, resolution);
  return found === null ? null : { name, ...found };
}

/** A tarball of the layout that registries have says its version. */
export function tarballOf(url: string, name: string): Resolved {
  const served = registryCoordinates(url);
  return { version: served?.name === name ? served.version : '', resolved: url, ...locate(url) };
}

function resolve(name: string, text: string): Omit<Identity, 'name'> | null {
  const plain = { version: '', commit: null };
  if (text.startsWith('root:'))
    return { shape: 'project', resolved: { ...plain, source: 'workspace', resolved: '.' } };
  if (text.startsWith('workspace:')) {
    const path = text.slice('workspace:'.length);
    return { shape: 'member', resolved: { ...plain, source: 'workspace', resolved: path } };
  }
  if (text.startsWith('link:') || text.startsWith('file:'))
    return { shape: 'directory', resolved: { ...plain, source: 'file', resolved: text } };
  if (/^https?:/.test(text)) return { shape: 'archive', resolved: tarballOf(text, name) };
  if (/^(?:git|ssh:|gist:|gitlab:|bitbucket:)/.test(text))
    return {
      shape: 'repository',
      resolved: { ...plain, source: 'git', resolved: text, commit: commitOf(text) },
    };
  if (/\.(?:tgz|tar\.gz)$/.test(text))
    return { shape: 'archive', resolved: { ...plain, source: 'file', resolved: text } };
  if (!/^\d+\.\d+\.\d+(?:[-+].*)?$/.test(text)) return null;
  return {
    shape: 'registry',
    resolved: { version: text, source: 'registry', resolved: null, commit: null },
  };
}
