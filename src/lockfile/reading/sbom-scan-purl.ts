import { hashStart, hashStep } from '../coordinate-hash.ts';
import { spells } from './bytes.ts';
import { isComposerName, hashWithComposerVersion } from './scan-composer.ts';
import { isPypiRelease } from './scan-python.ts';
import { hashWithVersion } from './scan-coordinates.ts';
import type { ResolvedEntry } from './scan-url.ts';

/** What an ordinary purl says, without a text being made of it. Offsets are into the bytes, ends exclusive. */
export interface PlainPurl extends ResolvedEntry {
  isNpm: boolean;
  /** Whether the name is in a scope, whose `@` is written `%40`: the last sign of that is where `name` begins. */
  isScoped: boolean;
  nameHash: number;
  pairHash: number;
}

export const noPurl: PlainPurl = {
  isNpm: false,
  isScoped: false,
  resolved: 0,
  resolvedEnd: 0,
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
  if (!isAt(bytes, start, end, pkg)) return false;
  const type = start + 4;
  let at = type;
  while (at < end && (kinds[bytes[at] as number] as number) & inType) at += 1;
  const initial = bytes[type] as number;
  if (bytes[at] !== 0x2f || initial < 0x61 || initial > 0x7a) return false;
  const isNpm = isWord(bytes, type, at, npm);
  const isComposer = isWord(bytes, type, at, composer);
  const isPypi = isWord(bytes, type, at, pypi);
  const isGo = isWord(bytes, type, at, golang);
  at += 1;
  let hash = hashStart;
  into.isNpm = isNpm;
  into.isScoped = isNpm && isAt(bytes, at, end, scope);
  if (into.isScoped) {
    hash = hashStep(hash, 0x40);
    at += 3;
  }
  const name = at;
  let slashes = 0;
  for (; at < end && bytes[at] !== 0x40; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x2f) {
      if (at === name || bytes[at - 1] === 0x2f || bytes[at + 1] === 0x40) return false;
      slashes += 1;
    } else if (((kinds[byte] as number) & inName) === 0) return false;
    hash = hashStep(hash, byte);
  }
  into.name = into.isScoped ? name - 1 : name;
  into.nameEnd = at;
  into.nameHash = hash;
  into.version = at + 1;
  if (at === name || at >= end) return false;
  if (isNpm && (slashes !== (into.isScoped ? 1 : 0) || bytes[name] === 0x2e)) return false;
  if (isPypi && !isPypiName(bytes, name, at)) return false;
  if (isComposer && !isComposerName(bytes, name, at)) return false;
  for (at += 1; at < end && (kinds[bytes[at] as number] as number) & inVersion;) at += 1;
  into.versionEnd = at;
  const length = at - into.version;
  if (length === 0 || length > longest || !isPlainEnd(bytes, at, end)) return false;
  if (isNpm || isComposer) {
    const pairOf = isNpm ? hashWithVersion : hashWithComposerVersion;
    const pair = pairOf(bytes, hash, into.version, at);
    into.pairHash = pair ?? 0;
    return pair !== null;
  }
  const first = bytes[into.version] as number;
  if (((kinds[first] as number) & atFront) === 0 || (isGo && first !== 0x76)) return false;
  if (isPypi && !isPypiRelease(bytes, into.version, at)) return false;
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

function isAt(bytes: Uint8Array, at: number, end: number, word: Uint8Array): boolean {
  return end - at >= word.length && spells(bytes, at, word);
}

function isWord(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  return end - start === word.length && spells(bytes, start, word);
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
  for (let index = 0; index < url.length; index += 1)
    if (((bytes[at + index] as number) | 0x20) !== url[index]) return false;
  return true;
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
