import type { LockedPackage } from '../types.ts';
import { locate, registryCoordinates } from '../reading/locator.ts';
import type { FileBytes } from './bytes.ts';
import type { ReadString } from './strings.ts';

export type Resolved = Pick<LockedPackage, 'version' | 'source' | 'resolved' | 'commit'>;

/** `Resolution.Tag` of bun's src/install/resolution. */
const tags = {
  root: 1,
  npm: 2,
  folder: 4,
  localTarball: 8,
  github: 16,
  git: 32,
  symlink: 64,
  workspace: 72,
  remoteTarball: 80,
} as const;

/**
 * What a package is resolved to, from the entry of the column that begins at `at`: a tag, and at 8 bytes from there
 * what the tag asks for. Null where that cannot be read, or the tag is not known. `size` is that of an entry.
 */
export function resolutionAt(
  file: FileBytes,
  read: ReadString,
  at: number,
  size: number,
  name: string,
): Resolved | null {
  const tag = file.u8(at);
  if (tag === tags.npm) return registryAt(file, read, at + 8, size === 64 ? 4 : 8);
  if (tag === tags.github) return repositoryAt(read, at + 8, 'github:');
  if (tag === tags.git) return repositoryAt(read, at + 8, 'git+');
  if (tag === tags.root) return { version: '', source: 'workspace', resolved: '.', commit: null };
  const value = read(at + 8);
  if (value === null || value === '') return null;
  if (tag === tags.remoteTarball) return tarballOf(value, name);
  const plain = { version: '', resolved: value, commit: null };
  if (tag === tags.workspace) return { ...plain, source: 'workspace' };
  if (tag === tags.folder || tag === tags.localTarball) return { ...plain, source: 'file' };
  return tag === tags.symlink ? { ...plain, source: 'file', resolved: `link:${value}` } : null;
}

/** Whether the tag is that of a member of the project, the project itself included. */
export function isMember(file: FileBytes, at: number): boolean {
  const tag = file.u8(at);
  return tag === tags.workspace || tag === tags.root;
}

/** The version, whose numbers take 4 or 8 bytes each. Pre-release and build come with a digest of 8 bytes. */
export function versionAt(
  file: FileBytes,
  read: ReadString,
  at: number,
  size: 4 | 8,
): string | null {
  const [major, minor, patch] = [0, 1, 2].map((part) => file.decimal(at + part * size, size));
  // Three numbers of 4 bytes leave a gap.
  const tagsAt = at + (size === 4 ? 16 : 24);
  const preRelease = read(tagsAt);
  const build = read(tagsAt + 16);
  if (patch === undefined || patch === '' || preRelease === null || build === null) return null;
  return `${major}.${minor}.${patch}${preRelease && `-${preRelease}`}${build && `+${build}`}`;
}

function registryAt(file: FileBytes, read: ReadString, at: number, size: 4 | 8): Resolved | null {
  const resolved = read(at);
  const version = versionAt(file, read, at + 8, size);
  if (resolved === null || version === null) return null;
  if (resolved === '') return { version, source: 'registry', resolved: null, commit: null };
  return { version, resolved, ...locate(resolved) };
}

/** A tarball of the layout that registries have says its version. */
export function tarballOf(url: string, name: string): Resolved {
  const served = registryCoordinates(url);
  return { version: served?.name === name ? served.version : '', resolved: url, ...locate(url) };
}

/**
 * Owner, repository, what was asked for, and what that was resolved to: a commit, or the name of a directory that ends
 * in the beginning of one (src/install/repository).
 */
function repositoryAt(read: ReadString, at: number, scheme: string): Resolved | null {
  const [owner, repository, asked, found] = [0, 8, 16, 24].map((offset) => read(at + offset));
  if (owner == null || repository == null || asked == null || found == null) return null;
  if (repository === '') return null;
  const commit = found.slice(found.lastIndexOf('-') + 1) || asked;
  const place = owner === '' ? repository : `${owner}/${repository}`;
  return {
    version: '',
    source: 'git',
    resolved: `${scheme}${place}${commit && `#${commit}`}`,
    commit: /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(commit) ? commit.toLowerCase() : null,
  };
}
