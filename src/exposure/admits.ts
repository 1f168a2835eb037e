import semver from 'semver';
import type { OpenRequest } from '../lockfile/types.ts';
import { inRange } from '../package/version.ts';

/** What npm and its kin ask for that comes from no registry (npm docs, "package.json", dependencies). */
const elsewhere =
  /^(?:(?:workspace|link|file|portal|patch|exec|git|github|gitlab|bitbucket|gist|https?|ssh)(?:\+\w+)?:|\.{0,2}\/|~\/|[\w.-]+\/[\w.-]+(?:#|$)|[^/@\s]+@[^/\s]+:)/i;

/** Whether a registry decides which version a request gets. */
export function asksRegistry({ ecosystem, range }: OpenRequest): boolean {
  return ecosystem !== 'npm' || range === null || !elsewhere.test(range.trim());
}

/**
 * Whether what is asked for could become a version; null where nobody can say.
 *
 * npm: a range lets in a pre-release only where one of its own comparators has one of the same release (semver docs,
 * "Prerelease Tags"); `*` and a tag such as `latest` stand for whatever the registry says. PyPI and Composer, whose rules
 * for pre-releases hang on more than the range, are taken to let them in.
 */
export function admits(ecosystem: string, range: string | null, version: string): boolean | null {
  if (range === null) return true;
  const text = range.trim();
  // What is put in for a variable of a command may be any version.
  if (/[$`]/.test(text)) return true;
  if (ecosystem !== 'npm') return text === '' || inRange(ecosystem, version, text);
  if (/^(?:|\*|x|X|latest)$/.test(text)) return true;
  if (text.length <= 1000 && semver.validRange(text, { loose: true }) !== null)
    return semver.satisfies(version, text, { loose: true });
  // What is no range and could be a tag is one (npm docs, "npm-dist-tag").
  return /^[a-z][\w.-]*$/i.test(text) ? true : null;
}

type InRange = (ecosystem: string, version: string, range: string) => boolean | null;

/**
 * Whether what is asked for could become a version in a range; null where nobody can say. Two ranges share a version
 * where they share one of their lower ends, or what comes right behind it, or the lowest version of all.
 */
export function rangesMeet(request: OpenRequest, range: string, isIn: InRange): boolean | null {
  const { ecosystem } = request;
  let unjudged = false;
  for (const version of lowerEnds(ecosystem, [request.range ?? '', range])) {
    const asked = admits(ecosystem, request.range, version);
    const sought = asked === false ? false : isIn(ecosystem, version, range);
    if (asked && sought) return true;
    if (asked === null || sought === null) unjudged = true;
  }
  return unjudged ? null : false;
}

/** Bounds in two ranges, each with what comes right behind it. */
function lowerEnds(ecosystem: string, ranges: readonly string[]): string[] {
  const bounds = ranges
    .flatMap((range) => range.slice(0, 1000).match(/\d[\w.!+-]*/g) ?? [])
    .map((bound) => bound.replace(/[.+-]+$/, ''));
  const lowest = ecosystem === 'npm' ? '0.0.0' : '0';
  return [...new Set([lowest, ...bounds.flatMap((bound) => endsAt(ecosystem, bound))])];
}

/** A version with those right behind it: the next pre-release where it is one, and the least that is more than its release. */
function endsAt(ecosystem: string, bound: string): string[] {
  if (ecosystem === 'npm') {
    const parsed = semver.parse(bound, { loose: true }) ?? semver.coerce(bound);
    if (parsed === null) return [];
    const next = `${parsed.major}.${parsed.minor}.${parsed.patch + 1}`;
    const after = parsed.prerelease.length > 0 ? [`${parsed.version}.0`] : [];
    return [parsed.version, ...after, next];
  }
  const release = /^(?:\d+!)?\d+(?:\.\d+)*/.exec(bound)?.[0] ?? '0';
  const next =
    release === bound ? [] : [bound.replace(/\d+$/, (digits) => `${Number(digits) + 1}`)];
  // Composer knows four numbers, Python as many as one likes.
  const numbers = release.split('.');
  const padded = [...numbers, ...Array<string>(Math.max(0, 3 - numbers.length)).fill('0')];
  const behind =
    padded.length > 3 && ecosystem === 'composer'
      ? [...padded.slice(0, 3), `${Number(padded[3]) + 1}`]
      : [...padded, '1'];
  return [bound, ...next, behind.join('.')];
}
