import { type CoordinateHashes, hashStart, hashStep } from '../coordinate-hash.ts';
import {
  firstKey,
  hasEscape,
  skipColon,
  skipComma,
  skipSpace,
  skipString,
  skipValue,
  spells,
} from '../reading/json-bytes.ts';
import { scanLegacy } from './legacy-scan.ts';
import { hashWithVersion } from './scan-coordinates.ts';
import { careful, createUrlCheck, isPlain, type ResolvedEntry } from './scan-url.ts';

/** What one pass over the bytes of a whole, ordinary package-lock tells. */
export interface FlatScan {
  readonly formatVersion: string;
  readonly hashes: CoordinateHashes;
  /** Keys of the directories that npm links, relative to the lockfile's own. */
  readonly members: readonly string[];
  /** Whether the project's own entry stands there. */
  readonly hasProject: boolean;
}

const modules = Buffer.from('node_modules');
const modulesSlash = Buffer.from('node_modules/');

/**
 * Reads a lockfile of npm that has `packages` in one pass, without building its entries.
 * Null wherever anything is out of the ordinary (not JSON, an escape in a key, an entry without a version, a URL that names
 * something else):
 * such a file is read the slow way, which says what is wrong with it.
 */
export function scanFlat(bytes: Uint8Array): FlatScan | null {
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== 0x7b) return null;
  // Most files have no escape at all, and looking once is cheaper than in each key.
  const escapes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(0x5c);
  let formatVersion = '';
  let entries: Omit<FlatScan, 'formatVersion'> | null = null;
  let legacy = -1;
  for (at = firstKey(bytes, at); at !== -1 && bytes[at] === 0x22;) {
    const behindKey = skipString(bytes, at);
    const value = skipColon(bytes, behindKey);
    if (value === -1) return null;
    const key = textOf(bytes, at + 1, behindKey - 1);
    let behind: number;
    if (key === 'packages') {
      if (entries !== null) return null;
      const found = scanEntries(bytes, value, escapes);
      if (found === null) return null;
      ({ behind, ...entries } = found);
    } else {
      behind = skipValue(bytes, value);
      if (behind === -1 || key.includes('\\')) return null;
      if (key === 'lockfileVersion') formatVersion = textOf(bytes, value, behind);
      else if (key === 'dependencies') legacy = value;
    }
    at = skipComma(bytes, behind);
  }
  if (at === -1 || bytes[at] !== 0x7d || skipSpace(bytes, at + 1) !== bytes.length) return null;
  if (entries === null || (formatVersion !== '2' && formatVersion !== '3')) return null;
  // npm 6 reads this part instead: it must state nothing else.
  if (legacy !== -1 && !scanLegacy(bytes, legacy, new Set(entries.hashes.pairs))) return null;
  return { formatVersion, ...entries };
}

function scanEntries(
  bytes: Uint8Array,
  from: number,
  escapes: boolean,
): (Omit<FlatScan, 'formatVersion'> & { behind: number }) | null {
  if (bytes[from] !== 0x7b) return null;
  const names: number[] = [];
  const pairs: number[] = [];
  const members: string[] = [];
  const targets: string[] = [];
  const entry = { ...unread };
  const isAsNamed = createUrlCheck(bytes);
  const key: ScannedKey = { name: 0, hash: 0 };
  let hasProject = false;
  let at = firstKey(bytes, from);
  while (at !== -1 && bytes[at] === 0x22) {
    const start = at + 1;
    const end = skipString(bytes, at) - 1;
    const value = skipColon(bytes, end + 1);
    const behind =
      value === -1 || bytes[value] !== 0x7b ? -1 : scanEntry(bytes, value, escapes, entry);
    if (behind === -1) return null;
    if (entry.target !== null) targets.push(entry.target);
    else if (start === end) hasProject = true;
    else {
      if (!scanKey(bytes, start, end, key)) return null;
      // A directory that npm links: what it is called says nothing of what a registry has.
      if (key.name === start) members.push(textOf(bytes, start, end));
      else {
        // The name an entry states is the real one of an alias.
        const isAlias = entry.name !== -1;
        if (!isAlias) {
          entry.name = key.name;
          entry.nameEnd = end;
        }
        const hash = isAlias ? hashOfName(bytes, entry.name, entry.nameEnd) : key.hash;
        if (entry.version === -1 || (entry.resolved !== -1 && !isAsNamed(entry))) return null;
        const pair = hashWithVersion(bytes, hash, entry.version, entry.versionEnd);
        if (pair === null) return null;
        names.push(hash);
        pairs.push(pair);
      }
    }
    at = skipComma(bytes, behind);
  }
  const known = new Set(members);
  if (at === -1 || targets.some((target) => !known.has(target))) return null;
  return {
    hashes: { names: Int32Array.from(names), pairs: Int32Array.from(pairs) },
    members,
    hasProject,
    behind: at + 1,
  };
}

/** Where an entry's texts begin, behind the quote, and end; -1 for what it does not state. */
interface ScannedEntry extends ResolvedEntry {
  /** Where a link leads; null for what is no link. */
  target: string | null;
}

const unread: ScannedEntry = {
  version: -1,
  versionEnd: -1,
  name: -1,
  nameEnd: -1,
  resolved: -1,
  resolvedEnd: -1,
  target: null,
};

/** Reads one entry into `entry` and gives the index behind it; -1 for anything that needs a closer look. */
function scanEntry(bytes: Uint8Array, from: number, escapes: boolean, entry: ScannedEntry): number {
  entry.version = entry.name = entry.resolved = -1;
  entry.target = null;
  let isLink = false;
  let at = firstKey(bytes, from);
  while (at !== -1 && bytes[at] === 0x22) {
    const behindKey = skipString(bytes, at);
    const value = skipColon(bytes, behindKey);
    const behind = value === -1 ? -1 : skipValue(bytes, value);
    if (behind === -1 || (escapes && hasEscape(bytes, at + 1, behindKey - 1))) return -1;
    const length = behindKey - at - 2;
    const filled = bytes[value] === 0x22 && behind - value > 2;
    if (length === 7 && spells(bytes, at + 1, version)) {
      entry.version = filled ? value + 1 : -1;
      entry.versionEnd = behind - 1;
    } else if (length === 4 && spells(bytes, at + 1, name)) {
      if (!filled || entry.name !== -1 || !isPlain(bytes, value, behind)) return -1;
      entry.name = value + 1;
      entry.nameEnd = behind - 1;
    } else if (length === 4 && spells(bytes, at + 1, link)) {
      if (bytes[value] !== 0x74) return -1;
      isLink = true;
    } else if (length === 8 && spells(bytes, at + 1, resolved)) {
      entry.resolved = filled ? value + 1 : -1;
      entry.resolvedEnd = behind - 1;
    }
    at = skipComma(bytes, behind);
  }
  if (at === -1) return -1;
  if (isLink)
    entry.target = entry.resolved === -1 ? '' : textOf(bytes, entry.resolved, entry.resolvedEnd);
  return at + 1;
}

const [version, name, link, resolved] = ['version', 'name', 'link', 'resolved'].map((word) =>
  Buffer.from(word),
) as unknown as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}

/** 1 for a slash, 2 for what a name cannot hold or must not be trusted to be. */
const inKeys = careful.map((is, byte) => (byte === 0x2f ? 1 : is * 2));

interface ScannedKey {
  /** Where the name begins: behind the last `node_modules/`, or at the start. */
  name: number;
  hash: number;
}

/**
 * Reads a key into `into`. False for an escape, for a path that npm would not write so (empty parts, `.`, `..`),
 * and for what is no name.
 */
function scanKey(bytes: Uint8Array, start: number, end: number, into: ScannedKey): boolean {
  // As almost all keys do.
  const inModules = end - start > modules.length && spells(bytes, start, modulesSlash);
  let from = inModules ? start + modulesSlash.length : start;
  let part = from;
  let slashes = 0;
  let hash = hashStart;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] as number;
    const kind = inKeys[byte];
    hash = hashStep(hash, byte);
    if (kind === 0) continue;
    if (kind === 2 || isDetour(bytes, part, at)) return false;
    part = at + 1;
    slashes += 1;
    if (at - start >= modules.length && spells(bytes, at - modules.length, modules)) {
      from = part;
      slashes = 0;
      hash = hashStart;
    }
  }
  into.name = from;
  into.hash = hash;
  if (isDetour(bytes, part, end)) return false;
  // A node_modules directory itself is no package.
  if (end - part === modules.length && spells(bytes, part, modules)) return false;
  return from === start || slashes === 0 || (slashes === 1 && bytes[from] === 0x40);
}

/** Whether a part of a path is empty, `.` or `..`. */
function isDetour(bytes: Uint8Array, start: number, end: number): boolean {
  return start === end || (bytes[start] === 0x2e && end - start < 3 && bytes[end - 1] === 0x2e);
}

/** Of a name without escapes. */
function hashOfName(bytes: Uint8Array, start: number, end: number): number {
  let hash = hashStart;
  for (let at = start; at < end; at += 1) hash = hashStep(hash, bytes[at] as number);
  return hash;
}
