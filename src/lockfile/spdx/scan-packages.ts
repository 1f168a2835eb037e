import { createMemberScan } from '../reading/json-members.ts';
import type { JsonTable } from '../reading/json-table.ts';
import { areWhole, isPlainText } from '../reading/json-lists.ts';
import { type JsonTape, wordOf } from '../reading/json-tape.ts';
import type { PurlScan } from '../reading/sbom-scan.ts';

const ofPackage = ['SPDXID', 'versionInfo', 'downloadLocation', 'externalRefs', 'checksums'].map(
  wordOf,
);
const ofReference = ['referenceType', 'referenceLocator', 'referenceCategory'].map(wordOf);
const ofChecksum = ['algorithm', 'checksumValue'].map(wordOf);

const noAssertion = wordOf('NOASSERTION');
const none = wordOf('NONE');
const purlType = wordOf('purl');

/** For what must be looked at more closely. */
const odd = -2;

/** More packages without a purl than a document is about are read the slow way. */
export const mostBare = 16;

/** A package that stands there again is held against its first: a hostile file has a long one, and any number of others. */
const mostRepeated = 64;

interface Gathered {
  /** Identifiers, each with the node of its package, or with 0. */
  readonly known: JsonTable;
  readonly purls: PurlScan;
  /** Identifiers of packages without a purl. */
  readonly bare: number[];
}

/** Reads packages with one purl each, and no other reference to a registry; false for any other. */
export function scanPackages(
  tape: JsonTape,
  list: number,
  { bare, known, purls }: Gathered,
): boolean {
  const members = createMemberScan(tape, ofPackage);
  const checksum = createMemberScan(tape, ofChecksum);
  const purlIn = createPurlFinder(tape);
  const { found } = members;
  let repeated = 0;
  if (!tape.isArray(list)) return false;
  for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item)) {
    if (!tape.isObject(item) || !members.look(item)) return false;
    const id = found[0] as number;
    const version = stated(tape, found[1] as number);
    const url = stated(tape, found[2] as number);
    const purl = found[3] === -1 ? -1 : purlIn(found[3] as number);
    const checksums = found[4] as number;
    if (!isPlainText(tape, id) || version === odd || url === odd || purl === odd) return false;
    if (checksums !== -1 && !areWhole(tape, checksums, checksum)) return false;
    const before = known.add(id, item);
    if (before !== -1) {
      repeated += 1;
      if (before <= 0 || repeated > mostRepeated || !isSame(before, version, purl)) return false;
    }
    if (purl === -1) {
      bare.push(id);
      if (bare.length > mostBare) return false;
    } else if (!purls.add(purl, version, url)) return false;
  }
  return true;

  /** Whether a package that was met before is this one again. */
  function isSame(before: number, version: number, purl: number): boolean {
    if (!members.look(before)) return false;
    const otherVersion = stated(tape, found[1] as number);
    const otherPurl = found[3] === -1 ? -1 : purlIn(found[3] as number);
    if (purl < 0 || otherPurl < 0 || !tape.same(purl, otherPurl)) return false;
    return version < 0 || otherVersion < 0
      ? version === otherVersion
      : tape.same(version, otherVersion);
  }
}

/** Gives the one purl in a list of references; -1 where there is none, `odd` where another reference may name a package. */
function createPurlFinder(tape: JsonTape): (list: number) => number {
  const reference = createMemberScan(tape, ofReference);
  const { found } = reference;
  /** A type of references that names no package. */
  let harmless = -1;

  function isHarmless(type: number): boolean {
    if (harmless !== -1 && tape.same(harmless, type)) return true;
    if (/(?:^|\/)(?:purl|npm|nuget|maven-central)$/.test(tape.text(type))) return false;
    harmless = type;
    return true;
  }

  return (list) => {
    if (!tape.isArray(list)) return odd;
    let purl = -1;
    for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item)) {
      if (!tape.isObject(item) || !reference.look(item)) return odd;
      const type = found[0] as number;
      const locator = found[1] as number;
      if (locator === -1 || !isPlainText(tape, type)) return odd;
      if (tape.spells(type, purlType)) {
        if (purl !== -1 || !isPlainText(tape, locator)) return odd;
        purl = locator;
      } else if (!isHarmless(type)) return odd;
    }
    return purl;
  };
}

/** -1 for a text that says that nothing is stated; `odd` for what is no text, or has an escape. */
function stated(tape: JsonTape, node: number): number {
  if (node === -1) return -1;
  if (!tape.isString(node) || tape.hasEscape(node)) return odd;
  return tape.start(node) === tape.end(node) || isUnstated(tape, node) ? -1 : node;
}

/** Whether a text says that nothing is stated. */
export function isUnstated(tape: JsonTape, node: number): boolean {
  return tape.spells(node, noAssertion) || tape.spells(node, none);
}
