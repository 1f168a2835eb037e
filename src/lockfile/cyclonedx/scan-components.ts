import { areWhole, isPlainText } from '../reading/json-lists.ts';
import { createMemberScan } from '../reading/json-members.ts';
import { type JsonTable, tooSlow } from '../reading/json-table.ts';
import { type JsonTape, wordOf } from '../reading/json-tape.ts';
import type { PurlScan } from '../reading/sbom-scan.ts';

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

const kinds = ['library', 'framework', 'application'].map(wordOf);
const distribution = wordOf('distribution');

/** Deeper ones are read the slow way. */
const deepest = 500;

/** Reads components; false for what must be looked at more closely. */
export interface ComponentsScan {
  /** A list of components, and those within them. */
  list(node: number): boolean;
  /** What the SBOM is about, and its parts. */
  own(node: number): boolean;
}

/** `known` gets the references to components, each with the node of its purl and one more, 0 where it has none. */
export function createComponentsScan(
  tape: JsonTape,
  known: JsonTable,
  purls: PurlScan,
): ComponentsScan {
  const component = createMemberScan(tape, ofComponent);
  const { found } = component;
  const reference = createMemberScan(tape, ofReference);
  const part = createMemberScan(tape, ofPart);

  /** Reads a component and gives the list within it; -1 where there is none, -2 for what must be looked at. */
  function read(node: number, isOwn: boolean): number {
    if (!tape.isObject(node) || !component.look(node)) return -2;
    const purl = found[0] as number;
    const ref = found[2] as number;
    const within = found[4] as number;
    const references = found[5] as number;
    const hashes = found[6] as number;
    const properties = found[7] as number;
    if (hashes !== -1 && !areWhole(tape, hashes, part)) return -2;
    if (properties !== -1 && !areWhole(tape, properties, part)) return -2;
    const url = references === -1 ? -1 : archiveIn(references);
    if (url === -2) return -2;
    const isRead =
      purl === -1
        ? isNoPackage(found[3] as number, isOwn)
        : purls.add(purl, found[1] as number, url);
    if (!isRead) return -2;
    if (ref === -1) {
      // Others may refer to it by its purl.
      if (purl !== -1 && known.add(purl, purl + 1) === tooSlow) return -2;
    } else if (!refer(ref, purl)) return -2;
    return within === -1 || tape.isArray(within) ? within : -2;
  }

  /** Whether a component without a purl need not have one. */
  function isNoPackage(type: number, isOwn: boolean): boolean {
    if (type === -1) return isOwn;
    return !tape.hasEscape(type) && (isOwn || !kinds.some((kind) => tape.spells(type, kind)));
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
    if (!isPlainText(tape, ref)) return false;
    const before = known.add(ref, purl + 1);
    if (before === -1) return true;
    return before > 0 && purl !== -1 && tape.same(before - 1, purl);
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
      const within = read(node, isOwn);
      if (within === -2 || open.length > deepest) return false;
      if (within !== -1) open.push({ at: tape.first(within), last: tape.last(within) });
    }
    return true;
  }

  return {
    list: (node) => tape.isArray(node) && walk(node, false),
    own(node) {
      const within = read(node, true);
      return within === -1 || (within !== -2 && walk(within, true));
    },
  };
}
