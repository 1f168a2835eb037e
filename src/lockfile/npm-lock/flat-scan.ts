import { type CoordinateHashes, hashStart, hashStep } from '../coordinate-hash.ts';
import { skipColon, skipComma, skipSpace, skipString, skipValue } from '../reading/json-bytes.ts';

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

/**
 * Reads a lockfile of npm that has `packages` in one pass, without building its entries.
 * Null wherever anything is out of the ordinary (not JSON, an escape in a key, an entry without a version):
 * such a file is read the slow way, which says what is wrong with it.
 */
export function scanFlat(bytes: Uint8Array): FlatScan | null {
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== 0x7b) return null;
  let formatVersion = '';
  let entries: Omit<FlatScan, 'formatVersion'> | null = null;
  for (at = firstKey(bytes, at); at !== -1 && bytes[at] === 0x22;) {
    const behindKey = skipString(bytes, at);
    const value = skipColon(bytes, behindKey);
    if (value === -1) return null;
    const key = textOf(bytes, at + 1, behindKey - 1);
    let behind: number;
    if (key === 'packages') {
      if (entries !== null) return null;
      const found = scanEntries(bytes, value);
      if (found === null) return null;
      ({ behind, ...entries } = found);
    } else {
      behind = skipValue(bytes, value);
      if (behind === -1 || key.includes('\\')) return null;
      if (key === 'lockfileVersion') formatVersion = textOf(bytes, value, behind);
    }
    at = skipComma(bytes, behind);
  }
  if (at === -1 || bytes[at] !== 0x7d || skipSpace(bytes, at + 1) !== bytes.length) return null;
  if (entries === null || (formatVersion !== '2' && formatVersion !== '3')) return null;
  return { formatVersion, ...entries };
}

/** From an opening brace to the first key, or to the closing brace. */
function firstKey(bytes: Uint8Array, brace: number): number {
  const at = skipSpace(bytes, brace + 1);
  return bytes[at] === 0x22 || bytes[at] === 0x7d ? at : -1;
}

function scanEntries(
  bytes: Uint8Array,
  from: number,
): (Omit<FlatScan, 'formatVersion'> & { behind: number }) | null {
  if (bytes[from] !== 0x7b) return null;
  const names: number[] = [];
  const pairs: number[] = [];
  const members: string[] = [];
  const targets: string[] = [];
  let hasProject = false;
  let at = firstKey(bytes, from);
  while (at !== -1 && bytes[at] === 0x22) {
    const start = at + 1;
    const end = skipString(bytes, at) - 1;
    const value = skipColon(bytes, end + 1);
    const entry = value === -1 || bytes[value] !== 0x7b ? null : scanEntry(bytes, value);
    if (entry === null) return null;
    if (entry.target !== null) targets.push(entry.target);
    else if (start === end) hasProject = true;
    else {
      const name = nameStart(bytes, start, end);
      const hash = entry.nameHash ?? (name === -1 ? null : hashOf(bytes, name, end));
      if (name === -1 || name === end || hash === null) return null;
      // A directory that npm links: what it is called says nothing of what a registry has.
      if (name === start) members.push(textOf(bytes, start, end));
      else if (entry.version === -1) return null;
      else {
        const pair = withVersion(bytes, hash, entry.version);
        if (pair === null) return null;
        names.push(hash);
        pairs.push(pair);
      }
    }
    at = skipComma(bytes, entry.behind);
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

interface ScannedEntry {
  readonly behind: number;
  /** Where its version begins, behind the quote; -1 where it states none. */
  readonly version: number;
  /** Of the name the entry states, which is the real one of an alias; null where it states none. */
  readonly nameHash: number | null;
  /** Where a link leads; null for what is no link. */
  readonly target: string | null;
}

/** One entry; null for anything that needs a closer look. */
function scanEntry(bytes: Uint8Array, from: number): ScannedEntry | null {
  let versionAt = -1;
  let isLink = false;
  let nameHash: number | null = null;
  let target = '';
  let at = firstKey(bytes, from);
  while (at !== -1 && bytes[at] === 0x22) {
    const behindKey = skipString(bytes, at);
    const value = skipColon(bytes, behindKey);
    const behind = value === -1 ? -1 : skipValue(bytes, value);
    if (behind === -1 || hasEscape(bytes, at + 1, behindKey - 1)) return null;
    const length = behindKey - at - 2;
    const filled = bytes[value] === 0x22 && behind - value > 2;
    if (length === 7 && spells(bytes, at + 1, version)) versionAt = filled ? value + 1 : -1;
    else if (length === 4 && spells(bytes, at + 1, name)) {
      nameHash = filled && nameHash === null ? hashOf(bytes, value + 1, behind - 1) : null;
      if (nameHash === null) return null;
    } else if (length === 4 && spells(bytes, at + 1, link)) {
      if (bytes[value] !== 0x74) return null;
      isLink = true;
    } else if (length === 8 && filled && spells(bytes, at + 1, resolved)) {
      // Sliced below, and only for a link: most entries are none.
      target = '';
      if (isLink || bytes[value + 1] !== 0x68) target = textOf(bytes, value + 1, behind - 1);
    }
    at = skipComma(bytes, behind);
  }
  if (at === -1) return null;
  return { behind: at + 1, version: versionAt, nameHash, target: isLink ? target : null };
}

const [version, name, link, resolved] = ['version', 'name', 'link', 'resolved'].map((word) =>
  Buffer.from(word),
) as unknown as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

function spells(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[at + index] !== word[index]) return false;
  return true;
}

/** A key that is written with an escape may be any key. */
function hasEscape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] === 0x5c) return true;
  return false;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}

/** Where the name begins in a key: behind the last `node_modules/`, or at its start. -1 for an escape. */
function nameStart(bytes: Uint8Array, start: number, end: number): number {
  let behind = start;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === 0x5c) return -1;
    if (
      byte === 0x2f &&
      at - start >= modules.length &&
      spells(bytes, at - modules.length, modules)
    )
      behind = at + 1;
  }
  return behind;
}

/** Null where the name is written with an escape. */
function hashOf(bytes: Uint8Array, start: number, end: number): number | null {
  let hash = hashStart;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x5c) return null;
    hash = hashStep(hash, byte);
  }
  return hash;
}

/**
 * Goes on from a name's hash over `@` and a version, without what semver ignores: a leading `v` or `=`, white space,
 * and build metadata. Null for what does not begin like a semantic version, for an escape, and for anything beyond
 * ASCII: what such a text is compared as must be told with care. The bytes are known to be a string.
 */
function withVersion(bytes: Uint8Array, ofName: number, start: number): number | null {
  let at = start;
  for (let byte = bytes[at]; byte === 0x76 || byte === 0x3d || byte === 0x20; byte = bytes[at])
    at += 1;
  let hash = hashStep(ofName, 0x40);
  let dots = 0;
  for (let digits = 0; ; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x2e && dots < 2 && digits > 0) {
      dots += 1;
      digits = 0;
    } else if (byte >= 0x30 && byte <= 0x39) digits += 1;
    else if (dots === 2 && digits > 0) break;
    else return null;
    hash = hashStep(hash, byte);
  }
  // A pre-release follows, or build metadata, or the end.
  for (let byte = bytes[at]; byte !== 0x22 && byte !== 0x2b && byte !== 0x20; byte = bytes[at]) {
    if (byte === undefined || byte === 0x5c || byte > 0x7e) return null;
    hash = hashStep(hash, byte);
    at += 1;
  }
  return hash;
}
