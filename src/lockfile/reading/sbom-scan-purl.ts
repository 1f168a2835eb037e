import { hashStart, hashStep } from '../coordinate-hash.ts';
import { hashWithVersion } from './scan-coordinates.ts';

/** What an ordinary purl says, without a text being made of it. Offsets are into the bytes, ends exclusive. */
export interface PlainPurl {
  isNpm: boolean;
  /** Whether the name begins with `%40`, which stands for the `@` of a scope, in front of `name`. */
  isScoped: boolean;
  name: number;
  nameEnd: number;
  version: number;
  versionEnd: number;
  nameHash: number;
  pairHash: number;
}

export const noPurl: PlainPurl = {
  isNpm: false,
  isScoped: false,
  name: 0,
  nameEnd: 0,
  version: 0,
  versionEnd: 0,
  nameHash: 0,
  pairHash: 0,
};

/** Bits of what a byte may stand in, as it is: a name, a version behind its first sign, a type, the front of a version. */
const inName = 1;
const inVersion = 2;
const inType = 4;
const atFront = 8;
const upper = 16;

const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  const sign = String.fromCharCode(byte);
  return (
    (/[A-Za-z0-9._-]/.test(sign) ? inName : 0) |
    (/[A-Za-z0-9._+~:-]/.test(sign) ? inVersion : 0) |
    (/[a-z0-9.+-]/.test(sign) ? inType : 0) |
    (/[A-Za-z0-9]/.test(sign) ? atFront : 0) |
    (/[A-Z]/.test(sign) ? upper : 0)
  );
});

const [npm, pypi, golang, composer] = ['npm', 'pypi', 'golang', 'composer'].map((type) =>
  Buffer.from(type),
) as unknown as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

/**
 * Reads a purl whose name and version need no escapes and are in the form in which their ecosystem compares them, into
 * `into`. False for any other, and for one whose qualifiers name a URL.
 */
export function readPlainPurl(
  bytes: Uint8Array,
  start: number,
  end: number,
  into: PlainPurl,
): boolean {
  if (!spells(bytes, start, start + 4, pkg)) return false;
  const type = start + 4;
  let at = type;
  while (at < end && (kinds[bytes[at] as number] as number) & inType) at += 1;
  const initial = bytes[type] as number;
  if (bytes[at] !== 0x2f || initial < 0x61 || initial > 0x7a) return false;
  const isNpm = spells(bytes, type, at, npm);
  if (spells(bytes, type, at, composer)) return false;
  const isPypi = spells(bytes, type, at, pypi);
  const isGo = spells(bytes, type, at, golang);
  at += 1;
  let hash = hashStart;
  into.isNpm = isNpm;
  into.isScoped = isNpm && spells(bytes, at, at + 3, scope);
  if (into.isScoped) {
    hash = hashStep(hash, 0x40);
    at += 3;
  }
  into.name = at;
  let slashes = 0;
  for (; at < end && bytes[at] !== 0x40; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x2f) {
      if (at === into.name || bytes[at - 1] === 0x2f || bytes[at + 1] === 0x40) return false;
      slashes += 1;
    } else if (((kinds[byte] as number) & inName) === 0) return false;
    hash = hashStep(hash, byte);
  }
  into.nameEnd = at;
  into.nameHash = hash;
  into.version = at + 1;
  if (at === into.name || at >= end) return false;
  if (isNpm && (slashes !== (into.isScoped ? 1 : 0) || bytes[into.name] === 0x2e)) return false;
  if (isPypi && !isPypiName(bytes, into.name, at)) return false;
  for (at += 1; at < end && (kinds[bytes[at] as number] as number) & inVersion;) at += 1;
  into.versionEnd = at;
  const length = at - into.version;
  if (length === 0 || length > longest || !isPlainEnd(bytes, at, end)) return false;
  if (isNpm) {
    const pair = hashWithVersion(bytes, hash, into.version, at);
    into.pairHash = pair ?? 0;
    return pair !== null;
  }
  const first = bytes[into.version] as number;
  if (((kinds[first] as number) & atFront) === 0 || (isGo && first !== 0x76)) return false;
  if (isPypi && !isPypiVersion(bytes, into.version, at)) return false;
  hash = hashStep(hash, 0x40);
  for (let index = into.version; index < at; index += 1)
    hash = hashStep(hash, bytes[index] as number);
  into.pairHash = hash;
  return true;
}

const pkg = Buffer.from('pkg:');
const scope = Buffer.from('%40');
const url = Buffer.from('url');

/** Longer versions are told with care. */
const longest = 100;

function spells(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (end - start !== word.length) return false;
  for (let index = 0; index < word.length; index += 1)
    if (bytes[start + index] !== word[index]) return false;
  return true;
}

/** Nothing, or qualifiers none of which is a URL. */
function isPlainEnd(bytes: Uint8Array, from: number, end: number): boolean {
  if (from === end) return true;
  if (bytes[from] !== 0x3f) return false;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x23 || (byte | 0x20) === 0x75) {
      if (byte === 0x23 || isUrl(bytes, at)) return false;
    }
  }
  return true;
}

function isUrl(bytes: Uint8Array, at: number): boolean {
  return url.every((byte, index) => ((bytes[at + index] as number) | 0x20) === byte);
}

/** A name that PEP 503 leaves as it is: lower case, and single dashes within it. */
function isPypiName(bytes: Uint8Array, start: number, end: number): boolean {
  let dash = true;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x2d) {
      if (dash) return false;
      dash = true;
    } else if ((((kinds[byte] as number) & atFront) === 0 || (kinds[byte] as number) & upper) !== 0)
      return false;
    else dash = false;
  }
  return !dash;
}

/** A release that PEP 440 leaves as it is: numbers without leading zeros, parted by dots. */
function isPypiVersion(bytes: Uint8Array, start: number, end: number): boolean {
  let digits = 0;
  for (let at = start; at <= end; at += 1) {
    const byte = at === end ? 0x2e : (bytes[at] as number);
    if (byte === 0x2e) {
      if (digits === 0 || (digits > 1 && bytes[at - digits] === 0x30)) return false;
      digits = 0;
    } else if (byte >= 0x30 && byte <= 0x39) digits += 1;
    else return false;
  }
  return true;
}
