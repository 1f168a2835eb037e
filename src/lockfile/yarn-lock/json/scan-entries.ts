import { hashStart, hashStep } from '../../coordinate-hash.ts';
import { hashWithVersion } from '../../reading/scan-coordinates.ts';
import { areDistinct } from '../../reading/json-distinct.ts';
import { type JsonTape, valueOf } from '../../reading/json-tape.ts';
import { descriptorsOf } from '../berry/entry.ts';
import {
  type Asked,
  gatherDescriptor,
  gatherPackage,
  type GatheredBerry,
} from '../berry/scan-odd.ts';
import { splitDescriptor } from '../descriptor.ts';

const names = ['resolution', 'version', 'dependencies', 'optionalDependencies', 'variants'].map(
  (name) => Buffer.from(name),
);

const npm = Buffer.from('npm:');

const [atSign, colon, comma, space] = [0x40, 0x3a, 0x2c, 0x20] as const;

/** A dependency, by its key in the tape. */
interface Need {
  readonly key: number;
  /** The resolution of who asks. */
  readonly from: number;
  readonly nameHash: number;
  /** Of the descriptor with its protocol; 0 where it must be looked up with care. */
  readonly hash: number;
}

/** Gathers entries of a yarn.lock in JSON. */
export interface EntriesScan {
  /** False where only the slow way can tell what the entries of this object state. */
  gather(entries: number): boolean;
  /** What entries ask for and no descriptor answers as it stands, and all that is asked for by certain names. */
  unanswered(overridden: ReadonlySet<number>): readonly Asked[];
}

/** A scan over the tape of one file. */
export function createEntriesScan(tape: JsonTape, gathered: GatheredBerry): EntriesScan {
  const { bytes } = tape;
  const needs: Need[] = [];
  return {
    gather(entries) {
      const keys: number[] = [];
      for (let key = tape.first(entries); key < tape.last(entries); key = behindMember(key)) {
        keys.push(key);
        if (!gatherKey(key) || !gatherEntry(valueOf(key))) return false;
      }
      return areDistinct(tape, keys);
    },
    unanswered(overridden) {
      const open = needs.filter(
        ({ hash, nameHash }) =>
          hash === 0 || !gathered.descriptors.has(hash) || overridden.has(nameHash),
      );
      const asked = open.map(({ from, key }) => ({
        from: tape.text(from),
        alias: tape.text(key),
        range: tape.text(valueOf(key)),
      }));
      return [...gathered.asked, ...asked];
    },
  };

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
      if (isPlain) gathered.descriptors.add(hash);
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
    return bytes[start] !== space && spells(at + 1);
  }

  function spells(at: number): boolean {
    return npm.every((byte, index) => bytes[at + index] === byte);
  }

  function gatherEntry(entry: number): boolean {
    const keys = keysOf(entry);
    const stated = keys?.find((key) => tape.spells(key, names[0] as Uint8Array));
    return stated !== undefined && gatherStated(valueOf(stated));
  }

  /** The keys of an object; null where one stands there twice, or it is none. */
  function keysOf(object: number): readonly number[] | null {
    if (!tape.isObject(object)) return null;
    const keys: number[] = [];
    for (let key = tape.first(object); key < tape.last(object); key = behindMember(key))
      keys.push(key);
    return areDistinct(tape, keys) ? keys : null;
  }

  function gatherStated(stated: number): boolean {
    const keys = keysOf(stated);
    if (keys === null) return false;
    const found = [-1, -1, -1, -1, -1];
    for (const key of keys) {
      const field = names.findIndex((name) => tape.spells(key, name));
      if (field !== -1) found[field] = valueOf(key);
    }
    const [resolution, version, dependencies, optional, variants] = found as [
      number,
      number,
      number,
      number,
      number,
    ];
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
    let isSame = spells(at + 1) && end - from === length;
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
    const keys = keysOf(dependencies);
    for (const key of keys ?? []) {
      const range = valueOf(key);
      if (!isText(range)) return false;
      const nameHash = tape.hash(hashStart, key);
      needs.push({ key, from, nameHash, hash: hashOfAsked(nameHash, range) });
    }
    return keys !== null;
  }

  /** Of the descriptor that a range without a protocol makes; 0 where it has one, or could be trimmed. */
  function hashOfAsked(ofName: number, range: number): number {
    let hash = hashStep(ofName, atSign);
    for (const byte of npm) hash = hashStep(hash, byte);
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
