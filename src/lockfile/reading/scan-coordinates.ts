import { hashStep } from '../coordinate-hash.ts';

/** Longer ones are left to a closer look, far below what semver allows. */
const longest = 64;

/**
 * Goes on from a name's hash over `@` and a version, without what semver ignores when it compares: a leading `v` and
 * build metadata. Null for all that is not strictly a semantic version (semver.org, items 2, 9 and 10), and for
 * numbers that no double holds: what such a text is compared as must be told with care.
 */
export function hashWithVersion(
  bytes: Uint8Array,
  ofName: number,
  start: number,
  end: number,
): number | null {
  if (end - start > longest) return null;
  let at = bytes[start] === 0x76 ? start + 1 : start;
  let hash = hashStep(ofName, 0x40);
  for (let part = 0; part < 3; part += 1) {
    if (part > 0) {
      if (bytes[at] !== 0x2e) return null;
      hash = hashStep(hash, 0x2e);
      at += 1;
    }
    const from = at;
    for (let byte = bytes[at] as number; byte >= 0x30 && byte <= 0x39; byte = bytes[at] as number) {
      hash = hashStep(hash, byte);
      at += 1;
    }
    const digits = at - from;
    if (digits === 0 || digits > 15 || (digits > 1 && bytes[from] === 0x30)) return null;
  }
  if (bytes[at] === 0x2d) {
    const behind = skipIdentifiers(bytes, at + 1, end, true);
    if (behind === -1) return null;
    for (; at < behind; at += 1) hash = hashStep(hash, bytes[at] as number);
  }
  if (at === end) return hash;
  return bytes[at] === 0x2b && skipIdentifiers(bytes, at + 1, end, false) === end ? hash : null;
}

/** Over identifiers parted by dots, to `+` or the end; -1 where one is empty, has other signs, or, of a pre-release, is a number with a leading zero. */
function skipIdentifiers(
  bytes: Uint8Array,
  start: number,
  end: number,
  preRelease: boolean,
): number {
  let from = start;
  let isNumber = true;
  for (let at = start; ; at += 1) {
    const byte = at === end ? 0x2e : (bytes[at] as number);
    if (byte >= 0x30 && byte <= 0x39) continue;
    if (byte === 0x2e || byte === 0x2b) {
      if (at === from) return -1;
      if (preRelease && isNumber && at - from > 1 && bytes[from] === 0x30) return -1;
      if (at === end || byte === 0x2b) return at;
      from = at + 1;
      isNumber = true;
    } else if (byte === 0x2d || isLetter(byte)) isNumber = false;
    else return -1;
  }
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
