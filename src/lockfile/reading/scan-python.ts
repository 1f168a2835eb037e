import { hashStart, hashStep } from '../coordinate-hash.ts';

/** Longer names and versions are left to a closer look. */
const longest = 100;

const other = 0;
const letter = 1;
const capital = 2;
const parting = 3;

/** What the bytes of a name are. */
const inName = Uint8Array.from({ length: 256 }, (_, byte) => {
  const sign = String.fromCharCode(byte);
  if (/[a-z0-9]/.test(sign)) return letter;
  if (/[A-Z]/.test(sign)) return capital;
  return /[._-]/.test(sign) ? parting : other;
});

/** The hash of a name as PyPI compares it (PEP 503): lower case, one dash for what parts words. Null for what is no name. */
export function hashOfPypiName(bytes: Uint8Array, start: number, end: number): number | null {
  let hash = hashStart;
  let isParted = true;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    const kind = inName[byte];
    if (kind === other || (isParted && kind === parting && at === start)) return null;
    if (kind === parting) {
      if (!isParted) hash = hashStep(hash, 0x2d);
      isParted = true;
    } else {
      hash = hashStep(hash, kind === capital ? byte | 0x20 : byte);
      isParted = false;
    }
  }
  return isParted || end - start > longest ? null : hash;
}

/** Whether a version is a release that PEP 440 leaves as it is: numbers without leading zeros, parted by dots. */
export function isPypiRelease(bytes: Uint8Array, start: number, end: number): boolean {
  let digits = 0;
  for (let at = start; at <= end; at += 1) {
    const byte = at === end ? 0x2e : (bytes[at] as number);
    if (byte === 0x2e) {
      if (digits === 0 || (digits > 1 && bytes[at - digits] === 0x30)) return false;
      digits = 0;
    } else if (byte >= 0x30 && byte <= 0x39) digits += 1;
    else return false;
  }
  return end - start <= longest;
}
