import { hashStart } from '../coordinate-hash.ts';
import { areSame } from '../reading/bytes.ts';
import { createMemberScan, type MemberScan } from '../reading/json-members.ts';
import { type JsonTape, valueOf, wordOf } from '../reading/json-tape.ts';
import { registryCoordinates } from '../reading/locator.ts';
import { createUrlCheck, isPlain, type ResolvedEntry } from '../reading/scan-url.ts';
import { nameEndOf, type ScannedSection, versionEndOf } from './scan-ids.ts';
import { gatherOpen, hasId, type Specifiers } from './scan-specifiers.ts';

const words = ['dependencies', 'optionalDependencies', 'optionalPeers', 'tarball'].map(wordOf);

/**
 * Whether all that the packages of a section ask for is there: packages of npm ask for others of npm, those of JSR (null)
 * for specifiers. False also for a tarball where no registry would have it, and for members that cannot be read.
 */
export function areAnswered(
  tape: JsonTape,
  section: number,
  npm: ScannedSection | null,
  specifiers: Specifiers,
): boolean {
  if (section === -1) return true;
  const members = createMemberScan(tape, words);
  const isAsNamed = createUrlCheck(tape.bytes);
  for (let key = tape.first(section); key < tape.last(section); key = tape.behind(valueOf(key))) {
    if (!members.look(valueOf(key))) return false;
    const tarball = members.found[3] as number;
    if (tarball !== -1 && !isFromRegistry(tape, key, tarball, isAsNamed)) return false;
    const isWhole =
      npm === null
        ? areSpecifiers(tape, members.found[0] as number, specifiers)
        : areInstalled(tape, members, npm);
    if (!isWhole) return false;
  }
  return true;
}

/** Whether a tarball lies where a registry has that of the package, or where no name tells what it is. */
function isFromRegistry(
  tape: JsonTape,
  id: number,
  url: number,
  isAsNamed: (entry: ResolvedEntry) => boolean,
): boolean {
  const { bytes } = tape;
  const [name, resolved] = [tape.start(id), tape.start(url)];
  const nameEnd = nameEndOf(tape, id);
  const range = {
    name,
    nameEnd,
    version: nameEnd + 1,
    versionEnd: versionEndOf(tape, id, nameEnd),
  };
  if (!tape.isString(url)) return false;
  const isPlainUrl = !tape.hasEscape(url) && bytes[resolved] === 0x68;
  const isNamed =
    isPlainUrl &&
    isPlain(bytes, name, nameEnd) &&
    isAsNamed({ ...range, resolved, resolvedEnd: tape.end(url) });
  // JSR's own for npm name their packages otherwise than registries do.
  return isNamed || registryCoordinates(tape.text(url)) === null;
}

/** Whether a list, which may not be there, holds nothing but specifiers that are answered. */
function areSpecifiers(tape: JsonTape, list: number, specifiers: Specifiers): boolean {
  const open: number[] = [];
  return list === -1 || (gatherOpen(tape, list, specifiers, open) && open.length === 0);
}

function areInstalled(tape: JsonTape, { found }: MemberScan, npm: ScannedSection): boolean {
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
function isPackage(tape: JsonTape, text: number, { byName, ids }: ScannedSection): boolean {
  const hash = tape.hash(hashStart, text);
  const named = byName.get(hash);
  if (named !== -1) {
    const start = tape.start(named);
    const length = nameEndOf(tape, named) - start;
    const from = tape.start(text);
    if (tape.end(text) - from === length && areSame(tape.bytes, start, from, length)) return true;
  }
  const id = ids.get(hash);
  if (id !== -1) return tape.same(id, text);
  const start = tape.start(text);
  const end = tape.end(text);
  const said = Buffer.from(tape.bytes.buffer, tape.bytes.byteOffset + start, end - start);
  const alias = said.indexOf('@npm:', 1);
  return alias !== -1 && hasId(tape, ids, text, start + alias + 5);
}

/** Version 3: keys by the names they are asked for under. */
function areIds(tape: JsonTape, object: number, { ids }: ScannedSection): boolean {
  for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key))) {
    const value = valueOf(key);
    if (!tape.isString(value) || tape.hasEscape(value)) return false;
    if (!hasId(tape, ids, value, tape.start(value))) return false;
  }
  return true;
}
