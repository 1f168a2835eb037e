import { launcherFor, readerFor } from '../lockfile/index.ts';
import { unsupportedFormat } from '../lockfile/unsupported.ts';
import { isCompanionName } from './companion-names.ts';
import type { ListedFile, ListingProblem, Mode, Role } from './listing.ts';

/** One entry of a directory, whatever kind of place it lies in. */
export interface RawEntry {
  readonly name: string;
  /** `linked-directory` is a link that is known to lead to a directory which is not looked into. */
  readonly kind: 'file' | 'link' | 'linked-directory' | 'directory' | 'submodule' | 'other';
  readonly id: string;
}

/** Characters in a name of which nothing that we know is longer, and which no file system goes beyond. */
const maxName = 255;

export interface Shape {
  readonly files: ListedFile[];
  readonly directories: { readonly name: string; readonly id: string; readonly mode: Mode }[];
  readonly problems: ListingProblem[];
  readonly installed: boolean;
  /** Names of packages that lie here themselves. */
  readonly packages: readonly string[];
}

/**
 * Picks out of a directory's entries what states packages, and which directories to look into next.
 * `context` is the tail of the directory's path, two components at most: some formats are told by it.
 */
export function shapeOf(entries: readonly RawEntry[], context: string, mode: Mode): Shape {
  const shape: Shape = {
    files: [],
    directories: [],
    problems: [],
    installed: mode === 'modules' && entries.some(isPackage),
    packages:
      mode === 'modules' || mode === 'scope'
        ? entries.filter(isPackageDirectory).map(({ name }) => name)
        : [],
  };
  for (const entry of entries) {
    if (entry.kind === 'directory') {
      const next = modeOf(entry.name, mode);
      if (next !== null) shape.directories.push({ name: entry.name, id: entry.id, mode: next });
    } else if (entry.kind === 'submodule') {
      shape.problems.push(submodule(entry));
    } else if (entry.kind !== 'linked-directory') {
      const role = roleOf(entry.name, context, mode);
      if (entry.kind === 'file') {
        for (const one of [role, launcherAt(entry.name, context, mode)])
          if (one !== null) shape.files.push({ name: entry.name, id: entry.id, role: one });
      } else if (role !== null && role.kind !== 'companion')
        shape.problems.push(notAFile(entry, role));
    }
  }
  return shape;
}

/** The context of a directory's child, from the directory's own. A name that is too long tells no format. */
export function childContext(context: string, name: string): string {
  if (name.length > maxName) return '';
  const last = context.slice(context.lastIndexOf('/') + 1);
  return last === '' ? name : `${last}/${name}`;
}

/** Null where a directory is not looked into: git's own store, and what lies below an installed package. */
export function modeOf(name: string, mode: Mode): Mode | null {
  if (mode === 'modules' && name.startsWith('@')) return 'scope';
  if (mode === 'modules') return name === '.pnpm' ? 'pnpm-store' : null;
  if (mode === 'scope' || mode === 'pnpm-store' || name === '.git') return null;
  return name === 'node_modules' ? 'modules' : 'ordinary';
}

/** What a file of this name counts for in a directory; null where it is of no interest. */
export function roleOf(name: string, context: string, mode: Mode): Role | null {
  if (name.length > maxName || mode === 'scope') return null;
  const path = context === '' ? name : `${context}/${name}`;
  const role = roleOfPath(path, mode);
  if (role !== null) return role;
  // Where file names have no case, package managers take Package-Lock.json for their own.
  const lower = path.toLowerCase();
  const folded = lower === path ? null : roleOfPath(lower, mode);
  if (folded !== null) return folded;
  return mode === 'ordinary' && isCompanionName(name) ? { kind: 'companion' } : null;
}

/** A link that bears a launcher's name is passed over: what it leads to is mostly listed by itself. */
export function launcherAt(name: string, context: string, mode: Mode): Role | null {
  if (name.length > maxName || mode !== 'ordinary') return null;
  const reader = launcherFor(context === '' ? name : `${context}/${name}`);
  return reader === null ? null : { kind: 'launcher', reader };
}

function roleOfPath(path: string, mode: Mode): Role | null {
  const reader = readerFor(path);
  if (reader?.kind === 'manifest') return mode === 'ordinary' ? { kind: 'manifest', reader } : null;
  if (reader?.kind === 'launcher') return null;
  if (reader !== null) return { kind: 'lockfile', reader };
  const unsupported = unsupportedFormat(path);
  return unsupported === null ? null : { kind: 'unsupported', ...unsupported };
}

/** A link counts: it may lead to a package. */
function isPackage({ kind, name }: RawEntry): boolean {
  return kind !== 'file' && kind !== 'other' && !name.startsWith('.');
}

function isPackageDirectory(entry: RawEntry): boolean {
  return entry.kind === 'directory' && isPackage(entry) && !entry.name.startsWith('@');
}

function submodule(entry: RawEntry): ListingProblem {
  return {
    code: 'SUBMODULE_NOT_FOLLOWED',
    name: entry.name,
    message: 'a submodule, which is a repository of its own: scan that too',
    ecosystems: null,
    artefact: null,
  };
}

function notAFile(entry: RawEntry, role: Role): ListingProblem {
  const message =
    entry.kind === 'link'
      ? 'a symbolic link: it was not followed, look at what it leads to'
      : 'a pipe, a socket or a device: it was not opened';
  return {
    code: 'LINK_NOT_FOLLOWED',
    name: entry.name,
    message,
    ecosystems: ecosystemsOf(role),
    artefact: 'unreadable',
  };
}

/** The ecosystems whose packages a file of this role may state. */
export function ecosystemsOf(role: Role): readonly string[] {
  switch (role.kind) {
    case 'lockfile':
    case 'manifest':
    case 'launcher':
      return role.reader.ecosystems;
    case 'unsupported':
      return role.ecosystems;
    case 'companion':
      return [];
  }
}
