import { hashStart, hashStep } from '../../coordinate-hash.ts';
import { hashWithVersion } from '../../reading/scan-coordinates.ts';
import { textHash } from '../../reading/line-hash.ts';
import { emptyLine, kind, type LineTape } from '../../reading/line-tape.ts';
import { spells } from '../scan-words.ts';
import { askedHash, type EntryKeys, isOfNpm } from './scan-keys.ts';
import { isBehind, skipNested } from './scan-nested.ts';
import {
  gatherDescriptor,
  gatherOdd,
  gatherPackage,
  type Asked,
  type GatheredBerry,
} from './scan-odd.ts';
import { fieldOf, needs, scalars } from './scan-shape.ts';

const [space, newline, quote, comma, atSign, colon] = [0x20, 0x0a, 0x22, 0x2c, 0x40, 0x3a] as const;

const npm = Buffer.from('npm:');
const hard = Buffer.from('hard');
const soft = Buffer.from('soft');

/** Reads entries of a yarn.lock in YAML from their lines. */
export interface EntryScan {
  /** Gathers the entry that begins at a line and gives the line behind it; -1 where only the slow way can tell. */
  entry(first: number): number;
  /** What entries ask for and no descriptor answers as it stands, and all that is asked for by names of these hashes. */
  unanswered(overridden: ReadonlySet<number>): readonly Asked[];
}

/** A scan over the lines of one file. An entry that is not quite as yarn writes it is read the slow way by itself. */
export function createEntryScan(
  tape: LineTape,
  keys: EntryKeys,
  gathered: GatheredBerry,
): EntryScan {
  const { bytes, count } = tape;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const line = emptyLine();
  const before = { key: -1, keyEnd: -1 };
  /** Of each dependency its hash, its line, and where the resolution of who asks begins. */
  const asked: number[] = [];
  const askedLines: number[] = [];
  const askedFrom: number[] = [];
  let version = -1;
  let versionEnd = -1;
  let resolution = -1;
  let resolutionEnd = -1;

  return {
    entry(first) {
      const known = asked.length;
      const behind = scanEntry(first);
      if (behind !== -1) return behind;
      for (const list of [asked, askedLines, askedFrom]) list.length = known;
      return oddEntry(first);
    },
    unanswered(overridden) {
      const open = [...gathered.asked];
      for (const [index, hash] of asked.entries()) {
        const isAnswered = hash !== 0 && keys.hasDescriptor(hash);
        if (isAnswered && overridden.size === 0) continue;
        tape.read(askedLines[index] as number, line);
        if (isAnswered && !overridden.has(line.hash)) continue;
        const from = askedFrom[index] as number;
        open.push({
          from: textOf(from, buffer.indexOf(quote, from)),
          alias: textOf(line.key, line.keyEnd),
          range: textOf(line.value, line.valueEnd),
        });
      }
      return open;
    },
  };

  function textOf(start: number, end: number): string {
    return buffer.toString('latin1', start, end);
  }

  function scanEntry(first: number): number {
    let isWhole = false;
    let seen = 0;
    version = resolution = -1;
    tape.read(first, line);
    const { hash: key, kind: is, start } = line;
    if (is !== kind.open || bytes[start] !== quote || !scanKey(line.key, line.keyEnd)) return -1;
    let index = first + 1;
    while (index < count) {
      tape.read(index, line);
      if (line.indent === 0) break;
      if (line.indent !== 2 || line.kind > kind.scalar || bytes[line.start - 2] === newline)
        return -1;
      const field = fieldOf(tape, line);
      const isScalar = line.kind === kind.scalar;
      if (field === -1 || (seen & (1 << field)) !== 0 || isScalar !== field < scalars) return -1;
      seen |= 1 << field;
      index += 1;
      if (field === 0) {
        version = line.value;
        versionEnd = line.valueEnd;
      } else if (field === 1) {
        resolution = line.value;
        resolutionEnd = line.valueEnd;
      } else if (field === 2) isWhole = isLinkType(line.value, line.valueEnd);
      else if (field === needs) index = scanNeeds(index);
      else if (!isScalar) index = skipNested(tape, index, 4);
      if (index === -1) return -1;
    }
    if (!isWhole || version === -1 || resolution === -1) return -1;
    return gatherResolution() && keys.addKey(key) ? index : -1;
  }

  function isLinkType(start: number, end: number): boolean {
    return end - start === 4 && (spells(bytes, start, hard) || spells(bytes, start, soft));
  }

  /** Takes in the descriptors of a key. */
  function scanKey(from: number, end: number): boolean {
    for (let at = from; ;) {
      const start = at;
      let parting = -1;
      for (; at < end && bytes[at] !== comma; at += 1)
        if (bytes[at] === atSign && parting === -1 && at > start) parting = at;
      if (parting === -1 || bytes[at - 1] === space) return false;
      if (!isOfNpm(tape, parting + 1, at)) gatherDescriptor(textOf(start, at), gathered);
      else if (!keys.addDescriptor(askedHash(tape, tape.hash(start, parting), parting + 1, at)))
        return false;
      if (at === end) return true;
      if (bytes[at + 1] !== space || bytes[at + 2] === space) return false;
      at += 2;
    }
  }

  function gatherResolution(): boolean {
    let hash = hashStart;
    let at = resolution;
    for (; at < resolutionEnd && (bytes[at] !== atSign || at === resolution); at += 1)
      hash = hashStep(hash, bytes[at] as number);
    const reference = at + 1 + npm.length;
    if (spells(bytes, at + 1, npm) && isSame(reference, resolutionEnd, version, versionEnd)) {
      const pair = hashWithVersion(bytes, hash, reference, resolutionEnd);
      if (pair !== null) {
        gathered.names.push(hash);
        gathered.pairs.push(pair);
        return true;
      }
    }
    const stated = textOf(version, versionEnd);
    const entry = { key: '', resolution: textOf(resolution, resolutionEnd), version: stated };
    return gatherPackage({ ...entry, needs: [] }, gathered);
  }

  function isSame(a: number, aEnd: number, b: number, bEnd: number): boolean {
    if (aEnd - a !== bEnd - b) return false;
    for (let index = 0; index < aEnd - a; index += 1)
      if (bytes[a + index] !== bytes[b + index]) return false;
    return true;
  }

  /** Over the dependencies of an entry. */
  function scanNeeds(first: number): number {
    before.key = -1;
    let isSorted = true;
    let index = first;
    for (; index < count; index += 1) {
      tape.read(index, line);
      if (line.indent < 4) break;
      if (bytes[line.start - 2] === newline) return -1;
      if (isSorted && !isBehind(tape, line, before)) {
        isSorted = false;
        for (let sorted = first; sorted < index; sorted += 1) {
          tape.read(sorted, line);
          if (!keys.addNeed(first, line.hash)) return -1;
        }
        tape.read(index, line);
      }
      if (!isSorted && !keys.addNeed(first, line.hash)) return -1;
      const { kind: is, key, keyEnd, value, valueEnd } = line;
      if (line.indent > 4 || is !== kind.scalar) return -1;
      before.key = key;
      before.keyEnd = keyEnd;
      if (resolution === -1 || value === valueEnd) return -1;
      asked.push(askedHash(tape, line.hash, value, valueEnd));
      askedLines.push(index);
      askedFrom.push(resolution);
    }
    return index === first ? -1 : index;
  }

  function oddEntry(first: number): number {
    const start = tape.start(first);
    // A mark, a directive or the end of a document, which mean something else in front of a text of its own.
    if (!/["'?\w]/.test(String.fromCharCode(bytes[start] as number))) return -1;
    let end = start;
    do {
      end = buffer.indexOf(newline, end) + 1;
      if (end === 0) return -1;
    } while (bytes[end] === space || bytes[end] === colon);
    const odd = gatherOdd(buffer.toString('utf8', start, end), gathered);
    if (odd === null || !keys.addKey(textHash(odd))) return -1;
    let behind = first;
    while (behind < count && tape.start(behind) < end) behind += 1;
    return behind;
  }
}
