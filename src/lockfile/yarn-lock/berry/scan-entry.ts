import { hashStart, hashStep, nameHash } from '../../coordinate-hash.ts';
import { hashWithVersion } from '../../reading/scan-coordinates.ts';
import { inQuoted, spells } from '../scan-words.ts';
import {
  gatherDescriptor,
  gatherOdd,
  gatherPackage,
  type Asked,
  type GatheredBerry,
} from './scan-odd.ts';
import { createLineScan, longestKey } from './scan-line.ts';
import { fields, needs, scalars } from './scan-shape.ts';
import { readYaml } from './yaml.ts';

const [space, newline, quote, comma, atSign, colon] = [0x20, 0x0a, 0x22, 0x2c, 0x40, 0x3a] as const;

const npm = Buffer.from('npm:');
const hard = Buffer.from('hard');
const soft = Buffer.from('soft');

/** Reads entries of a yarn.lock in YAML from their bytes. */
export interface EntryScan {
  /** Gathers the entry that begins at an index and gives the index behind it; -1 where only the slow way can tell. */
  entry(from: number): number;
  /** Over a scalar and the end of its line; -1 where it is not as yarn writes it. */
  scalar(from: number): number;
  /** What entries ask for and no descriptor answers as it stands, and all that is asked for by certain names. */
  unanswered(overridden: ReadonlySet<number>): readonly Asked[];
}

/** A scan over the bytes of one file. An entry that is not quite as yarn writes it is read the slow way by itself. */
export function createEntryScan(bytes: Uint8Array, gathered: GatheredBerry): EntryScan {
  const lines = createLineScan(bytes);
  const { last } = lines;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const keys = new Set<number>();
  /** Of each dependency its hash, that of its name, where its line begins, and where the resolution of who asks does. */
  const asked: number[] = [];
  const askedNames: number[] = [];
  const askedLines: number[] = [];
  const askedFrom: number[] = [];
  /** Of the entry's key. */
  let key = 0;
  let resolution = -1;
  let resolutionEnd = -1;

  return {
    entry(from) {
      const before = asked.length;
      const behind = scanEntry(from);
      if (behind !== -1) {
        keys.add(key);
        return behind;
      }
      for (const list of [asked, askedNames, askedLines, askedFrom]) list.length = before;
      return oddEntry(from);
    },
    scalar: (from) => lines.scalar(from),
    unanswered(overridden) {
      const open = [...gathered.asked];
      for (const [index, hash] of asked.entries()) {
        const isPlain = hash !== 0 && gathered.descriptors.has(hash);
        if (isPlain && !overridden.has(askedNames[index] as number)) continue;
        const line = askedLines[index] as number;
        const read = readYaml(textOf(line + 4, buffer.indexOf(newline, line)));
        const [[alias, range] = ['', '']] =
          read.reason === null ? Object.entries(read.value as Record<string, string>) : [];
        const from = askedFrom[index] as number;
        open.push({ from: textOf(from, buffer.indexOf(quote, from)), alias, range });
      }
      return open;
    },
  };

  function textOf(start: number, end: number): string {
    return buffer.toString('latin1', start, end);
  }

  function scanEntry(from: number): number {
    let version = -1;
    let versionEnd = -1;
    let isWhole = false;
    let seen = 0;
    resolution = -1;
    let at = scanKey(from);
    while (at !== -1 && bytes[at] === space) {
      const field = fieldAt(at);
      if (field === -1 || (seen & (1 << field)) !== 0) return -1;
      seen |= 1 << field;
      const name = fields[field] as Uint8Array;
      const value = at + name.length;
      if (field < scalars) {
        at = lines.scalar(value);
        if (field === 0) {
          version = last.start;
          versionEnd = last.end;
        } else if (field === 1) {
          resolution = last.start;
          resolutionEnd = last.end;
        } else if (field === 2) isWhole = isLinkType();
      } else if (field === needs) at = scanNeeds(value);
      else at = lines.nested(value);
    }
    if (at === -1 || !isWhole || version === -1 || resolution === -1) return -1;
    return gatherResolution(version, versionEnd) ? at : -1;
  }

  /** Which of the fields a line begins with; -1 for none. */
  function fieldAt(at: number): number {
    const letter = bytes[at + 2];
    for (let field = 0; field < fields.length; field += 1) {
      const name = fields[field] as Uint8Array;
      if (name[2] === letter && spells(bytes, at, name)) return field;
    }
    return -1;
  }

  /** `hard` or `soft`. */
  function isLinkType(): boolean {
    const { end, start } = last;
    return end - start === 4 && (spells(bytes, start, hard) || spells(bytes, start, soft));
  }

  /** Over the line of the descriptors. */
  function scanKey(from: number): number {
    if (bytes[from] !== quote) return -1;
    // Kept only once the whole line is known to say so.
    const plain: number[] = [];
    const others: string[] = [];
    let whole = hashStart;
    for (let at = from + 1; ;) {
      const start = at;
      let hash = hashStart;
      let parting = -1;
      let colons = 0;
      for (; inQuoted[bytes[at] as number] === 0 && bytes[at] !== comma; at += 1) {
        const byte = bytes[at] as number;
        if (byte === atSign && parting === -1 && at > start) parting = at;
        if (byte === colon) colons += 1;
        hash = hashStep(hash, byte);
        whole = hashStep(whole, byte);
      }
      if (parting === -1 || bytes[at - 1] === space) return -1;
      if (colons === 1 && spells(bytes, parting + 1, npm)) plain.push(hash);
      else others.push(textOf(start, at));
      if (bytes[at] === comma) {
        if (bytes[at + 1] !== space || bytes[at + 2] === space) return -1;
        whole = hashStep(hashStep(whole, comma), space);
        at += 2;
        continue;
      }
      if (bytes[at] !== quote || bytes[at + 1] !== colon || bytes[at + 2] !== newline) return -1;
      key = whole;
      if (at - from > longestKey || keys.has(key)) return -1;
      for (const one of plain) gathered.descriptors.add(one);
      for (const one of others) gatherDescriptor(one, gathered);
      return at + 3;
    }
  }

  function gatherResolution(version: number, versionEnd: number): boolean {
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
  function scanNeeds(from: number): number {
    let at = from;
    let name = -1;
    let nameEnd = -1;
    while (lines.isIndented(at, 4)) {
      const line = at;
      at = lines.key(at + 4);
      if (at === -1 || bytes[at] !== space || !lines.isBehind(name, nameEnd)) return -1;
      name = last.start;
      nameEnd = last.end;
      let hash = hashStart;
      for (let index = name; index < nameEnd; index += 1)
        hash = hashStep(hash, bytes[index] as number);
      askedNames.push(hash);
      at = lines.scalar(at + 1);
      if (at === -1 || resolution === -1 || last.start === last.end) return -1;
      asked.push(hashOfAsked(hashStep(hash, atSign)));
      askedLines.push(line);
      askedFrom.push(resolution);
    }
    return at === from ? -1 : at;
  }

  /** Of the descriptor that a range makes with a name, its protocol added where it has none; 0 for other protocols. */
  function hashOfAsked(ofName: number): number {
    let colons = 0;
    for (let at = last.start; at < last.end; at += 1) if (bytes[at] === colon) colons += 1;
    const isFull = colons === 1 && spells(bytes, last.start, npm);
    if ((colons > 0 && !isFull) || bytes[last.start] === space || bytes[last.end - 1] === space)
      return 0;
    let hash = ofName;
    if (!isFull) for (const byte of npm) hash = hashStep(hash, byte);
    for (let at = last.start; at < last.end; at += 1) hash = hashStep(hash, bytes[at] as number);
    return hash;
  }

  function oddEntry(from: number): number {
    if (bytes[from] === space || bytes[from] === 0x23) return -1;
    let end = from;
    do {
      end = buffer.indexOf(newline, end) + 1;
      if (end === 0) return -1;
    } while (bytes[end] === space || bytes[end] === colon);
    const odd = gatherOdd(buffer.toString('utf8', from, end), gathered);
    if (odd === null || keys.has(nameHash(odd))) return -1;
    keys.add(nameHash(odd));
    return end;
  }
}
