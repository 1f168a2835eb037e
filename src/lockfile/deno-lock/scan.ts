import { type CoordinateHashes, hashStart, hashStep, nameHash } from '../coordinate-hash.ts';
import { type JsonTape, valueOf, withJsonTape } from '../reading/json-tape.ts';
import { areAnswered, areSpecifiers } from './scan-answers.ts';
import { hashOf, indexOf, keysOf, type ScannedSection, scanSection } from './scan-ids.ts';

/** What an ordinary lockfile tells without being built. */
export interface DenoScan {
  readonly formatVersion: string;
  readonly hashes: CoordinateHashes;
  /** Paths of the members, as the file has them. */
  readonly members: readonly string[];
}

/**
 * Reads a lockfile in one pass over the bytes. Null wherever anything is out of the ordinary (escapes, a key that stands
 * twice, linked packages, tarballs at an address of their own, anything asked for that is not there): such a file is read the
 * slow way, which says what is wrong with it.
 */
export function scanLock(bytes: Uint8Array): DenoScan | null {
  return withJsonTape(bytes, { trailingCommas: false }, scanRoot);
}

const root = 0;

const [npmScheme, jsrScheme] = ['npm:', 'jsr:'].map(nameHash);

function scanRoot(tape: JsonTape): DenoScan | null {
  const own = membersOf(tape, root);
  const version = own?.get('version');
  if (own === null || version === undefined || !tape.isString(version)) return null;
  const formatVersion = tape.text(version);
  if (!/^[345]$/.test(formatVersion)) return null;
  const packages = own.get('packages');
  const inner =
    formatVersion !== '3' ? own : packages === undefined ? null : membersOf(tape, packages);
  if (inner === null) return null;
  const npm = scanSection(tape, inner.get('npm') ?? -1);
  const jsr = scanSection(tape, inner.get('jsr') ?? -1);
  if (npm === null || jsr === null) return null;
  const answers = scanSpecifiers(tape, inner.get('specifiers') ?? -1, formatVersion, npm, jsr);
  if (answers === null) return null;
  const isWhole =
    areAnswered(tape, inner.get('npm') ?? -1, npm, answers) &&
    areAnswered(tape, inner.get('jsr') ?? -1, null, answers);
  if (!isWhole) return null;
  const members = scanWorkspace(tape, own.get('workspace') ?? -1, answers);
  if (members === null) return null;
  const names = Int32Array.from([...npm.names, ...jsr.names]);
  const pairs = Int32Array.from([...npm.pairs, ...jsr.pairs]);
  return { formatVersion, hashes: { names, pairs }, members };
}

/** The members of an object by their keys; null for anything but an object, and where a key stands twice. */
function membersOf(tape: JsonTape, object: number): Map<string, number> | null {
  const keys = keysOf(tape, object);
  return keys === null ? null : new Map(keys.map((key) => [tape.text(key), valueOf(key)]));
}

/** Hashes of all specifiers and, without their ranges, of their names; null where one stands for what is not there. */
function scanSpecifiers(
  tape: JsonTape,
  section: number,
  formatVersion: string,
  npm: ScannedSection,
  jsr: ScannedSection,
): ReadonlySet<number> | null {
  const answers = new Set<number>();
  const keys = section === -1 ? [] : keysOf(tape, section);
  if (keys === null) return null;
  const { bytes } = tape;
  for (const key of keys) {
    const value = valueOf(key);
    const start = tape.start(key);
    // Both schemes have four signs.
    const name = start + 4;
    const scheme = hashOf(bytes, start, name, hashStart);
    if ((scheme !== npmScheme && scheme !== jsrScheme) || bytes[name] === 0x2f) return null;
    if (!tape.isString(value) || tape.hasEscape(value)) return null;
    const range = indexOf(bytes, 0x40, name + 1, tape.end(key));
    const end = range === -1 ? tape.end(key) : range;
    const isThird = formatVersion === '3';
    const from = tape.start(value);
    if (isThird && hashOf(bytes, from, from + 4, hashStart) !== scheme) return null;
    const id = isThird
      ? hashOf(bytes, from + 4, tape.end(value), hashStart)
      : tape.hash(hashStep(hashOf(bytes, name, end, hashStart), 0x40), value);
    if (!(scheme === npmScheme ? npm : jsr).ids.has(id)) return null;
    answers.add(tape.hash(hashStart, key));
    answers.add(hashOf(bytes, start, end, hashStart));
  }
  return answers;
}

/** Paths of the members; null where anything that is asked for has no specifier. */
function scanWorkspace(
  tape: JsonTape,
  workspace: number,
  answers: ReadonlySet<number>,
): readonly string[] | null {
  if (workspace === -1) return [];
  const own = membersOf(tape, workspace);
  if (own === null || own.has('links') || own.has('patches')) return null;
  const members = own.get('members');
  const paths = members === undefined ? [] : keysOf(tape, members);
  if (paths === null) return null;
  const all = [own, ...paths.map((path) => membersOf(tape, valueOf(path)))];
  const answered = all.every((asking) => asking !== null && isAnswered(asking));
  return answered ? paths.map((path) => tape.text(path)) : null;

  function isAnswered(asking: ReadonlyMap<string, number>): boolean {
    const manifest = asking.get('packageJson');
    const asked = manifest === undefined ? null : membersOf(tape, manifest);
    if (manifest !== undefined && asked === null) return false;
    return [asking, asked].every((one) => {
      const list = one?.get('dependencies');
      return list === undefined || areSpecifiers(tape, list, answers);
    });
  }
}
