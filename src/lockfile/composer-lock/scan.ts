import { checkVersion } from '../../package/version.ts';
import { nameHash, pairHash } from '../coordinate-hash.ts';
import type { ParseContext, Parsed } from '../reading/format.ts';
import { createMemberScan, type MemberScan } from '../reading/json-members.ts';
import { type JsonTape, valueOf, withJsonTape, wordOf } from '../reading/json-tape.ts';
import { hashedDocument, type ScannedDocument } from '../reading/lazy-document.ts';
import { registryCoordinates } from '../reading/locator.ts';
import { type ComposerProject, ownNames, requiredIn } from './links.ts';
import { composerName, isPlatform } from './names.ts';
import { composerProject } from './project.ts';

/**
 * Tells the hashes of an ordinary composer.lock in one pass over its tape. Null for whatever `parse` would note a problem
 * of, or state twice under different names.
 */
export function scanComposerLock(
  bytes: Uint8Array,
  context: ParseContext,
  whole: () => Parsed,
): Parsed | null {
  const project = composerProject('.', context);
  if (context.problems.all().length > 0) return null;
  const found = withJsonTape(bytes, { trailingCommas: false }, (tape) => scanRoot(tape, project));
  return found === null ? null : hashedDocument(found, whole);
}

const root = 0;

const ofRoot = ['packages', 'packages-dev'].map(wordOf);
const ofEntry = ['name', 'version', 'dist', 'source', 'require', 'replace', 'provide'].map(wordOf);
const ofPlace = ['url', 'type', 'reference', 'shasum', 'mirrors'].map(wordOf);

interface Gathered {
  readonly names: Set<string>;
  readonly standIns: Set<string>;
  readonly asked: Set<string>;
  readonly hashes: { readonly names: number[]; readonly pairs: number[] };
}

function scanRoot(tape: JsonTape, project: ComposerProject | null): ScannedDocument | null {
  if (!tape.isObject(root)) return null;
  const members = createMemberScan(tape, ofRoot);
  if (!members.look(root)) return null;
  const [packages = -1, development = -1] = members.found;
  const gathered: Gathered = {
    names: new Set(),
    standIns: new Set(),
    asked: new Set(),
    hashes: { names: [], pairs: [] },
  };
  if (packages === -1 || !scanSection(tape, packages, gathered)) return null;
  const isStated = development !== -1 && tape.sign(development) !== nullSign;
  if (isStated && !scanSection(tape, development, gathered)) return null;
  if (!isAnswered(gathered, project)) return null;
  const { names, pairs } = gathered.hashes;
  const hashes = { names: Int32Array.from(names), pairs: Int32Array.from(pairs) };
  return { formatVersion: '', hashes, covers: ['.'] };
}

const nullSign = 0x6e;

function scanSection(tape: JsonTape, list: number, gathered: Gathered): boolean {
  if (!tape.isArray(list)) return false;
  const entry = createMemberScan(tape, ofEntry);
  const place = createMemberScan(tape, ofPlace);
  for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item))
    if (!tape.isObject(item) || !scanEntry(tape, item, entry, place, gathered)) return false;
  return true;
}

function scanEntry(
  tape: JsonTape,
  item: number,
  entry: MemberScan,
  place: MemberScan,
  { asked, hashes, names, standIns }: Gathered,
): boolean {
  if (!entry.look(item)) return false;
  const [nameNode = -1, versionNode = -1, dist = -1, source = -1] = entry.found;
  const [require = -1, replace = -1, provide = -1] = entry.found.subarray(4);
  const name = composerName(textAt(tape, nameNode) ?? '');
  const check = checkVersion('composer', textAt(tape, versionNode) ?? '');
  if (name === '' || names.has(name) || !check.ok) return false;
  if (!isPlace(tape, dist, place) || !isPlace(tape, source, place)) return false;
  if (!addKeys(tape, require, asked)) return false;
  if (!addKeys(tape, replace, standIns) || !addKeys(tape, provide, standIns)) return false;
  names.add(name);
  hashes.names.push(nameHash(name));
  hashes.pairs.push(pairHash(name, check.version));
  return true;
}

/** Whether `dist` or `source` is one, and its URL names no package. */
function isPlace(tape: JsonTape, node: number, place: MemberScan): boolean {
  if (node === -1 || tape.sign(node) === nullSign) return true;
  if (!tape.isObject(node) || !place.look(node)) return false;
  const url = textAt(tape, place.found[0] as number);
  return url === null || registryCoordinates(url) === null;
}

/** The names in a section of an entry. What is no object asks for nothing. */
function addKeys(tape: JsonTape, section: number, into: Set<string>): boolean {
  if (section === -1 || !tape.isObject(section)) return true;
  const seen = new Set<string>();
  for (let key = tape.first(section); key < tape.last(section); key = tape.behind(valueOf(key))) {
    const name = tape.text(key);
    if (seen.has(name)) return false;
    seen.add(name);
    into.add(name);
  }
  return true;
}

/** Whether everything that is asked for has an entry, or something that stands in for it. */
function isAnswered(
  { asked, names, standIns }: Gathered,
  project: ComposerProject | null,
): boolean {
  const own = ownNames(project);
  const known = new Set([...names, ...[...standIns].map(composerName)]);
  if (project !== null)
    for (const section of ['require', 'require-dev'] as const)
      for (const { name } of requiredIn(project.manifest, section)) asked.add(name);
  return [...asked].every((name) => {
    const compared = composerName(name);
    return known.has(compared) || isPlatform(name) || own.has(compared);
  });
}

/** Null for what is no text, or an empty one. */
function textAt(tape: JsonTape, node: number): string | null {
  if (node === -1 || !tape.isString(node)) return null;
  return tape.text(node) || null;
}
