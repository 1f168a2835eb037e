import type { ParseContext, Parsed } from '../reading/format.ts';
import { createMemberScan, type MemberScan } from '../reading/json-members.ts';
import { areEqual, createTable, type JsonTable, tooSlow } from '../reading/json-table.ts';
import { type JsonTape, withJsonTape, wordOf } from '../reading/json-tape.ts';
import { hashedDocument, type ScannedDocument } from '../reading/lazy-document.ts';
import { createPurlScan, type PurlScan } from '../reading/sbom-scan.ts';
import { cyclonedxVersions } from './parse.ts';

/**
 * Tells the hashes of an ordinary SBOM in one pass over its tape. Null for whatever `parse` would note a problem of, or
 * read otherwise than by its purls.
 */
export function scanCyclonedx(
  bytes: Uint8Array,
  _: ParseContext,
  whole: () => Parsed,
): Parsed | null {
  const found = withJsonTape(bytes, { trailingCommas: false }, scanRoot);
  return found === null ? null : hashedDocument(found, whole);
}

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

const format = wordOf('CycloneDX');

function scanRoot(tape: JsonTape): ScannedDocument | null {
  if (!tape.isObject(root)) return null;
  const members = createMemberScan(tape, ofRoot);
  if (!members.look(root)) return null;
  const [bomFormat = -1, specVersion = -1, metadata = -1, components = -1] = members.found;
  const [dependencies = -1, compositions = -1, ...others] = members.found.subarray(4);
  if (others.some((node) => node !== -1) || bomFormat === -1 || specVersion === -1) return null;
  if (!tape.spells(bomFormat, format) || !tape.isString(specVersion)) return null;
  const formatVersion = tape.text(specVersion);
  if (!cyclonedxVersions.includes(formatVersion)) return null;
  const scan = createScan(tape);
  if (compositions !== -1 && !scan.compositions(compositions)) return null;
  if (metadata !== -1 && !scan.metadata(metadata)) return null;
  if (components !== -1 && !scan.components(components)) return null;
  if (dependencies !== -1 && !scan.dependencies(dependencies)) return null;
  return { formatVersion, hashes: scan.purls.hashes(), covers: [] };
}

interface Scan {
  readonly purls: PurlScan;
  /** Each is false for what must be looked at more closely. */
  compositions(list: number): boolean;
  metadata(object: number): boolean;
  components(list: number): boolean;
  dependencies(list: number): boolean;
}

const ofComponent = [
  'purl',
  'version',
  'bom-ref',
  'type',
  'components',
  'externalReferences',
  'hashes',
  'properties',
].map(wordOf);
const ofReference = ['type', 'url', 'comment'].map(wordOf);
const ofPart = ['alg', 'content', 'name', 'value'].map(wordOf);
const ofDependency = ['ref', 'dependsOn', 'provides'].map(wordOf);
const ofMetadata = ['component'].map(wordOf);
const ofComposition = ['aggregate'].map(wordOf);

const kinds = ['library', 'framework', 'application'].map(wordOf);
const distribution = wordOf('distribution');
const incomplete = wordOf('incomplete');

/** Deeper ones are read the slow way. */
const deepest = 500;

function createScan(tape: JsonTape): Scan {
  const purls = createPurlScan(tape);
  const component = createMemberScan(tape, ofComponent);
  const { found } = component;
  const reference = createMemberScan(tape, ofReference);
  const dependency = createMemberScan(tape, ofDependency);
  const part = createMemberScan(tape, ofPart);
  const known: JsonTable = createTable(tape, countOf(tape) + 1);

  /** Reads a component and gives the list within it; -1 where there is none, -2 for what must be looked at. */
  function look(node: number, isOwn: boolean): number {
    if (!tape.isObject(node) || !component.look(node)) return -2;
    const purl = found[0] as number;
    const version = found[1] as number;
    const ref = found[2] as number;
    const type = found[3] as number;
    const within = found[4] as number;
    const references = found[5] as number;
    const hashes = found[6] as number;
    const properties = found[7] as number;
    if (hashes !== -1 && !areWhole(tape, hashes, part)) return -2;
    if (properties !== -1 && !areWhole(tape, properties, part)) return -2;
    const url = references === -1 ? -1 : archiveIn(references);
    if (url === -2) return -2;
    if (purl === -1) {
      if (!isOwn && (type === -1 || kinds.some((kind) => tape.spells(type, kind)))) return -2;
      if (type !== -1 && tape.hasEscape(type)) return -2;
    } else if (!purls.add(purl, version, url)) return -2;
    if (ref === -1) {
      // Others may refer to it by its purl.
      if (purl !== -1 && known.add(purl, purl + 1) === tooSlow) return -2;
    } else if (!refer(ref, purl)) return -2;
    if (within !== -1 && !tape.isArray(within)) return -2;
    return within;
  }

  /** The first URL of an archive, as the slow way has it. */
  function archiveIn(list: number): number {
    if (!tape.isArray(list)) return -2;
    let url = -1;
    let isFound = false;
    for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item)) {
      if (!tape.isObject(item) || !reference.look(item)) return -2;
      const type = reference.found[0] as number;
      if (isFound || type === -1) continue;
      if (tape.isString(type) && tape.hasEscape(type)) return -2;
      if (!tape.spells(type, distribution)) continue;
      isFound = true;
      url = reference.found[1] as number;
    }
    return url;
  }

  /** False where a reference stands for two components that are not of one purl. */
  function refer(ref: number, purl: number): boolean {
    if (!tape.isString(ref) || tape.hasEscape(ref) || tape.start(ref) === tape.end(ref))
      return false;
    const before = known.add(ref, purl + 1);
    if (before === -1) return true;
    return before > 0 && purl !== -1 && areEqual(tape, before - 1, purl);
  }

  function walk(list: number, isOwn: boolean): boolean {
    const open = [{ at: tape.first(list), last: tape.last(list) }];
    for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
      if (level.at === level.last) {
        open.pop();
        continue;
      }
      const node = level.at;
      level.at = tape.behind(node);
      const within = look(node, isOwn);
      if (within === -2 || open.length > deepest) return false;
      if (within !== -1) open.push({ at: tape.first(within), last: tape.last(within) });
    }
    return true;
  }

  return {
    purls,
    components: (list) => tape.isArray(list) && walk(list, false),
    metadata(object) {
      const members = createMemberScan(tape, ofMetadata);
      if (!tape.isObject(object) || !members.look(object)) return false;
      const own = members.found[0] ?? -1;
      if (own === -1) return true;
      const within = look(own, true);
      return within === -1 || (within !== -2 && walk(within, true));
    },
    compositions(list) {
      const members = createMemberScan(tape, ofComposition);
      return every(tape, list, (item) => {
        if (!tape.isObject(item) || !members.look(item)) return false;
        const aggregate = members.found[0] ?? -1;
        if (aggregate === -1 || !tape.isString(aggregate)) return aggregate === -1;
        return !tape.hasEscape(aggregate) && !begins(tape, aggregate, incomplete);
      });
    },
    dependencies: (list) =>
      every(tape, list, (item) => {
        if (!tape.isObject(item) || !dependency.look(item)) return false;
        const dependsOn = dependency.found[1] as number;
        if (!isKnown(dependency.found[0] as number) || dependency.found[2] !== -1) return false;
        return dependsOn === -1 || every(tape, dependsOn, isKnown);
      }),
  };

  function isKnown(ref: number): boolean {
    return ref !== -1 && tape.isString(ref) && !tape.hasEscape(ref) && known.get(ref) >= 0;
  }
}

/** Whether all items of a list are as they must be; false for what is no list. */
function every(tape: JsonTape, list: number, holds: (item: number) => boolean): boolean {
  if (!tape.isArray(list)) return false;
  for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item))
    if (!holds(item)) return false;
  return true;
}

/** Whether all items are objects in which no key stands twice. */
function areWhole(tape: JsonTape, list: number, members: MemberScan): boolean {
  return every(tape, list, (item) => tape.isObject(item) && members.look(item));
}

function begins(tape: JsonTape, node: number, word: Uint8Array): boolean {
  const start = tape.start(node);
  return word.every((byte, index) => tape.bytes[start + index] === byte);
}

/** How many strings there can be at most that stand for a component: a component is an object of at least three members. */
function countOf(tape: JsonTape): number {
  return Math.ceil(tape.last(root) / 12);
}
