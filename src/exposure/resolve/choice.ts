import semver from 'semver';
import {
  compareComposer,
  isComposerBranch,
  normalComposer,
} from '../../package/composer-version.ts';
import type { Ecosystem } from '../../package/ecosystem.ts';
import { comparePypiVersions, parsePypiVersion } from '../../package/pypi-order.ts';
import { compareVersions } from '../../package/version.ts';

/** How a request names what it wants. */
export type Wanted =
  | { readonly kind: 'exact' }
  | { readonly kind: 'range' }
  | { readonly kind: 'tag'; readonly tag: string }
  /** Put together when the command runs. */
  | { readonly kind: 'variable' };

/** One version, a range of them, or whatever bears a tag. npm takes no range at all, `*` and `latest` for the tag `latest`. */
export function wantedOf(ecosystem: Ecosystem, range: string | null): Wanted {
  const text = (range ?? '').trim();
  if (/[$`]/.test(text)) return { kind: 'variable' };
  if (ecosystem === 'npm') {
    if (/^(?:|\*|x|X|latest)$/.test(text)) return { kind: 'tag', tag: 'latest' };
    if (text.length > 1000) return { kind: 'range' };
    if (semver.valid(text.replace(/^=\s*/, ''), { loose: true }) !== null) return { kind: 'exact' };
    return semver.validRange(text, { loose: true }) === null
      ? { kind: 'tag', tag: text }
      : { kind: 'range' };
  }
  if (ecosystem === 'pypi') return { kind: /^={2,3}[^*,]+$/.test(text) ? 'exact' : 'range' };
  if (ecosystem === 'composer')
    return { kind: /^=?v?\d+(?:\.\d+){1,3}(?:-[\w.]+)?$/.test(text) ? 'exact' : 'range' };
  return { kind: 'range' };
}

/** Orders versions by which one a client would rather have, the better one last. */
export function byPreference(
  ecosystem: Ecosystem,
  range: string | null,
): (a: string, b: string) => number {
  const compare = orderOf(ecosystem);
  // Python's and Composer's clients leave pre-releases for last, unless the range names one.
  const open =
    ecosystem === 'npm' || /\d(?:a|b|c|rc|\.?dev|-?(?:alpha|beta|RC))/i.test(range ?? '');
  if (open) return compare;
  return (a, b) =>
    Number(isPrerelease(ecosystem, b)) - Number(isPrerelease(ecosystem, a)) || compare(a, b);
}

/** Whether a version is none that a client takes without being asked for it. */
export function isPrerelease(ecosystem: Ecosystem, version: string): boolean {
  if (ecosystem === 'npm') return (semver.prerelease(version, { loose: true }) ?? []).length > 0;
  if (ecosystem === 'pypi') {
    const read = parsePypiVersion(version);
    return read !== null && (read.pre !== null || read.dev !== null);
  }
  const normal = normalComposer(version);
  return normal !== null && (isComposerBranch(normal) || /-(?:alpha|beta|RC|dev)/.test(normal));
}

function orderOf(ecosystem: Ecosystem): (a: string, b: string) => number {
  if (ecosystem === 'pypi')
    return (a, b) =>
      parsePypiVersion(a) === null || parsePypiVersion(b) === null
        ? compareVersions(a, b)
        : comparePypiVersions(a, b);
  if (ecosystem === 'composer')
    return (a, b) => {
      const [left, right] = [normalComposer(a), normalComposer(b)];
      const unordered = [left, right].some((one) => one === null || one.startsWith('dev-'));
      return unordered ? compareVersions(a, b) : compareComposer(left ?? '', right ?? '');
    };
  return compareVersions;
}
