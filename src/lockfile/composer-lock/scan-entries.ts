import { checkVersion } from '../../package/version.ts';
import { type CoordinateHashes, hashStart, hashStep, nameHash } from '../coordinate-hash.ts';
import { areDistinct } from '../reading/json-distinct.ts';
import { isEmptyList, isPlainText } from '../reading/json-lists.ts';
import { createMemberScan, type MemberScan } from '../reading/json-members.ts';
import { createTable, tooSlow } from '../reading/json-table.ts';
import { type JsonTape, valueOf, wordOf } from '../reading/json-tape.ts';
import { registryCoordinates } from '../reading/locator.ts';
import {
  hashOfComposerName,
  hashWithComposerVersion,
  isComposerName,
} from '../reading/scan-composer.ts';
import { mayServe } from '../reading/scan-url.ts';
import { composerName, isPlatform } from './names.ts';

const ofEntry = ['name', 'version', 'dist', 'source', 'require', 'replace', 'provide'].map(wordOf);
const ofPlace = ['url'].map(wordOf);

const nullSign = 0x6e;

/** What a name was met as. */
const stated = 1;
const standIn = 2;
const asked = 4;

/** Gathers what the entries of a composer.lock or installed.json state. */
export interface EntriesScan {
  /** Reads a list of packages; false for what must be looked at more closely. */
  gather(list: number): boolean;
  /** Whether a string is the name of a package that was gathered. */
  isStated(name: number): boolean;
  /** Whether all that packages ask for, and these names, are there; `own` are those of the project itself. */
  isWhole(others: readonly string[], own: ReadonlySet<string>): boolean;
  hashes(): CoordinateHashes;
}

/** A scan over the tape of one file. */
export function createEntriesScan(tape: JsonTape): EntriesScan {
  const { bytes } = tape;
  const names: number[] = [];
  const pairs: number[] = [];
  /** The nodes of all names, by number, and what each was met as. */
  const nodes: number[] = [];
  const roles: number[] = [];
  const numbers = createTable(tape);
  const entry = createMemberScan(tape, ofEntry);
  const place = createMemberScan(tape, ofPlace);
  const keys: number[] = [];
  /** Names that Composer does not compare as they stand. */
  let capitals = 0;

  /** Notes what a name is met as, and gives what it was before; -1 where that took too long. */
  function meet(name: number, role: number): number {
    const number = numbers.add(name, nodes.length);
    if (number === tooSlow) return -1;
    if (number === -1) {
      nodes.push(name);
      roles.push(role);
      return 0;
    }
    const before = roles[number] as number;
    roles[number] = before | role;
    return before;
  }

  function gatherEntry(item: number): boolean {
    if (!tape.isObject(item) || !entry.look(item)) return false;
    const { found } = entry;
    const require = found[4] as number;
    const replace = found[5] as number;
    const provide = found[6] as number;
    return (
      isPlace(tape, found[2] as number, place) &&
      isPlace(tape, found[3] as number, place) &&
      gatherPackage(found[0] as number, found[1] as number) &&
      (require === -1 || gatherNames(require, asked)) &&
      (replace === -1 || gatherNames(replace, standIn)) &&
      (provide === -1 || gatherNames(provide, standIn))
    );
  }

  function gatherPackage(name: number, version: number): boolean {
    if (!isPlainText(tape, name) || !isPlainText(tape, version)) return false;
    const plain = hashOfComposerName(bytes, tape.start(name), tape.end(name));
    const hash = plain ?? nameHash(composerName(tape.text(name)));
    if (plain === null) capitals += 1;
    const before = meet(name, stated);
    if (before === -1 || (before & stated) !== 0) return false;
    names.push(hash);
    const pair = hashWithComposerVersion(bytes, hash, tape.start(version), tape.end(version));
    if (pair !== null) {
      pairs.push(pair);
      return true;
    }
    const check = checkVersion('composer', tape.text(version));
    if (check.ok) pairs.push(pairOf(hash, check.version));
    return check.ok;
  }

  /** The keys of a section of an entry. What is no object asks for nothing. */
  function gatherNames(section: number, role: number): boolean {
    if (!tape.isObject(section)) return !tape.isArray(section) || isEmptyList(tape, section);
    keys.length = 0;
    for (let key = tape.first(section); key < tape.last(section); key = tape.behind(valueOf(key))) {
      keys.push(key);
      if (tape.hasEscape(key)) return false;
      if (role === standIn && !isComposerName(bytes, tape.start(key), tape.end(key))) capitals += 1;
      if (meet(key, role) === -1) return false;
    }
    return areDistinct(tape, keys);
  }

  /**
   * Names that were met in a role, of the hashes that are sought; null for all. Of those that are asked for, what was met
   * in no other role.
   */
  function namesOf(role: number, sought: ReadonlySet<number> | null): string[] {
    const found: string[] = [];
    for (let number = 0; number < nodes.length; number += 1) {
      const node = nodes[number] as number;
      const met = roles[number] as number;
      if (role === asked ? met !== asked : (met & role) === 0) continue;
      if (sought === null || sought.has(tape.hash(hashStart, node))) found.push(tape.text(node));
    }
    return found;
  }

  return {
    gather(list) {
      if (!tape.isArray(list)) return false;
      for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item))
        if (!gatherEntry(item)) return false;
      return true;
    },
    isStated(name) {
      const number = numbers.get(name);
      return number >= 0 && ((roles[number] as number) & stated) !== 0;
    },
    isWhole(others, own) {
      const wanted = new Set(others.map(composerName));
      for (const name of namesOf(asked, null))
        if (!isPlatform(name)) wanted.add(composerName(name));
      for (const name of wanted) if (isPlatform(name) || own.has(name)) wanted.delete(name);
      if (wanted.size === 0 && capitals === 0) return true;
      const sought = capitals === 0 ? new Set([...wanted].map(nameHash)) : null;
      const packages = namesOf(stated, sought).map(composerName);
      if (new Set(packages).size < packages.length) return false;
      for (const name of packages) wanted.delete(name);
      for (const name of namesOf(standIn, sought)) wanted.delete(composerName(name));
      return wanted.size === 0;
    },
    hashes: () => ({ names: new Int32Array(names), pairs: new Int32Array(pairs) }),
  };
}

/** Goes on from a name's hash over a version that is no plain one. */
function pairOf(ofName: number, version: string): number {
  let hash = hashStep(ofName, 0x40);
  for (const byte of Buffer.from(version)) hash = hashStep(hash, byte);
  return hash;
}

/** Whether `dist` or `source` is one, and its URL names no package. */
function isPlace(tape: JsonTape, node: number, place: MemberScan): boolean {
  if (node === -1 || tape.sign(node) === nullSign) return true;
  if (!tape.isObject(node) || !place.look(node)) return false;
  const url = place.found[0] as number;
  return (
    url === -1 ||
    !tape.isString(url) ||
    !mayServe(tape.bytes, tape.start(url), tape.end(url)) ||
    registryCoordinates(tape.text(url)) === null
  );
}
