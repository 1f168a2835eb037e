import type { LockedPackage } from '../../types.ts';
import { marksOf } from '../../reading/marks.ts';
import { quoted, type Problems } from '../../reading/problems.ts';
import { checkVersion } from '../../../package/version.ts';
import { type Entry, statedVersion } from './entry.ts';
import { identify } from './locator.ts';

/** What an entry states. */
export interface Stated {
  readonly locked: LockedPackage;
  /** The package under the version that the entry states beside its resolution, where that is another one. */
  readonly other: LockedPackage | null;
}

/**
 * The package of an entry, by its resolution: that is what yarn fetches, whatever key and version the entry has. Its
 * checksum is of the archive that yarn makes of a package, and compares with no registry's. Null, with a problem, where
 * the resolution says too little.
 */
export function packageOf(entry: Entry, problems: Problems): Stated | null {
  const identity = identify(entry.resolution);
  const stated = statedVersion(entry.version);
  const version = identity?.version ?? stated;
  const isDirectory = identity?.source === 'workspace' || identity?.source === 'file';
  if (identity === null || (version === '' && !isDirectory)) {
    const lacks = identity === null ? 'a resolution that says nothing' : 'no version';
    problems.add('ENTRY_UNREADABLE', `${quoted(entry.key)} has ${lacks}`);
    return null;
  }
  const { commit, name, resolved, source } = identity;
  const locked: LockedPackage = {
    key: entry.key,
    ecosystem: 'npm',
    name,
    version,
    source,
    resolved,
    commit,
    integrity: null,
    marks: marksOf(0),
    scope: null,
  };
  const differs = stated !== '' && compared(stated) !== compared(version);
  return { locked, other: differs ? { ...locked, version: stated } : null };
}

function compared(version: string): string {
  const check = checkVersion('npm', version);
  return check.ok ? check.version : version;
}
