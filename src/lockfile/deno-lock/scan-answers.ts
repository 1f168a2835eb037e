import { hashStart } from '../coordinate-hash.ts';
import type { HashTable } from '../reading/hash-table.ts';
import { createUrlCheck, isPlain, type ResolvedEntry } from '../reading/scan-url.ts';
import { type JsonTape, valueOf } from '../reading/json-tape.ts';
import { hashOf, indexOf, type ScannedSection } from './scan-ids.ts';

type Word = Uint8Array;

/** All that packages have, what most of them have first. */
const words = [
  'integrity',
  'dependencies',
  'optionalDependencies',
  'tarball',
  'optionalPeers',
  'os',
  'cpu',
  'bin',
  'scripts',
  'deprecated',
].map((word): Word => Buffer.from(word));

const dependencies = 2;
const optional = 4;
const tarball = 8;

/** A bit for each; 0 for what is none of them. */
function bitOf(tape: JsonTape, key: number): number {
  for (let index = 0; index < words.length; index += 1)
    if (tape.spells(key, words[index] as Word)) return 1 << index;
  return 0;
}

/**
 * Whether all that the packages of a section ask for is there: packages of npm ask for others of npm, those of JSR for
 * specifiers. False also for a tarball where no registry would have it, and for a member that is not known or stands twice.
 */
export function areAnswered(
  tape: JsonTape,
  section: number,
  npm: ScannedSection | null,
  answers: ReadonlySet<number>,
): boolean {
  if (section === -1) return true;
  const isAsNamed = createUrlCheck(tape.bytes);
  for (let key = tape.first(section); key < tape.last(section); key = tape.behind(valueOf(key)))
    if (!isAnswered(tape, key, npm, answers, isAsNamed)) return false;
  return true;
}

function isAnswered(
  tape: JsonTape,
  id: number,
  npm: ScannedSection | null,
  answers: ReadonlySet<number>,
  isAsNamed: (entry: ResolvedEntry) => boolean,
): boolean {
  let seen = 0;
  const entry = valueOf(id);
  for (let key = tape.first(entry); key < tape.last(entry); key = tape.behind(valueOf(key))) {
    const bit = bitOf(tape, key);
    if (bit === 0 || (seen & bit) !== 0) return false;
    seen |= bit;
    if (bit !== dependencies && bit !== optional && bit !== tarball) continue;
    const list = valueOf(key);
    if (bit === tarball) {
      if (!isFromRegistry(tape, id, list, isAsNamed)) return false;
      continue;
    }
    const isWhole =
      npm === null
        ? bit === optional || areSpecifiers(tape, list, answers)
        : bit === dependencies && tape.isObject(list)
          ? areIds(tape, list, npm.ids)
          : arePackages(tape, list, npm);
    if (!isWhole) return false;
  }
  return true;
}

/** Whether a tarball lies where a registry has that of the package. */
function isFromRegistry(
  tape: JsonTape,
  id: number,
  url: number,
  isAsNamed: (entry: ResolvedEntry) => boolean,
): boolean {
  const { bytes } = tape;
  const [name, resolved] = [tape.start(id), tape.start(url)];
  const nameEnd = indexOf(bytes, 0x40, name + 1, tape.end(id));
  const peers = indexOf(bytes, 0x5f, nameEnd, tape.end(id));
  const versionEnd = peers === -1 ? tape.end(id) : peers;
  const range = { name, nameEnd, version: nameEnd + 1, versionEnd };
  const isPlainUrl = tape.isString(url) && !tape.hasEscape(url) && bytes[resolved] === 0x68;
  return (
    isPlainUrl &&
    isPlain(bytes, name, nameEnd) &&
    isAsNamed({ ...range, resolved, resolvedEnd: tape.end(url) })
  );
}

/** Whether a list holds nothing but specifiers that are answered. */
export function areSpecifiers(tape: JsonTape, list: number, answers: ReadonlySet<number>): boolean {
  if (!tape.isArray(list)) return false;
  for (let text = tape.first(list); text < tape.last(list); text = tape.behind(text)) {
    if (!tape.isString(text) || tape.hasEscape(text)) return false;
    if (!answers.has(tape.hash(hashStart, text))) return false;
  }
  return true;
}

function arePackages(tape: JsonTape, list: number, { ids, names }: ScannedSection): boolean {
  if (!tape.isArray(list)) return false;
  for (let text = tape.first(list); text < tape.last(list); text = tape.behind(text)) {
    if (!tape.isString(text) || tape.hasEscape(text)) return false;
    const hash = tape.hash(hashStart, text);
    if (names.has(hash) || ids.has(hash)) continue;
    const aliased = hashOfAliased(tape, text);
    if (aliased === null || !ids.has(aliased)) return false;
  }
  return true;
}

/** Version 3: ids by the names they are asked for under. */
function areIds(tape: JsonTape, object: number, ids: HashTable): boolean {
  for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key))) {
    const value = valueOf(key);
    if (!tape.isString(value) || tape.hasEscape(value)) return false;
    if (!ids.has(tape.hash(hashStart, value))) return false;
  }
  return true;
}

/** Of what stands behind `@npm:`; null where that is not there. */
function hashOfAliased(tape: JsonTape, text: number): number | null {
  const start = tape.start(text);
  const end = tape.end(text);
  const said = Buffer.from(tape.bytes.buffer, tape.bytes.byteOffset + start, end - start);
  const alias = said.indexOf('@npm:', 1);
  return alias === -1 ? null : hashOf(tape.bytes, start + alias + 5, end, hashStart);
}
