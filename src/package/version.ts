import semver from 'semver';
import type { Ecosystem } from './ecosystem.ts';

/** Either the version as it is compared, or why no release can bear it. */
export type VersionCheck = { ok: true; version: string } | { ok: false; reason: string };

/**
 * Checks an exact version by its ecosystem's rules and gives the form in which two are compared:
 * npm without a leading `v` or build metadata (semver 2.0.0, items 10 and 11), Composer without a leading `v`.
 */
export function checkVersion(ecosystem: Ecosystem, version: string): VersionCheck {
  if (ecosystem === 'npm') {
    const clean = semver.valid(version);
    return clean === null ? { ok: false, reason: 'not an exact semantic version' } : { ok: true, version: clean };
  }
  if (!/^[^\s\p{Cc}]+$/u.test(version)) return { ok: false, reason: 'white space or control characters in a version' };
  if (ecosystem === 'composer') return { ok: true, version: version.replace(/^v(?=\d)/, '') };
  return { ok: true, version };
}

/**
 * Whether a version lies in a range of its ecosystem.
 * `null` where we cannot say: the range is not one, or the ecosystem's order is not built in.
 */
export function inRange(ecosystem: Ecosystem, version: string, range: string): boolean | null {
  if (range === '*') return true;
  if (ecosystem !== 'npm') return null;
  if (semver.validRange(range) === null || semver.valid(version) === null) return null;
  return semver.satisfies(version, range, { includePrerelease: true });
}

/** Orders two versions for display: by semver where both are, else by code unit. */
export function compareVersions(a: string, b: string): number {
  if (semver.valid(a) !== null && semver.valid(b) !== null) return semver.compareBuild(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}
