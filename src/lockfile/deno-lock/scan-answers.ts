import { createMemberScan } from '../reading/json-members.ts';
import { type JsonTape, valueOf, wordOf } from '../reading/json-tape.ts';
import { registryCoordinates } from '../reading/locator.ts';
import { createUrlCheck, isPlain, type ResolvedEntry } from '../reading/scan-url.ts';
import { idAt, packageAt, type ScannedSection, versionEndOf } from './scan-ids.ts';
import { gatherOpen, type Specifiers } from './scan-specifiers.ts';

const words = ['dependencies', 'optionalDependencies', 'optionalPeers', 'tarball'].map(wordOf);

/** Whether all that packages of npm ask for is there. False also for what `areReadable` finds. */
export function areInstalled(tape: JsonTape, npm: ScannedSection): boolean {
  return areReadable(tape, npm, (found) => hasAll(tape, found, npm));
}

/** The same of packages of JSR, which ask for specifiers. */
export function areSpecified(tape: JsonTape, jsr: ScannedSection, specifiers: Specifiers): boolean {
  return areReadable(tape, jsr, (found) => areSpecifiers(tape, found[0] as number, specifiers));
}

/**
 * Whether packages have nothing that must be looked at more closely, such as members twice, or a tarball at an address that
 * bears another name, and `holds` of what they ask for.
 */
function areReadable(
  tape: JsonTape,
  section: ScannedSection,
  holds: (found: Int32Array) => boolean,
): boolean {
  const members = createMemberScan(tape, words);
  const isAsNamed = createUrlCheck(tape.bytes);
  for (let number = 0; number < section.keys.length; number += 1) {
    if (!members.look(valueOf(section.keys[number] as number))) return false;
    const tarball = members.found[3] as number;
    if (tarball !== -1 && !isFromRegistry(tape, section, number, tarball, isAsNamed)) return false;
    if (!holds(members.found)) return false;
  }
  return true;
}

/** Whether a tarball lies where a registry has that of the package, or where no name tells what it is. */
function isFromRegistry(
  tape: JsonTape,
  { keys, nameEnds }: ScannedSection,
  number: number,
  url: number,
  isAsNamed: (entry: ResolvedEntry) => boolean,
): boolean {
  if (!tape.isString(url)) return false;
  const { bytes } = tape;
  const key = keys[number] as number;
  const name = tape.start(key);
  const nameEnd = nameEnds[number] as number;
  const versionEnd = versionEndOf(bytes, nameEnd, tape.end(key));
  const resolved = tape.start(url);
  const place = { resolved, resolvedEnd: tape.end(url), name, nameEnd, version: nameEnd + 1 };
  const isNamed =
    !tape.hasEscape(url) &&
    bytes[resolved] === 0x68 &&
    isPlain(bytes, name, nameEnd) &&
    isAsNamed({ ...place, versionEnd });
  // JSR's own for npm name their packages otherwise than registries do.
  return isNamed || registryCoordinates(tape.text(url)) === null;
}

/** Whether a list, which may not be there, holds nothing but specifiers that are answered. */
function areSpecifiers(tape: JsonTape, list: number, specifiers: Specifiers): boolean {
  const open: number[] = [];
  return list === -1 || (gatherOpen(tape, list, specifiers, open) && open.length === 0);
}

function hasAll(tape: JsonTape, found: Int32Array, npm: ScannedSection): boolean {
  const dependencies = found[0] as number;
  const optional = found[1] as number;
  const peers = found[2] as number;
  const isWhole =
    dependencies === -1 ||
    (tape.isObject(dependencies)
      ? areIds(tape, dependencies, npm)
      : arePackages(tape, dependencies, npm));
  return (
    isWhole &&
    (optional === -1 || arePackages(tape, optional, npm)) &&
    (peers === -1 || areTexts(tape, peers))
  );
}

/** Peers that nobody has brought are not there. */
function areTexts(tape: JsonTape, list: number): boolean {
  if (!tape.isArray(list)) return false;
  for (let text = tape.first(list); text < tape.last(list); text = tape.behind(text))
    if (!tape.isString(text)) return false;
  return true;
}

function arePackages(tape: JsonTape, list: number, npm: ScannedSection): boolean {
  if (!tape.isArray(list)) return false;
  for (let text = tape.first(list); text < tape.last(list); text = tape.behind(text)) {
    if (!tape.isString(text) || tape.hasEscape(text)) return false;
    if (!isPackage(tape, text, npm)) return false;
  }
  return true;
}

/** A text that is a name alone, a whole key, or the latter behind an alias and `@npm:`. */
function isPackage(tape: JsonTape, text: number, npm: ScannedSection): boolean {
  const start = tape.start(text);
  const end = tape.end(text);
  if (packageAt(tape, npm, start, end) >= 0) return true;
  const said = Buffer.from(tape.bytes.buffer, tape.bytes.byteOffset + start, end - start);
  const alias = said.indexOf('@npm:', 1);
  return alias !== -1 && idAt(tape, npm, start + alias + 5, end) >= 0;
}

/** Version 3: keys by the names they are asked for under. */
function areIds(tape: JsonTape, object: number, npm: ScannedSection): boolean {
  for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key))) {
    const value = valueOf(key);
    if (!tape.isString(value) || tape.hasEscape(value)) return false;
    if (idAt(tape, npm, tape.start(value), tape.end(value)) < 0) return false;
  }
  return true;
}
