import { join } from 'node:path';
import type { Doors } from '../../host/doors.ts';
import { isSystemError, reasonOf } from '../../host/files.ts';
import type { Mode } from '../listing.ts';
import type { RawEntry } from '../shape.ts';

/** A link that hides something, by its name, and why. */
export interface HiddenLink {
  readonly name: string;
  readonly message: string;
}

/** Entries with links to installed packages followed, and the links that hide something. */
export interface FollowedLinks {
  readonly entries: readonly RawEntry[];
  readonly hidden: readonly HiddenLink[];
}

/**
 * Follows those links of a directory that installers make: `node_modules` itself, pnpm's store, and the packages in
 * `node_modules`. Any other link to a directory inside is walked where it leads; one that leads outside hides something.
 */
export async function followLinks(
  entries: readonly RawEntry[],
  mode: Mode,
  top: string,
  doors: Doors,
): Promise<FollowedLinks> {
  const followed: RawEntry[] = [];
  const hidden: HiddenLink[] = [];
  for (const entry of entries) {
    if (entry.kind !== 'link') {
      followed.push(entry);
      continue;
    }
    const seen = await lookAlong(entry, top, doors);
    if (mode === 'modules' && isPackageName(entry.name)) {
      // What a link to a package leads to is not walked, wherever it lies.
      if (seen.leads === 'closed') followed.push(entry);
      if ('to' in seen && !(await hasRecordOfStore(seen.to, top, doors)))
        followed.push({ ...entry, kind: 'linked-directory' });
      continue;
    }
    if (seen.leads === 'inside' && isTree(entry.name, mode)) {
      followed.push({ ...entry, kind: 'directory', id: seen.to });
      continue;
    }
    followed.push(entry);
    if (
      mode === 'scope' ||
      mode === 'pnpm-store' ||
      (mode === 'modules' && !isTree(entry.name, mode))
    )
      continue;
    if (seen.leads === 'outside')
      hidden.push({
        name: entry.name,
        message: 'a symbolic link to a directory outside: scan that as a target of its own',
      });
    if (seen.leads === 'closed')
      hidden.push({
        name: entry.name,
        message: `a symbolic link that cannot be followed: ${seen.reason}`,
      });
  }
  return { entries: followed, hidden };
}

/** Where a link leads: to a directory inside or outside the top, to none, or somewhere we may not go. */
type Lead =
  | { readonly leads: 'inside' | 'outside'; readonly to: string }
  | { readonly leads: 'nowhere' }
  | { readonly leads: 'closed'; readonly reason: string };

async function lookAlong({ id }: RawEntry, top: string, { files }: Doors): Promise<Lead> {
  const to = await files.resolveLinks(id);
  try {
    if (to === null) {
      await files.statusOf(`${id}/.`);
      return { leads: 'nowhere' };
    }
    const status = await files.statusOf(to);
    if (!status?.isDirectory()) return { leads: 'nowhere' };
    return { leads: isInside(to, top) ? 'inside' : 'outside', to };
  } catch (error) {
    // A link that leads round in a circle hides nothing; one on whose way we may not go might.
    if (isSystemError(error) && error.code === 'ELOOP') return { leads: 'nowhere' };
    return { leads: 'closed', reason: reasonOf(error) };
  }
}

function isInside(path: string, top: string): boolean {
  return path === top || path.startsWith(join(top, '/'));
}

function isPackageName(name: string): boolean {
  return !name.startsWith('.');
}

function isTree(name: string, mode: Mode): boolean {
  return name === (mode === 'modules' ? '.pnpm' : 'node_modules');
}

/** Whether a package lies in a pnpm store that is walked as well and records what it holds. */
async function hasRecordOfStore(path: string, top: string, { files }: Doors): Promise<boolean> {
  const parts = path.split('/');
  const modules = parts.indexOf('node_modules');
  if (modules === -1 || parts[modules + 1] !== '.pnpm') return false;
  const store = parts.slice(0, modules + 2).join('/');
  if (!isInside(store, top)) return false;
  const record = await files.statusOf(join(store, 'lock.yaml')).catch(() => null);
  return record?.isFile() ?? false;
}
