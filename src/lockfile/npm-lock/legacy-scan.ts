import { hashStart, hashStep } from '../coordinate-hash.ts';
import {
  firstKey,
  hasEscape,
  skipColon,
  skipComma,
  skipString,
  skipValue,
  spells,
} from '../reading/json-bytes.ts';
import { hashWithVersion } from './scan-coordinates.ts';
import { createUrlCheck, isPlain, type ResolvedEntry } from './scan-url.ts';

const version = Buffer.from('version');
const resolved = Buffer.from('resolved');
const integrity = Buffer.from('integrity');
const dependencies = Buffer.from('dependencies');
const fileScheme = Buffer.from('file:');
const npmScheme = Buffer.from('npm:');

interface OpenEntry extends ResolvedEntry {
  hasIntegrity: boolean;
}

const deepest = 200;

/**
 * Whether the nested `dependencies` from `brace` on state nothing but packages whose coordinates are among these.
 * False for anything that needs a closer look. The bytes are known to be JSON there.
 */
export function scanLegacy(bytes: Uint8Array, brace: number, pairs: ReadonlySet<number>): boolean {
  if (bytes[brace] !== 0x7b) return false;
  /** Null stands for an object that holds entries. */
  const open: (OpenEntry | null)[] = [null];
  const isAsNamed = createUrlCheck(bytes);
  let at = firstKey(bytes, brace);
  while (at !== -1) {
    const entry = open[open.length - 1] ?? null;
    if (bytes[at] === 0x7d) {
      if (entry !== null && !isDirectory(bytes, entry)) {
        takeAlias(bytes, entry);
        if (!isAmong(bytes, entry, pairs)) return false;
        if (entry.resolved !== -1 && !isAsNamed(entry)) return false;
      }
      open.pop();
      if (open.length === 0) return true;
      at = skipComma(bytes, at + 1);
      continue;
    }
    const key = at + 1;
    const keyEnd = skipString(bytes, at) - 1;
    const value = skipColon(bytes, keyEnd + 1);
    if (value === -1 || hasEscape(bytes, key, keyEnd)) return false;
    if (entry === null || (keyEnd - key === 12 && spells(bytes, key, dependencies))) {
      if (bytes[value] !== 0x7b || open.length > deepest) return false;
      open.push(entry === null ? opened(key, keyEnd) : null);
      at = firstKey(bytes, value);
      continue;
    }
    const behind = skipValue(bytes, value);
    const text = bytes[value] === 0x22 && behind - value > 2 ? value + 1 : -1;
    if (keyEnd - key === 7 && spells(bytes, key, version)) {
      entry.version = text;
      entry.versionEnd = behind - 1;
    } else if (keyEnd - key === 8 && spells(bytes, key, resolved)) {
      entry.resolved = text;
      entry.resolvedEnd = behind - 1;
    } else if (keyEnd - key === 9 && spells(bytes, key, integrity)) entry.hasIntegrity = true;
    at = skipComma(bytes, behind);
  }
  return false;
}

function opened(name: number, nameEnd: number): OpenEntry {
  const nothing = { version: -1, versionEnd: -1, resolved: -1, resolvedEnd: -1 };
  return { name, nameEnd, ...nothing, hasIntegrity: false };
}

/** A linked directory of the project. */
function isDirectory(bytes: Uint8Array, { hasIntegrity, version: at }: OpenEntry): boolean {
  return at !== -1 && !hasIntegrity && spells(bytes, at, fileScheme);
}

/** Takes the real name and the version out of `npm:name@version`. */
function takeAlias(bytes: Uint8Array, entry: OpenEntry): void {
  if (entry.version === -1 || !spells(bytes, entry.version, npmScheme)) return;
  const name = entry.version + npmScheme.length;
  let at = entry.versionEnd - 1;
  while (at > name && bytes[at] !== 0x40) at -= 1;
  if (at <= name) return;
  entry.name = name;
  entry.nameEnd = at;
  entry.version = at + 1;
}

function isAmong(bytes: Uint8Array, entry: ResolvedEntry, pairs: ReadonlySet<number>): boolean {
  const { name, nameEnd, version: at, versionEnd } = entry;
  if (at === -1 || !isPlain(bytes, name, nameEnd)) return false;
  let hash = hashStart;
  for (let index = name; index < nameEnd; index += 1) hash = hashStep(hash, bytes[index] as number);
  const pair = hashWithVersion(bytes, hash, at, versionEnd);
  return pair !== null && pairs.has(pair);
}
