import { createMemberScan } from '../reading/json-members.ts';
import { createTable, type JsonTable } from '../reading/json-table.ts';
import { isPlainText } from '../reading/json-lists.ts';
import { type JsonTape, wordOf } from '../reading/json-tape.ts';
import type { ScannedDocument } from '../reading/lazy-document.ts';
import { createPurlScan } from '../reading/sbom-scan.ts';
import { mostBare, scanPackages } from './scan-packages.ts';
import { scanRelations } from './scan-relations.ts';

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
const ofFile = ['SPDXID'].map(wordOf);

const versions = ['SPDX-2.2', 'SPDX-2.3'].map(wordOf);
const document = wordOf('SPDXRef-DOCUMENT');

/**
 * Tells the hashes of an ordinary SBOM in SPDX 2 from its tape. Null for whatever `parse` would note a problem of, or read
 * otherwise than by one purl a package.
 */
export function scanSpdx(tape: JsonTape): ScannedDocument | null {
  if (!tape.isObject(root)) return null;
  const members = createMemberScan(tape, ofRoot);
  if (!members.look(root)) return null;
  const [version = -1, id = -1, packages = -1, relationships = -1] = members.found;
  const [files = -1, snippets = -1, described = -1, ...wrappers] = members.found.subarray(4);
  if (wrappers.some((node) => node !== -1) || version === -1 || packages === -1) return null;
  if (!versions.some((word) => tape.spells(version, word))) return null;
  if (id !== -1 && !tape.spells(id, document)) return null;
  const known = createTable(tape);
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

function scanFiles(tape: JsonTape, list: number, known: JsonTable): boolean {
  const members = createMemberScan(tape, ofFile);
  if (!tape.isArray(list)) return false;
  for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item)) {
    if (!tape.isObject(item) || !members.look(item)) return false;
    const id = members.found[0] as number;
    if (id !== -1 && (!isPlainText(tape, id) || known.add(id, 0) !== -1)) return false;
  }
  return true;
}

function scanDescribed(tape: JsonTape, list: number, roots: Set<string>): boolean {
  if (!tape.isArray(list)) return false;
  for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item)) {
    if (roots.size > mostBare || !isPlainText(tape, item)) return false;
    roots.add(tape.text(item));
  }
  return true;
}
