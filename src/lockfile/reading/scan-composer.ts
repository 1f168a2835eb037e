import { hashStart, hashStep } from '../coordinate-hash.ts';

/** Longer ones are left to a closer look. */
const longest = 64;

/** Composer compares names in lower case (`composerName`): 1 for what is that already, and no space. */
const lower = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 0x20 && byte < 0x7f && !(byte >= 0x41 && byte <= 0x5a) ? 1 : 0,
);

/** Whether Composer compares a name as it stands. */
export function isComposerName(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (lower[bytes[at] as number] === 0) return false;
  return end > start;
}

/** The hash of a name that Composer compares as it stands; null for any other. */
export function hashOfComposerName(bytes: Uint8Array, start: number, end: number): number | null {
  let hash = hashStart;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (lower[byte] === 0) return null;
    hash = hashStep(hash, byte);
  }
  return end > start ? hash : null;
}

/**
 * Goes on from a name's hash over `@` and a version of three numbers, without the `v` that may stand in front of it. Null
 * for any other: Composer has many ways to write one version (`shortComposer`).
 */
export function hashWithComposerVersion(
  bytes: Uint8Array,
  ofName: number,
  start: number,
  end: number,
): number | null {
  let at = bytes[start] === 0x76 ? start + 1 : start;
  if (end - start > longest) return null;
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
    // A longer first number is a date.
    if (at === from || (part === 0 && at - from > 5)) return null;
  }
  return at === end ? hash : null;
}
