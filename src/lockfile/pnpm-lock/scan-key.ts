import { hashStart, hashStep } from '../coordinate-hash.ts';
import { hashWithVersion } from '../reading/scan-coordinates.ts';
import type { KeyStyle } from './dep-path.ts';

/** What a key of a package tells. */
export interface ScannedKey {
  /** Where the name ends. */
  nameEnd: number;
  /** Hash of the name. */
  name: number;
  /** Hash of `name@version`. */
  pair: number;
  /** Where what follows the version begins; the key's end where nothing does. */
  suffix: number;
}

/** 1 for what a name may hold beside one slash behind a scope. */
const inName = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[\w.~-]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/**
 * Reads the key of a package with a name and a strict semantic version into `into`. False for every other key: of a
 * file, a git source, a URL, another registry.
 */
export function scanPackageKey(
  bytes: Uint8Array,
  start: number,
  end: number,
  style: KeyStyle,
  into: ScannedKey,
): boolean {
  let at = start;
  if (style !== 'at') {
    if (bytes[at] !== 0x2f) return false;
    at += 1;
  }
  const parting = style === 'path' ? 0x2f : 0x40;
  const name = at;
  let hash = hashStart;
  let slashes = 0;
  if (bytes[at] === 0x40) {
    hash = hashStep(hash, 0x40);
    at += 1;
    slashes = 1;
  }
  for (; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x2f && slashes === 1) slashes = 0;
    else if (byte === parting) break;
    else if (inName[byte] === 0) return false;
    hash = hashStep(hash, byte);
  }
  if (at === name || at === end || slashes === 1) return false;
  const version = at + 1;
  at = version;
  for (; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === 0x28 || byte === 0x5f || byte === 0x2f) break;
  }
  const pair = hashWithVersion(bytes, hash, version, at);
  if (pair === null) return false;
  into.name = hash;
  into.nameEnd = version - 1;
  into.pair = pair;
  into.suffix = at;
  return isSuffix(bytes, at, end, style);
}

/** Whether what follows a version is what `withoutSuffix` and `parseDepPath` take away. */
function isSuffix(bytes: Uint8Array, start: number, end: number, style: KeyStyle): boolean {
  if (start === end) return true;
  return style === 'path' ? bytes[start] === 0x5f : isPeers(bytes, start, end);
}

/** Whether all that stands here is in parentheses that match. */
export function isPeers(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] !== 0x28) return false;
  let depth = 0;
  for (let at = start; at < end; at += 1) {
    if (bytes[at] === 0x28) depth += 1;
    else if (bytes[at] === 0x29) depth -= 1;
    else if (depth === 0) return false;
    if (depth < 0) return false;
  }
  return depth === 0;
}
