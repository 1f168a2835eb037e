import type { ParseContext, Parsed } from '../reading/format.ts';
import { createMemberScan, type MemberScan } from '../reading/json-members.ts';
import { hashStart, nameHash } from '../coordinate-hash.ts';
import { areEqual, createTable, type JsonTable } from '../reading/json-table.ts';
import { type JsonTape, withJsonTape, wordOf } from '../reading/json-tape.ts';
import { hashedDocument, type ScannedDocument } from '../reading/lazy-document.ts';
import { createPurlScan, type PurlScan } from '../reading/sbom-scan.ts';
import { relationshipTypes } from './second.ts';

/**
 * Tells the hashes of an ordinary SBOM in SPDX 2 in one pass over its tape. Null for whatever `parse` would note a problem
 * of, or read otherwise than by one purl a package.
 */
export function scanSpdx(bytes: Uint8Array, _: ParseContext, whole: () => Parsed): Parsed | null {
  const found = withJsonTape(bytes, { trailingCommas: false }, scanRoot);
  return found === null ? null : hashedDocument(found, whole);
}

const root = 0;

const ofRoot = [
  'spdxVersion',
  'SPDXID',
  'packages',
  'relationships',
  'files',
  'snippets',
  'documentDescribes',
  'sbom',
  'predicate',
].map(wordOf);
const ofPackage = ['SPDXID', 'versionInfo', 'downloadLocation', 'externalRefs', 'checksums'].map(
  wordOf,
);
const ofReference = ['referenceType', 'referenceLocator', 'referenceCategory'].map(wordOf);
const ofChecksum = ['algorithm', 'checksumValue'].map(wordOf);
const ofRelation = ['spdxElementId', 'relationshipType', 'relatedSpdxElement'].map(wordOf);
const ofFile = ['SPDXID'].map(wordOf);

const versions = ['SPDX-2.2', 'SPDX-2.3'].map(wordOf);
const unstated = ['NOASSERTION', 'NONE'].map(wordOf);
const document = wordOf('SPDXRef-DOCUMENT');
const describes = wordOf('DESCRIBES');
const purlType = wordOf('purl');

/** For what must be looked at more closely. */
const odd = -2;

function scanRoot(tape: JsonTape): ScannedDocument | null {
  if (!tape.isObject(root)) return null;
  const members = createMemberScan(tape, ofRoot);
  if (!members.look(root)) return null;
  const [version = -1, id = -1, packages = -1, relationships = -1] = members.found;
  const [files = -1, snippets = -1, described = -1, ...wrappers] = members.found.subarray(4);
  if (wrappers.some((node) => node !== -1) || version === -1 || packages === -1) return null;
  if (!versions.some((word) => tape.spells(version, word))) return null;
  if (id !== -1 && !tape.spells(id, document)) return null;
  const known = createTable(tape, Math.ceil(tape.last(root) / 12) + 1);
  const purls = createPurlScan(tape);
  const bare: number[] = [];
  const roots = new Set<string>();
  const isOrdinary =
    scanPackages(tape, packages, { known, purls, bare }) &&
    [files, snippets].every((list) => list === -1 || scanFiles(tape, list, known)) &&
    (described === -1 || scanDescribed(tape, described, roots)) &&
    (relationships === -1 || scanRelations(tape, relationships, known, roots));
  // What the document is about need not have a purl.
  if (!isOrdinary || bare.some((node) => !roots.has(tape.text(node)))) return null;
  return { formatVersion: tape.text(version), hashes: purls.hashes(), covers: [] };
}

interface Gathered {
  /** Identifiers, each with the node of its package, or with 0. */
  readonly known: JsonTable;
  readonly purls: PurlScan;
  /** Identifiers of packages without a purl. */
  readonly bare: number[];
}

/** More packages without a purl than a document is about are read the slow way. */
const mostBare = 16;

/** Packages with one purl each, and no other reference to a registry. */
function scanPackages(tape: JsonTape, list: number, { bare, known, purls }: Gathered): boolean {
  const members = createMemberScan(tape, ofPackage);
  const earlier = createMemberScan(tape, ofPackage);
  const checksum = createMemberScan(tape, ofChecksum);
  const purlIn = createPurlFinder(tape);
  const { found } = members;

  /** Whether an identifier that was met before stands for the same package again. */
  function isSame(before: number): boolean {
    if (before <= 0 || !earlier.look(before)) return false;
    const other = earlier.found[3] as number;
    const purl = other === -1 ? -1 : purlIn(other);
    const own = found[3] === -1 ? -1 : purlIn(found[3] as number);
    if (purl < 0 || own < 0 || !areEqual(tape, purl, own)) return false;
    const version = stated(tape, found[1] as number);
    const otherVersion = stated(tape, earlier.found[1] as number);
    return version < 0 || otherVersion < 0
      ? version === otherVersion
      : areEqual(tape, version, otherVersion);
  }

  return every(tape, list, (item) => {
    if (!tape.isObject(item) || !members.look(item)) return false;
    const id = found[0] as number;
    const version = stated(tape, found[1] as number);
    const url = stated(tape, found[2] as number);
    const purl = found[3] === -1 ? -1 : purlIn(found[3] as number);
    if (id === -1 || !isPlain(tape, id)) return false;
    if (version === odd || url === odd || purl === odd) return false;
    if (found[4] !== -1 && !every(tape, found[4] as number, (one) => isWhole(tape, one, checksum)))
      return false;
    const before = known.add(id, item);
    if (before !== -1 && !isSame(before)) return false;
    if (purl !== -1) return purls.add(purl, version, url);
    bare.push(id);
    return bare.length <= mostBare;
  });
}

/** Gives the one purl in a list of references; -1 where there is none, `odd` where another reference may name a package. */
function createPurlFinder(tape: JsonTape): (list: number) => number {
  const reference = createMemberScan(tape, ofReference);
  return (list) => {
    let purl = -1;
    const isPlainList = every(tape, list, (item) => {
      if (!isWhole(tape, item, reference)) return false;
      const type = reference.found[0] as number;
      const locator = reference.found[1] as number;
      if (type === -1 || locator === -1 || !isPlain(tape, type)) return false;
      if (tape.spells(type, purlType)) {
        if (purl !== -1 || !isPlain(tape, locator)) return false;
        purl = locator;
        return true;
      }
      return !/(?:^|\/)(?:purl|npm|nuget|maven-central)$/.test(tape.text(type));
    });
    return isPlainList ? purl : odd;
  };
}

function scanFiles(tape: JsonTape, list: number, known: JsonTable): boolean {
  const members = createMemberScan(tape, ofFile);
  return every(tape, list, (item) => {
    if (!tape.isObject(item) || !members.look(item)) return false;
    const id = members.found[0] as number;
    return id === -1 || (isPlain(tape, id) && known.add(id, 0) === -1);
  });
}

function scanDescribed(tape: JsonTape, list: number, roots: Set<string>): boolean {
  return every(tape, list, (item) => {
    if (roots.size > mostBare || !isPlain(tape, item)) return false;
    roots.add(tape.text(item));
    return true;
  });
}

/** Relationships that say what depends on what, of which both ends must be there. */
function scanRelations(
  tape: JsonTape,
  list: number,
  known: JsonTable,
  roots: Set<string>,
): boolean {
  const members = createMemberScan(tape, ofRelation);
  const isThere = (end: number): boolean =>
    known.get(end) >= 0 ||
    tape.spells(end, document) ||
    unstated.some((word) => tape.spells(end, word));
  return every(tape, list, (item) => {
    if (!isWhole(tape, item, members)) return false;
    const first = members.found[0] as number;
    const type = members.found[1] as number;
    const second = members.found[2] as number;
    if (first === -1 || type === -1 || second === -1) return false;
    if (!isPlain(tape, first) || !isPlain(tape, type) || !isPlain(tape, second)) return false;
    if (tape.spells(type, describes) && tape.spells(first, document) && roots.size <= mostBare)
      roots.add(tape.text(second));
    return !meaningful.has(tape.hash(hashStart, type)) || (isThere(first) && isThere(second));
  });
}

/** Hashes of the types that count; another type of the same hash is looked at as closely as these. */
const meaningful: ReadonlySet<number> = new Set([...relationshipTypes].map(nameHash));

/** -1 for a text that says that nothing is stated; `odd` for what is no text, or has an escape. */
function stated(tape: JsonTape, node: number): number {
  if (node === -1) return -1;
  if (!tape.isString(node) || tape.hasEscape(node)) return odd;
  return tape.start(node) === tape.end(node) || unstated.some((word) => tape.spells(node, word))
    ? -1
    : node;
}

/** A text that says something, without escapes. */
function isPlain(tape: JsonTape, node: number): boolean {
  return tape.isString(node) && !tape.hasEscape(node) && tape.start(node) !== tape.end(node);
}

function isWhole(tape: JsonTape, node: number, members: MemberScan): boolean {
  return tape.isObject(node) && members.look(node);
}

/** Whether all items of a list are as they must be; false for what is no list. */
function every(tape: JsonTape, list: number, holds: (item: number) => boolean): boolean {
  if (!tape.isArray(list)) return false;
  for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item))
    if (!holds(item)) return false;
  return true;
}
