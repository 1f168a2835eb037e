import { isEmptyList, isPlainText } from '../reading/json-lists.ts';
import { createMemberScan } from '../reading/json-members.ts';
import { createTable, type JsonTable } from '../reading/json-table.ts';
import { type JsonTape, wordOf } from '../reading/json-tape.ts';
import type { ScannedDocument } from '../reading/lazy-document.ts';
import { createPurlScan } from '../reading/sbom-scan.ts';
import { cyclonedxVersions } from './parse.ts';
import { createComponentsScan } from './scan-components.ts';

const root = 0;

const ofRoot = [
  'bomFormat',
  'specVersion',
  'metadata',
  'components',
  'dependencies',
  'compositions',
  'services',
  'sbom',
  'predicate',
].map(wordOf);
const ofMetadata = ['component'].map(wordOf);
const ofComposition = ['aggregate'].map(wordOf);
const ofDependency = ['ref', 'dependsOn', 'provides'].map(wordOf);

const format = wordOf('CycloneDX');
const incomplete = Buffer.from('incomplete');

/**
 * Tells the hashes of an ordinary SBOM from its tape. Null for whatever `parse` would note a problem of, or read otherwise
 * than by its purls.
 */
export function scanCyclonedx(tape: JsonTape): ScannedDocument | null {
  if (!tape.isObject(root)) return null;
  const members = createMemberScan(tape, ofRoot);
  if (!members.look(root)) return null;
  const [bomFormat = -1, specVersion = -1, metadata = -1, components = -1] = members.found;
  const [dependencies = -1, compositions = -1, services = -1, ...wrappers] =
    members.found.subarray(4);
  if (wrappers.some((node) => node !== -1) || bomFormat === -1 || specVersion === -1) return null;
  // Components may depend on services too.
  if (services !== -1 && !isEmptyList(tape, services)) return null;
  if (!tape.spells(bomFormat, format) || !tape.isString(specVersion)) return null;
  const formatVersion = tape.text(specVersion);
  if (!cyclonedxVersions.includes(formatVersion)) return null;
  const own = metadata === -1 ? -1 : componentIn(tape, metadata);
  if (own === odd || (compositions !== -1 && !areComplete(tape, compositions))) return null;
  const known = createTable(tape);
  const purls = createPurlScan(tape);
  const scan = createComponentsScan(tape, known, purls);
  const isOrdinary =
    (own === -1 || scan.own(own)) &&
    (components === -1 || scan.list(components)) &&
    (dependencies === -1 || areThere(tape, dependencies, known));
  return isOrdinary ? { formatVersion, hashes: purls.hashes(), covers: [] } : null;
}

/** For what must be looked at more closely. */
const odd = -2;

/** What the SBOM is about; -1 where it does not say. */
function componentIn(tape: JsonTape, metadata: number): number {
  const members = createMemberScan(tape, ofMetadata);
  return tape.isObject(metadata) && members.look(metadata) ? (members.found[0] ?? -1) : odd;
}

/** Whether the file does not say of itself that it is incomplete. */
function areComplete(tape: JsonTape, list: number): boolean {
  const members = createMemberScan(tape, ofComposition);
  if (!tape.isArray(list)) return false;
  for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item)) {
    if (!tape.isObject(item) || !members.look(item)) return false;
    const aggregate = members.found[0] ?? -1;
    if (aggregate === -1) continue;
    if (!isPlainText(tape, aggregate) || begins(tape, aggregate, incomplete)) return false;
  }
  return true;
}

/** Whether all that depends on something, and all that something depends on, is a component. */
function areThere(tape: JsonTape, list: number, known: JsonTable): boolean {
  const dependency = createMemberScan(tape, ofDependency);
  const { found } = dependency;
  if (!tape.isArray(list)) return false;
  for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item)) {
    if (!tape.isObject(item) || !dependency.look(item)) return false;
    const dependsOn = found[1] as number;
    if (found[2] !== -1 || !isKnown(found[0] as number)) return false;
    if (dependsOn === -1) continue;
    if (!tape.isArray(dependsOn)) return false;
    const last = tape.last(dependsOn);
    for (let ref = tape.first(dependsOn); ref < last; ref = tape.behind(ref))
      if (!isKnown(ref)) return false;
  }
  return true;

  function isKnown(ref: number): boolean {
    return isPlainText(tape, ref) && known.get(ref) >= 0;
  }
}

function begins(tape: JsonTape, node: number, word: Uint8Array): boolean {
  const start = tape.start(node);
  return word.every((byte, index) => tape.bytes[start + index] === byte);
}
