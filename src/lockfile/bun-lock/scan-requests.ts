import { hashStart } from '../coordinate-hash.ts';
import { type JsonTape, valueOf } from '../reading/json-tape.ts';
import { type Asking, isAnswered } from './scan-place.ts';

/** More are left to a closer look. */
const mostPeers = 64;

const [prodKey, devKey, optionalKey, peerKey, freeKey] = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'optionalPeers',
].map((word) => Buffer.from(word)) as unknown as [Word, Word, Word, Word, Word];

type Word = Uint8Array;

const prod = 1;
const dev = 2;
const optional = 4;
const peers = 8;
const freePeers = 16;

function bitOf(tape: JsonTape, key: number): number {
  if (tape.spells(key, prodKey)) return prod;
  if (tape.spells(key, peerKey)) return peers;
  if (tape.spells(key, freeKey)) return freePeers;
  if (tape.spells(key, optionalKey)) return optional;
  return tape.spells(key, devKey) ? dev : 0;
}

/**
 * Whether all that an object with sections of dependencies asks for is there, but for what is optional; false also for
 * anything that needs a closer look.
 */
export function areAnswered(tape: JsonTape, object: number, asking: Asking): boolean {
  let asked = -1;
  let free = -1;
  let seen = 0;
  for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key))) {
    if (tape.hasEscape(key)) return false;
    const section = bitOf(tape, key);
    if (section === 0) continue;
    const value = valueOf(key);
    if ((seen & section) !== 0) return false;
    seen |= section;
    if (section === peers) asked = value;
    else if (section === freePeers) free = value;
    else if (!areThere(tape, value, asking, section === optional)) return false;
  }
  return asked === -1 || arePeersThere(tape, asked, free, asking);
}

function areThere(tape: JsonTape, section: number, asking: Asking, isOptional: boolean): boolean {
  if (!tape.isObject(section)) return false;
  if (isOptional) return true;
  for (let name = tape.first(section); name < tape.last(section); name = tape.behind(valueOf(name)))
    if (tape.hasEscape(name) || !isAnswered(tape, name, asking)) return false;
  return true;
}

/** Peers that nobody brings are listed as optional. */
function arePeersThere(tape: JsonTape, section: number, free: number, asking: Asking): boolean {
  if (!tape.isObject(section) || (free !== -1 && !tape.isArray(free))) return false;
  let listed: number[] | null = null;
  for (
    let name = tape.first(section);
    name < tape.last(section);
    name = tape.behind(valueOf(name))
  ) {
    if (tape.hasEscape(name)) return false;
    if (isAnswered(tape, name, asking)) continue;
    listed ??= free === -1 ? [] : hashesIn(tape, free);
    if (!listed.includes(tape.hash(hashStart, name))) return false;
  }
  return true;
}

function hashesIn(tape: JsonTape, array: number): number[] {
  const hashes: number[] = [];
  for (let item = tape.first(array); item < tape.last(array); item = tape.behind(item)) {
    if (!tape.isString(item) || tape.hasEscape(item) || hashes.length === mostPeers) return [];
    hashes.push(tape.hash(hashStart, item));
  }
  return hashes;
}
