import { type CoordinateHashes, hashStart, hashStep } from '../coordinate-hash.ts';
import { isDigit, spells } from '../reading/bytes.ts';
import { hashWithVersion } from '../reading/scan-coordinates.ts';
import { createUrlCheck, isPlain, type ResolvedEntry } from '../reading/scan-url.ts';
import { distinctKeys } from '../reading/json-distinct.ts';
import { type JsonTape, valueOf } from '../reading/json-tape.ts';
import { type HashTable, hashTable } from '../reading/hash-table.ts';
import { hashOfPlace } from './scan-place.ts';
import { areAnswered } from './scan-requests.ts';

/** What an ordinary lockfile tells without being built. */
export interface BunScan {
  readonly formatVersion: string;
  readonly hashes: CoordinateHashes;
  /** Paths of the project and its members, as the file has them. */
  readonly workspaces: readonly string[];
}

const [versionKey, packagesKey, workspacesKey, nameKey, memberWord] = [
  'lockfileVersion',
  'packages',
  'workspaces',
  'name',
  'workspace:',
].map((word) => Buffer.from(word)) as unknown as [Word, Word, Word, Word, Word];

type Word = Uint8Array;

const root = 0;

/**
 * Reads a lockfile in one pass over the bytes. Null wherever anything is out of the ordinary (comments, escapes in keys, a key
 * that stands twice, packages from elsewhere than a registry, something that is asked for and not there): such a file is
 * read the slow way, which says what is wrong with it.
 */
export function scanLock(tape: JsonTape): BunScan | null {
  const keys = distinctKeys(tape, root);
  const find = (word: Word): number => keys?.find((key) => tape.spells(key, word)) ?? -1;
  const [version, packages, workspaces] = [versionKey, packagesKey, workspacesKey].map(find);
  if (version === undefined || packages === undefined || workspaces === undefined) return null;
  if (version === -1 || packages === -1 || workspaces === -1) return null;
  if (!tape.isObject(valueOf(packages)) || !tape.isObject(valueOf(workspaces))) return null;
  const digit = tape.sign(valueOf(version));
  const formatVersion = tape.text(valueOf(version));
  if (digit < 0x30 || digit > 0x32 || formatVersion.length !== 1) return null;
  const found = scanPackages(tape, valueOf(packages));
  const members = found === null ? null : scanMembers(tape, valueOf(workspaces), found.keys);
  return found === null || members === null
    ? null
    : { formatVersion, hashes: found.hashes, workspaces: members };
}

interface Found {
  readonly hashes: CoordinateHashes;
  readonly keys: HashTable;
}

function scanPackages(tape: JsonTape, packages: number): Found | null {
  const keys = tableOf(tape, packages);
  if (keys === null) return null;
  const names: number[] = [];
  const pairs: number[] = [];
  const entry: ScannedEntry = { ...unread };
  const isAsNamed = createUrlCheck(tape.bytes);
  const { bytes } = tape;
  for (let key = tape.first(packages); key < tape.last(packages); key = tape.behind(valueOf(key))) {
    if (!scanEntry(tape, valueOf(key), entry)) return null;
    if (entry.isMember) continue;
    const { hash, info, name, nameEnd, resolved, resolvedEnd, version, versionEnd } = entry;
    const pair = isDigit(bytes[version]) ? hashWithVersion(bytes, hash, version, versionEnd) : null;
    if (pair === null) return null;
    if (
      resolved < resolvedEnd &&
      (bytes[resolved] !== 0x68 || !isPlain(bytes, name, nameEnd) || !isAsNamed(entry))
    )
      return null;
    if (tape.first(info) < tape.last(info) && !areAnswered(tape, info, { place: key, keys }))
      return null;
    names.push(hash);
    pairs.push(pair);
  }
  return { hashes: { names: new Int32Array(names), pairs: new Int32Array(pairs) }, keys };
}

/** Hashes of the keys; null where one stands twice, or is none that bun writes. */
function tableOf(tape: JsonTape, packages: number): HashTable | null {
  const keys = hashTable();
  for (let key = tape.first(packages); key < tape.last(packages); key = tape.behind(valueOf(key))) {
    const hash = hashOfPlace(tape, key);
    if (hash === null || !keys.add(hash, key)) return null;
  }
  return keys;
}

interface ScannedEntry extends ResolvedEntry {
  /** Of the name. */
  hash: number;
  /** The object with what it asks for. */
  info: number;
  isMember: boolean;
}

const unread: ScannedEntry = {
  name: 0,
  nameEnd: 0,
  version: 0,
  versionEnd: 0,
  resolved: 0,
  resolvedEnd: 0,
  hash: 0,
  info: 0,
  isMember: false,
};

/** Reads the items of an entry into `entry`; false for any but those of packages from registries and of members. */
function scanEntry(tape: JsonTape, items: number, entry: ScannedEntry): boolean {
  const identity = tape.first(items);
  const last = tape.last(items);
  if (!tape.isArray(items) || identity === last) return false;
  if (!tape.isString(identity) || tape.hasEscape(identity)) return false;
  if (!scanIdentity(tape, identity, entry)) return false;
  const registry = tape.behind(identity);
  entry.isMember = isMember(tape, identity, entry.version);
  // A path alone, or, in version 0, with what the member asks for.
  if (entry.isMember)
    return registry === last || (tape.isObject(registry) && tape.behind(registry) === last);
  if (registry >= last || !tape.isString(registry) || tape.hasEscape(registry)) return false;
  entry.resolved = tape.start(registry);
  entry.resolvedEnd = tape.end(registry);
  entry.info = tape.behind(registry);
  if (entry.info >= last || !tape.isObject(entry.info)) return false;
  const integrity = tape.behind(entry.info);
  return integrity < last && tape.isString(integrity) && tape.behind(integrity) === last;
}

/** Reads `name@version`; false where there is no name, or nothing behind it. */
function scanIdentity(tape: JsonTape, identity: number, entry: ScannedEntry): boolean {
  const { bytes } = tape;
  const end = tape.end(identity);
  entry.name = tape.start(identity);
  entry.versionEnd = end;
  let hash = hashStart;
  for (let at = entry.name; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x40 && at > entry.name) {
      entry.nameEnd = at;
      entry.version = at + 1;
      entry.hash = hash;
      return true;
    }
    hash = hashStep(hash, byte);
  }
  return false;
}

function isMember(tape: JsonTape, identity: number, from: number): boolean {
  return tape.end(identity) - from > memberWord.length && spells(tape.bytes, from, memberWord);
}

/** Paths of the workspaces, all of which have what they ask for; null where one has not, or is out of the ordinary. */
function scanMembers(
  tape: JsonTape,
  workspaces: number,
  keys: HashTable,
): readonly string[] | null {
  const paths = distinctKeys(tape, workspaces);
  if (paths === null) return null;
  let hasProject = false;
  for (const path of paths) {
    const workspace = valueOf(path);
    const own = distinctKeys(tape, workspace);
    if (own === null) return null;
    const isProject = tape.start(path) === tape.end(path);
    const named = own.find((key) => tape.spells(key, nameKey));
    const name = named === undefined || isProject ? -1 : valueOf(named);
    if (name !== -1 && (!tape.isString(name) || tape.hasEscape(name))) return null;
    if (!areAnswered(tape, workspace, { place: name, keys })) return null;
    hasProject ||= isProject;
  }
  return hasProject ? paths.map((path) => tape.text(path)) : null;
}
