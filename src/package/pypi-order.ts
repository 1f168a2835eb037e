import { normalPep440 } from './pep440.ts';

/** A Python version in the parts by which it is ordered. Numbers stay digits: dates with a time outgrow doubles. */
export interface PypiVersion {
  readonly epoch: string;
  /** Without trailing zeros, which do not count (PEP 440, "Final releases"). */
  readonly release: readonly string[];
  readonly pre: readonly [letter: string, number: string] | null;
  readonly post: string | null;
  readonly dev: string | null;
  readonly local: readonly string[] | null;
}

/** What `normalPep440` writes. */
const normalForm =
  /^(?:(\d+)!)?(\d+(?:\.\d+)*)(?:(a|b|rc)(\d+))?(?:\.post(\d+))?(?:\.dev(\d+))?(?:\+(.+))?$/;

/** Takes a version apart, in any spelling that PEP 440 knows; null where it is none. */
export function parsePypiVersion(version: string): PypiVersion | null {
  const parts = normalForm.exec(normalPep440(version) ?? '');
  if (parts === null) return null;
  const [, epoch = '0', release = '', letter, number = '0', post, dev, local] = parts;
  return {
    epoch,
    release: withoutZeros(release.split('.')),
    pre: letter === undefined ? null : [letter, number],
    post: post ?? null,
    dev: dev ?? null,
    local: local?.split('.') ?? null,
  };
}

/**
 * Orders two versions as PEP 440 does ("Summary of permitted suffixes and relative ordering"): within a
 * release come its development releases, pre-releases, the release itself, post-releases.
 */
export function orderPypi(a: PypiVersion, b: PypiVersion): number {
  return (
    byNumber(a.epoch, b.epoch) ||
    byRelease(a.release, b.release) ||
    byPre(a, b) ||
    byPresence(a.post, b.post, -1) ||
    byPresence(a.dev, b.dev, 1) ||
    byLocal(a.local, b.local)
  );
}

/**
 * Orders two versions for display: those that PEP 440 knows by its order and behind all others, which come
 * in no order of their own. 0 for all that it does not tell apart (`1.0` and `1.0.0`).
 */
export function comparePypiVersions(a: string, b: string): number {
  const left = parsePypiVersion(a);
  const right = parsePypiVersion(b);
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return orderPypi(left, right);
}

/** Orders two runs of digits without leading zeros. */
export function byNumber(a: string, b: string): number {
  return a.length - b.length || byCodeUnit(a, b);
}

function byRelease(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = byNumber(a[index] ?? '0', b[index] ?? '0');
    if (order !== 0) return order;
  }
  return 0;
}

/** A development release of the release itself comes in front of its pre-releases. */
function byPre(a: PypiVersion, b: PypiVersion): number {
  const order = preRank(a) - preRank(b);
  if (order !== 0 || a.pre === null || b.pre === null) return order;
  return byCodeUnit(a.pre[0], b.pre[0]) || byNumber(a.pre[1], b.pre[1]);
}

function preRank({ dev, post, pre }: PypiVersion): number {
  if (pre !== null) return 1;
  return post === null && dev !== null ? 0 : 2;
}

/** `absent` is where a version without the part stands against one with it. */
function byPresence(a: string | null, b: string | null, absent: -1 | 1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? absent : -absent;
  return byNumber(a, b);
}

/** Numbers are above words, and more parts above fewer (PEP 440, "Local version identifiers"). */
function byLocal(a: readonly string[] | null, b: readonly string[] | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = byLocalPart(part, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function byLocalPart(a: string, b: string): number {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left !== right) return left ? 1 : -1;
  return left ? byNumber(trimmed(a), trimmed(b)) : byCodeUnit(a, b);
}

function trimmed(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

function withoutZeros(release: readonly string[]): readonly string[] {
  const last = release.findLastIndex((part) => part !== '0');
  return release.slice(0, last + 1);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
