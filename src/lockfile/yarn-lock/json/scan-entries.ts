import { hashStart, hashStep } from '../../coordinate-hash.ts';
import { hashWithVersion } from '../../reading/scan-coordinates.ts';
import { spells } from '../../reading/bytes.ts';
import { hashTable } from '../../reading/hash-table.ts';
import { areDistinct } from '../../reading/json-distinct.ts';
import { createMemberScan } from '../../reading/json-members.ts';
import { type JsonTape, valueOf, wordOf } from '../../reading/json-tape.ts';
import { descriptorsOf } from '../berry/entry.ts';
import {
  type Asked,
  gatherDescriptor,
  gatherPackage,
  type GatheredBerry,
} from '../berry/scan-odd.ts';
import { splitDescriptor } from '../descriptor.ts';

const ofEntry = ['resolution'].map(wordOf);
const ofStated = ['resolution', 'version', 'dependencies', 'optionalDependencies', 'variants'].map(
  wordOf,
);

const npm = Buffer.from('npm:');

const [atSign, colon, comma, space] = [0x40, 0x3a, 0x2c, 0x20] as const;

/** Gathers entries of a yarn.lock in JSON. */
export interface EntriesScan {
  /** False where only the slow way can tell what the entries of this object state. */
  gather(entries: number): boolean;
  /** Whether an entry answers to the descriptor with this hash. */
  answers(descriptor: number): boolean;
  /** What entries ask for and no descriptor answers as it stands, and all that is asked for by certain names. */
  unanswered(overridden: ReadonlySet<number>): readonly Asked[];
}

/** A scan over the tape of one file. */
export function createEntriesScan(tape: JsonTape, gathered: GatheredBerry): EntriesScan {
  const { bytes } = tape;
  const entry = createMemberScan(tape, ofEntry);
  const stated = createMemberScan(tape, ofStated);
  /** Hashes of descriptors that stand for themselves. */
  const plain = hashTable();
  /**
   * Four numbers a dependency: its key, the resolution of who asks, the hash of its name, and that of the descriptor with
   * its protocol, 0 where it must be looked up with care.
   */
  const needs: number[] = [];
  const asked: number[] = [];
  return {
    gather(entries) {
      const keys: number[] = [];
      for (let key = tape.first(entries); key < tape.last(entries); key = behindMember(key)) {
        keys.push(key);
        if (!gatherKey(key) || !gatherEntry(valueOf(key))) return false;
      }
      return areDistinct(tape, keys);
    },
    answers,
    unanswered(overridden) {
      const open: Asked[] = [];
      for (let at = 0; at < needs.length; at += 4) {
        const hash = needs[at + 3] as number;
        if (hash !== 0 && answers(hash) && !overridden.has(needs[at + 2] as number)) continue;
        const key = needs[at] as number;
        open.push({
          from: tape.text(needs[at + 1] as number),
          alias: tape.text(key),
          range: tape.text(valueOf(key)),
        });
      }
      return [...gathered.asked, ...open];
    },
  };

  function answers(descriptor: number): boolean {
    return plain.get(descriptor) !== -1 || gathered.descriptors.has(descriptor);
  }

  function behindMember(key: number): number {
    return tape.behind(valueOf(key));
  }

  /** Descriptors that name a range of a registry stand for themselves. */
  function gatherKey(key: number): boolean {
    if (tape.hasEscape(key)) return false;
    const end = tape.end(key);
    let isPlain = true;
    for (let at = tape.start(key), start = at, hash = hashStart, colons = 0; isPlain; at += 1) {
      const byte = at === end ? comma : (bytes[at] as number);
      if (byte !== comma) {
        hash = hashStep(hash, byte);
        if (byte === colon) colons += 1;
        // What is not ASCII, or is a space, may be trimmed.
        if (byte > 0x7e || byte < 0x20) isPlain = false;
        continue;
      }
      isPlain &&= colons === 1 && isOfRegistry(start, at) && bytes[at - 1] !== space;
      if (isPlain && plain.get(hash) === -1 && !plain.add(hash, 0)) gathered.descriptors.add(hash);
      if (at === end) break;
      isPlain &&= bytes[at + 1] === space && bytes[at + 2] !== space;
      at += 1;
      start = at + 1;
      hash = hashStart;
      colons = 0;
    }
    if (!isPlain) for (const one of descriptorsOf(tape.text(key))) gatherDescriptor(one, gathered);
    return true;
  }

  function isOfRegistry(start: number, end: number): boolean {
    let at = start + 1;
    while (at < end && bytes[at] !== atSign) at += 1;
    return bytes[start] !== space && spells(bytes, at + 1, npm);
  }

  function gatherEntry(object: number): boolean {
    if (!tape.isObject(object) || !entry.look(object)) return false;
    const inner = entry.found[0] as number;
    return inner !== -1 && gatherStated(inner);
  }

  function gatherStated(object: number): boolean {
    if (!tape.isObject(object) || !stated.look(object)) return false;
    const { found } = stated;
    const resolution = found[0] as number;
    const version = found[1] as number;
    const dependencies = found[2] as number;
    const optional = found[3] as number;
    const variants = found[4] as number;
    return (
      isText(resolution) &&
      isText(version) &&
      gatherResolution(resolution, version) &&
      (dependencies === -1 || gatherNeeds(dependencies, resolution)) &&
      (optional === -1 || isListOfTexts(optional)) &&
      (variants === -1 || gatherVariants(variants, resolution))
    );
  }

  function isText(node: number): boolean {
    return node !== -1 && tape.isString(node) && !tape.hasEscape(node);
  }

  function isListOfTexts(list: number): boolean {
    if (!tape.isArray(list)) return false;
    for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item))
      if (!tape.isString(item)) return false;
    return true;
  }

  function gatherVariants(list: number, resolution: number): boolean {
    if (!isListOfTexts(list)) return false;
    for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item)) {
      const { name, range } = splitDescriptor(tape.text(item));
      gathered.asked.push({ from: tape.text(resolution), alias: name, range });
    }
    return true;
  }

  /** `name@npm:version` of the version that the entry states is what almost all resolutions are. */
  function gatherResolution(resolution: number, version: number): boolean {
    const start = tape.start(resolution);
    const end = tape.end(resolution);
    let hash = hashStart;
    let at = start;
    for (; at < end && (bytes[at] !== atSign || at === start); at += 1)
      hash = hashStep(hash, bytes[at] as number);
    const from = at + 1 + npm.length;
    const length = tape.end(version) - tape.start(version);
    let isSame = spells(bytes, at + 1, npm) && end - from === length;
    for (let index = 0; isSame && index < length; index += 1)
      isSame = bytes[from + index] === bytes[tape.start(version) + index];
    const pair = isSame ? hashWithVersion(bytes, hash, from, end) : null;
    if (pair === null) {
      const texts = { resolution: tape.text(resolution), version: tape.text(version) };
      return gatherPackage({ key: '', ...texts, needs: [] }, gathered);
    }
    gathered.names.push(hash);
    gathered.pairs.push(pair);
    return true;
  }

  function gatherNeeds(dependencies: number, from: number): boolean {
    if (!tape.isObject(dependencies)) return false;
    asked.length = 0;
    const last = tape.last(dependencies);
    for (let key = tape.first(dependencies); key < last; key = behindMember(key)) {
      const range = valueOf(key);
      asked.push(key);
      if (tape.hasEscape(key) || !isText(range)) return false;
      const nameHash = tape.hash(hashStart, key);
      needs.push(key, from, nameHash, hashOfAsked(nameHash, range));
    }
    return areDistinct(tape, asked);
  }

  /** Of the descriptor that a range without a protocol makes; 0 where it has one, or could be trimmed. */
  function hashOfAsked(ofName: number, range: number): number {
    let hash = hashStep(ofName, atSign);
    for (let index = 0; index < npm.length; index += 1) hash = hashStep(hash, npm[index] as number);
    const start = tape.start(range);
    const end = tape.end(range);
    if (start === end || bytes[start] === space || bytes[end - 1] === space) return 0;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte === colon || byte > 0x7e || byte < 0x20) return 0;
      hash = hashStep(hash, byte);
    }
    return hash;
  }
}
