import semver from 'semver';
import { inComposerRange, regularComposerRange } from './composer-range.ts';
import { shortComposer } from './composer-version.ts';
import type { Ecosystem } from './ecosystem.ts';
import { normalPep440 } from './pep440.ts';
import { inPypiRange, normalPypiRange } from './pypi-range.ts';

/** What semver allows a version; a list that says more says nothing. */
const MAX_LENGTH = 256;

/** Either the version as it is compared, or why no release can bear it. */
export type VersionCheck = { ok: true; version: string } | { ok: false; reason: string };

/** Either the range in its ecosystem's syntax, white space made regular, or why it selects nothing. */
export type RangeCheck = { ok: true; range: string } | { ok: false; reason: string };

/**
 * Checks an exact version by its ecosystem's rules and gives the form in which two are compared:
 * npm without a leading `v` or build metadata (semver 2.0.0, items 10 and 11), Composer in the one
 * spelling of `shortComposer`, Go with a leading `v` (go.dev/ref/mod, "Versions"; OSV leaves it out), Python as PEP 440 normalises it.
 */
export function checkVersion(ecosystem: Ecosystem, version: string): VersionCheck {
  if (version.length > MAX_LENGTH) return bad(`longer than ${MAX_LENGTH} characters`);
  if (ecosystem === 'npm') {
    const clean = semver.valid(version);
    return clean === null ? bad('not an exact semantic version') : { ok: true, version: clean };
  }
  if (!/^[^\s\p{Cc}\p{Cf}]+$/u.test(version))
    return bad('white space or invisible characters in a version');
  if (version === '__proto__') return bad('not a version');
  if (ecosystem === 'composer') return { ok: true, version: shortComposer(version) };
  if (ecosystem === 'golang') return { ok: true, version: version.replace(/^(?=\d)/, 'v') };
  if (ecosystem === 'pypi') {
    const normal = normalPep440(version);
    // Releases older than PEP 440 bear names such as `2004d`; what does not begin with a digit never was one.
    if (normal === null && !/^\d/.test(version)) return bad('not a Python version');
    return { ok: true, version: normal ?? version };
  }
  return { ok: true, version };
}

/** Checks a range (comparators, `^`, `~`, `1.x`, `*`) and makes its spelling regular, so that two lists agree. */
export function checkRange(ecosystem: Ecosystem, range: string): RangeCheck {
  if (range.length > MAX_LENGTH) return bad(`longer than ${MAX_LENGTH} characters`);
  const tight = range
    .trim()
    .replace(/([<>=~^!])\s+/g, '$1')
    .replace(/\s+/g, ' ');
  if (tight === '*') return { ok: true, range: '*' };
  if (tight === '' || /[\p{Cc}\p{Cf}]/u.test(tight)) return bad('not a range');
  if (ecosystem === 'npm') {
    const npm = tight.replace(/ ?, ?/g, ' ');
    return semver.validRange(npm) === null
      ? bad('not a range npm knows')
      : { ok: true, range: npm };
  }
  if (ecosystem === 'composer') {
    const regular = regularComposerRange(tight);
    return regular === null ? bad('not a constraint Composer knows') : { ok: true, range: regular };
  }
  if (ecosystem === 'pypi') {
    const regular = normalPypiRange(tight.replace(/ (?=[<>=~^!])/g, ','));
    return regular === null ? bad('not a range Python knows') : { ok: true, range: regular };
  }
  return /\d/.test(tight)
    ? { ok: true, range: tight.replace(/ ?, ?| (?=[<>=~^!])/g, ',') }
    : bad('a range without a version');
}

/**
 * Whether a version lies in a range of its ecosystem.
 * `null` where we cannot say: the range is not one, or the ecosystem's order is not built in.
 */
export function inRange(ecosystem: Ecosystem, version: string, range: string): boolean | null {
  if (range === '*') return true;
  if (ecosystem === 'composer') return inComposerRange(version, range);
  if (ecosystem === 'pypi') return inPypiRange(version, range);
  if (ecosystem !== 'npm') return null;
  if (semver.validRange(range) === null || semver.valid(version) === null) return null;
  return semver.satisfies(version, range, { includePrerelease: true });
}

/**
 * Orders two versions for display: semantic versions by precedence and before all others, the others
 * with runs of digits compared as numbers. Total: only equal strings compare as 0.
 */
export function compareVersions(a: string, b: string): number {
  const semanticA = semver.valid(a) !== null;
  const semanticB = semver.valid(b) !== null;
  if (semanticA !== semanticB) return semanticA ? -1 : 1;
  const order = semanticA ? semver.compareBuild(a, b) : compareChunks(a, b);
  return order !== 0 ? order : byCodeUnit(a, b);
}

function compareChunks(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const order = compareChunk(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareChunk(a: string, b: string): number {
  if (!/^\d/.test(a) || !/^\d/.test(b)) return byCodeUnit(a, b);
  const left = a.replace(/^0+(?=\d)/, '');
  const right = b.replace(/^0+(?=\d)/, '');
  return left.length - right.length || byCodeUnit(left, right);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function bad(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
