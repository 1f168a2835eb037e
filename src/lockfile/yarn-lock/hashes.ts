import { nameHash, pairHash } from '../coordinate-hash.ts';
import type { LockedPackage } from '../types.ts';
import { checkVersion } from '../../package/version.ts';

/** Hashes of coordinates and descriptors, gathered while a lockfile is scanned. */
export interface Gathered {
  readonly names: number[];
  readonly pairs: number[];
  /** Of the descriptors that entries answer. */
  readonly descriptors: Set<number>;
}

/** Nothing gathered yet. */
export function gathering(): Gathered {
  return { names: [], pairs: [], descriptors: new Set() };
}

/**
 * Adds a package that was read. False where its version cannot be compared: whether such a package is meant can be told
 * only by its name, so that hashes do not stand for it. What git and the project hold is no release.
 */
export function addPackage(gathered: Gathered, locked: LockedPackage): boolean {
  const check = checkVersion('npm', locked.version);
  if (!check.ok && locked.source !== 'git' && locked.source !== 'workspace') return false;
  gathered.names.push(nameHash(locked.name));
  gathered.pairs.push(pairHash(locked.name, check.ok ? check.version : locked.version));
  return true;
}
