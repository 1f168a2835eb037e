import { hashStart } from '../coordinate-hash.ts';
import { hashOf, spells } from '../reading/bytes.ts';
import { areDistinct } from '../reading/json-distinct.ts';
import { type JsonTape, valueOf, wordOf } from '../reading/json-tape.ts';
import { hashWithVersion } from '../reading/scan-coordinates.ts';
import { member, memberOf } from './scan-member.ts';
import { createUrlCheck, isPlain, type ResolvedEntry } from '../reading/scan-url.ts';

/** Deeper ones are left to the slow way, which does not follow them either. */
const deepest = 200;

/** Receives the hashes of an entry's name and of `name@version`, and says whether to go on. */
export type Take = (name: number, pair: number) => boolean;

/**
 * Hands over the hashes of all that nested `dependencies` state. False where `take` gave up, and for anything that needs
 * a closer look: a version that is a specifier, members twice there, escapes, URLs that name something else.
 * `directories` says whether linked directories of the project may be among them: they are passed over.
 */
export function scanNested(
  tape: JsonTape,
  dependencies: number,
  directories: boolean,
  take: Take,
): boolean {
  const entry: OpenEntry = { ...unread };
  const isAsNamed = createUrlCheck(tape.bytes);
  /** Objects that hold entries and are not read yet, one level at a time. */
  let level = [dependencies];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return false;
    const next: number[] = [];
    for (const object of level) {
      const keys: number[] = [];
      for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key))) {
        keys.push(key);
        if (!tape.isObject(valueOf(key)) || !scanEntry(tape, key, entry)) return false;
        if (entry.dependencies !== -1) next.push(entry.dependencies);
        if (entry.isDirectory && directories) continue;
        if (entry.version === -1 || !isPlain(tape.bytes, entry.name, entry.nameEnd)) return false;
        if (entry.resolved !== -1 && !isAsNamed(entry)) return false;
        const name = hashOf(tape.bytes, entry.name, entry.nameEnd, hashStart);
        const pair = hashWithVersion(tape.bytes, name, entry.version, entry.versionEnd);
        if (pair === null || !take(name, pair)) return false;
      }
      if (!areDistinct(tape, keys)) return false;
    }
    level = next;
  }
  return true;
}

/** Where an entry's texts begin, behind the quote, and end; -1 for what it does not state. */
interface OpenEntry extends ResolvedEntry {
  dependencies: number;
  /** Whether its version is that of a directory. */
  isDirectory: boolean;
}

const unread: OpenEntry = {
  name: -1,
  nameEnd: -1,
  version: -1,
  versionEnd: -1,
  resolved: -1,
  resolvedEnd: -1,
  dependencies: -1,
  isDirectory: false,
};

const fileScheme = wordOf('file:');
const npmScheme = wordOf('npm:');
/** The name of an archive may tell its version. */
const archiveEnd = wordOf('.tgz');

/** Reads the member of `dependencies` whose key this is. */
function scanEntry(tape: JsonTape, alias: number, entry: OpenEntry): boolean {
  const object = valueOf(alias);
  entry.name = tape.start(alias);
  entry.nameEnd = tape.end(alias);
  entry.version = entry.resolved = entry.dependencies = -1;
  let seen = 0;
  for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key))) {
    if (tape.hasEscape(key)) return false;
    const bit = memberOf(tape, key);
    if (bit === 0 || bit === member.link || bit === member.name || bit > member.dependencies)
      continue;
    const value = valueOf(key);
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
    } else if (bit === member.dependencies) {
      if (!tape.isObject(value)) return false;
      entry.dependencies = value;
    }
  }
  if (entry.name === entry.nameEnd) return false;
  entry.isDirectory =
    (seen & member.integrity) === 0 &&
    begins(tape.bytes, entry, fileScheme) &&
    !spells(tape.bytes, entry.versionEnd - archiveEnd.length, archiveEnd);
  takeAlias(tape.bytes, entry);
  return true;
}

function begins(
  bytes: Uint8Array,
  { version: at, versionEnd }: OpenEntry,
  scheme: Uint8Array,
): boolean {
  if (at === -1 || versionEnd - at < scheme.length) return false;
  return spells(bytes, at, scheme);
}

/** Takes the real name and the version out of `npm:name@version`. */
function takeAlias(bytes: Uint8Array, entry: OpenEntry): void {
  if (!begins(bytes, entry, npmScheme)) return;
  const name = entry.version + npmScheme.length;
  let at = entry.versionEnd - 1;
  while (at > name && bytes[at] !== 0x40) at -= 1;
  if (at <= name) return;
  entry.name = name;
  entry.nameEnd = at;
  entry.version = at + 1;
}
