import { launcherFor, readerFor } from '../lockfile/index.ts';
import { unsupportedFormat } from '../lockfile/unsupported.ts';
import { isCompanionName } from './companion-names.ts';
import type { ListedFile, ListingProblem, Mode, Role } from './listing.ts';
import { signFiles, type SignSearch } from './sign-files.ts';
import { mayTell } from './telling-names.ts';

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

/** What a file of some name counts for: by itself, and as one that starts installs. */
export interface FileRoles {
  readonly role: Role | null;
  readonly launcher: Role | null;
}

/** What a file of a name counts for in a directory. */
export function rolesAt(name: string, context: string, mode: Mode): FileRoles {
  return { role: roleOf(name, context, mode), launcher: launcherAt(name, context, mode) };
}

/** Where a directory's entries lie, and what is looked for there besides. */
export interface Surroundings {
  /** The tail of the directory's path, two components at most: some formats are told by it. */
  readonly context: string;
  readonly mode: Mode;
  readonly search: SignSearch | null;
}

/**
 * Picks out of a directory's entries what states packages, and which directories to look into next.
 * `context` is the tail of the directory's path, two components at most: some formats are told by it. `search`: what
 * else is looked for.
 */
export function shapeOf(
  entries: readonly RawEntry[],
  context: string,
  mode: Mode,
  search?: SignSearch | null,
): Shape {
  const around = { context, mode, search: search ?? null };
  return shapeBy(entries, around, (name) => rolesAt(name, context, mode));
}

/** The same by somebody who knows what names count for there, as `rolesAt` has it. */
export function shapeBy(
  entries: readonly RawEntry[],
  { context, mode, search }: Surroundings,
  rolesOf: (name: string) => FileRoles,
): Shape {
  const below = waysDown(entries, context, mode, search?.inside === true);
  const shape: Shape = {
    files: [],
    directories: [],
    problems: [],
    installed: mode === 'modules' && entries.some(isPackage),
    packages:
      mode === 'modules' || isScope(mode)
        ? entries.filter(isPackageDirectory).map(({ name }) => name)
        : [],
  };
  for (const entry of entries) {
    if (entry.kind === 'directory') {
      const next = below(entry.name);
      if (next !== null) shape.directories.push({ name: entry.name, id: entry.id, mode: next });
    } else if (entry.kind === 'submodule') {
      shape.problems.push(submodule(entry));
    } else if (mode === 'package' || mode === 'inside') {
      if (mode === 'package' && entry.kind === 'file' && entry.name === 'package.json')
        shape.files.push({ name: entry.name, id: entry.id, role: { kind: 'installed' } });
    } else if (entry.kind !== 'linked-directory') {
      const { launcher, role } = rolesOf(entry.name);
      if (entry.kind === 'file') {
        for (const one of [role, launcher])
          if (one !== null) shape.files.push({ name: entry.name, id: entry.id, role: one });
      } else if (role !== null && role.kind !== 'companion')
        shape.problems.push(notAFile(entry, role));
    }
  }
  if (search !== null)
    for (const file of signFiles(entries, context, search)) shape.files.push(file);
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
  if (mode !== 'ordinary' || name === '.git') return null;
  return name === 'node_modules' ? 'modules' : 'ordinary';
}

/**
 * How each directory below one is looked into, packages included, which is done one by one where no record lies beside
 * them; null where it is not. `inside`: whether their own directories are, too.
 */
export function waysDown(
  entries: readonly Pick<RawEntry, 'kind' | 'name'>[],
  context: string,
  mode: Mode,
  inside: boolean,
): (name: string) => Mode | null {
  const within = inside ? 'inside' : null;
  if (mode === 'ordinary') return (name) => modeOf(name, mode);
  if (mode === 'unrecorded-scope') return () => 'package';
  if (mode === 'package') return (name) => (name === 'node_modules' ? 'modules' : within);
  if (mode !== 'modules') return () => within;
  const isRecorded = entries.some(
    ({ kind, name }) =>
      name === '.pnpm' || (kind !== 'directory' && roleOf(name, context, mode) !== null),
  );
  return (name) => {
    const known = modeOf(name, mode);
    if (known !== null) return known === 'scope' && !isRecorded ? 'unrecorded-scope' : known;
    return isRecorded || name.startsWith('.') ? within : 'package';
  };
}

/** What a file of this name counts for in a directory; null where it is of no interest. */
export function roleOf(name: string, context: string, mode: Mode): Role | null {
  if (name.length > maxName || isScope(mode) || !mayTell(name)) return null;
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
  if (name.length > maxName || mode !== 'ordinary' || !mayTell(name)) return null;
  const reader = launcherFor(context === '' ? name : `${context}/${name}`);
  return reader === null ? null : { kind: 'launcher', reader };
}

function roleOfPath(path: string, mode: Mode): Role | null {
  const reader = readerFor(path);
  if (reader?.kind === 'manifest') return mode === 'ordinary' ? { kind: 'manifest', reader } : null;
  if (reader?.kind === 'archive') return mode === 'ordinary' ? { kind: 'archive', reader } : null;
  if (reader?.kind === 'launcher') return null;
  if (reader !== null) return { kind: 'lockfile', reader };
  const unsupported = unsupportedFormat(path);
  return unsupported === null ? null : { kind: 'unsupported', ...unsupported };
}

function isScope(mode: Mode): boolean {
  return mode === 'scope' || mode === 'unrecorded-scope';
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
    case 'archive':
    case 'launcher':
      return role.reader.ecosystems;
    case 'unsupported':
      return role.ecosystems;
    case 'installed':
      return ['npm'];
    case 'companion':
    case 'sign':
      return [];
  }
}
