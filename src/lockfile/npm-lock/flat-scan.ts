import { type CoordinateHashes, hashStart } from '../coordinate-hash.ts';
import { areDistinct } from '../reading/json-distinct.ts';
import { type JsonTape, valueOf } from '../reading/json-tape.ts';
import { hashWithVersion } from '../reading/scan-coordinates.ts';
import { createAnswers } from './scan-answers.ts';
import { member, memberOf } from './scan-member.ts';
import { scanKey, type ScannedKey } from './scan-key.ts';
import { createUrlCheck, isPlain, type ResolvedEntry } from '../reading/scan-url.ts';

/** What the `packages` of an ordinary lockfile tell without being built. */
export interface ScannedPackages {
  readonly hashes: CoordinateHashes;
  /** Keys of the directories that npm links, relative to the lockfile's own. */
  readonly members: readonly string[];
  /** Whether the project's own entry stands there. */
  readonly hasProject: boolean;
}

/**
 * Tells names and versions of the entries from a tape, without building them. Null wherever anything is out of the
 * ordinary (an escape or a path in a key that npm would not write so, an entry without a version or twice there, a URL
 * that names something else): such a file is read the slow way, which says what is wrong with it.
 */
export function scanPackages(
  tape: JsonTape,
  packages: number,
  installed: boolean,
): ScannedPackages | null {
  const names: number[] = [];
  const pairs: number[] = [];
  const members: string[] = [];
  const targets: string[] = [];
  const keys: number[] = [];
  const entry: ScannedEntry = { ...unread };
  const isAsNamed = createUrlCheck(tape.bytes);
  const answers = createAnswers(tape);
  const place: ScannedKey = { name: -1, hash: 0 };
  let hasProject = false;
  for (let key = tape.first(packages); key < tape.last(packages); key = tape.behind(valueOf(key))) {
    keys.push(key);
    if (!tape.isObject(valueOf(key)) || !scanEntry(tape, valueOf(key), entry)) return null;
    const isProject = tape.start(key) === tape.end(key);
    if (!isProject) {
      scanKey(tape, key, place);
      if (place.name === -1) return null;
    }
    const isFolder = !isProject && place.name !== tape.start(key);
    if (isFolder) answers.lies(place.hash);
    if (entry.target !== null) {
      targets.push(entry.target);
      continue;
    }
    if (!installed && !entry.bundles) {
      if (!answers.asks(entry.dependencies)) return null;
      if (!isFolder && !answers.asks(entry.devDependencies)) return null;
    }
    if (isProject) {
      hasProject = true;
      continue;
    }
    // A directory that npm links: what it is called says nothing of what a registry has.
    if (!isFolder) {
      members.push(tape.text(key));
      continue;
    }
    // The name an entry states is the real one of an alias.
    const hash = entry.name === -1 ? place.hash : tape.hash(hashStart, entry.stated);
    if (entry.name === -1) {
      entry.name = place.name;
      entry.nameEnd = tape.end(key);
    }
    if (entry.version === -1 || (entry.resolved !== -1 && !isAsNamed(entry))) return null;
    const pair = hashWithVersion(tape.bytes, hash, entry.version, entry.versionEnd);
    if (pair === null) return null;
    names.push(hash);
    pairs.push(pair);
  }
  const known = new Set(members);
  if (targets.some((target) => !known.has(target)) || !answers.areWhole()) return null;
  if (!areDistinct(tape, keys)) return null;
  const hashes = { names: new Int32Array(names), pairs: new Int32Array(pairs) };
  return { hashes, members, hasProject };
}

/** Where an entry's texts begin, behind the quote, and end; -1 for what it does not state. */
interface ScannedEntry extends ResolvedEntry {
  /** Nodes of the name and of what it is resolved to. */
  stated: number;
  location: number;
  /** Where a link leads; null for what is no link. */
  target: string | null;
  /** Nodes of what it asks for. */
  dependencies: number;
  devDependencies: number;
  /** Whether it brings packages itself. */
  bundles: boolean;
}

const unread: ScannedEntry = {
  version: -1,
  versionEnd: -1,
  name: -1,
  nameEnd: -1,
  stated: -1,
  location: -1,
  resolved: -1,
  resolvedEnd: -1,
  target: null,
  dependencies: -1,
  devDependencies: -1,
  bundles: false,
};

/** Reads one entry into `entry`; false for anything that needs a closer look, such as a member that stands there twice. */
function scanEntry(tape: JsonTape, object: number, entry: ScannedEntry): boolean {
  entry.version = entry.name = entry.resolved = entry.dependencies = entry.devDependencies = -1;
  entry.target = null;
  entry.bundles = false;
  let seen = 0;
  for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key))) {
    if (tape.hasEscape(key)) return false;
    const bit = memberOf(tape, key);
    if (bit === 0) continue;
    const value = valueOf(key);
    if (bit > member.name) {
      if ((seen & bit) !== 0) return false;
      seen |= bit;
      if (bit === member.dependencies) entry.dependencies = value;
      else if (bit === member.devDependencies) entry.devDependencies = value;
      else entry.bundles = true;
      continue;
    }
    if ((seen & bit) !== 0 || tape.hasEscape(value)) return false;
    seen |= bit;
    const isText = tape.isString(value) && tape.end(value) > tape.start(value);
    const start = isText ? tape.start(value) : -1;
    const end = tape.end(value);
    if (bit === member.version) {
      entry.version = start;
      entry.versionEnd = end;
    } else if (bit === member.resolved) {
      entry.resolved = start;
      entry.resolvedEnd = end;
      entry.location = value;
    } else if (bit === member.name) {
      if (!isText || !isPlain(tape.bytes, start, end)) return false;
      entry.name = start;
      entry.nameEnd = end;
      entry.stated = value;
    } else if (bit === member.link && tape.sign(value) !== 0x74) return false;
  }
  if ((seen & member.link) !== 0)
    entry.target = entry.resolved === -1 ? '' : tape.text(entry.location);
  return true;
}
