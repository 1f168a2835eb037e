import { hashStart, hashStep } from '../../coordinate-hash.ts';
import { hashWithVersion } from '../../reading/scan-coordinates.ts';
import { createUrlCheck, isPlain } from '../../reading/scan-url.ts';
import type { Gathered } from '../hashes.ts';
import { bareEnd, inBare, inQuoted, quotedEnd, spells } from '../scan-words.ts';
import { type Asked, readOddBlock } from './odd-block.ts';
import { splitLine } from './tokens.ts';

const [space, newline, quote, comma, atSign, colon] = [0x20, 0x0a, 0x22, 0x2c, 0x40, 0x3a] as const;

const word = (text: string): Uint8Array => Buffer.from(text);
const version = word('  version "');
const resolved = word('  resolved "');
const integrity = word('  integrity ');
const section = word('ependencies:\n');
const sections = [word('  d'), word('  optionalD')];
const npm = word('npm:');

/** Algorithms of integrities, and how long the digest of each is in base64. */
const digests = [
  [word('sha512-'), 88],
  [word('sha1-'), 28],
] as const;

/** Reads blocks of a yarn.lock, version 1, from their bytes. */
export interface BlockScan {
  /** Gathers the block that begins at an index and gives the index behind it; -1 where only the slow way can tell. */
  block(from: number): number;
  /** What blocks ask for by descriptors that no block has. */
  missing(): readonly Asked[];
}

/**
 * A scan over the bytes of one file. A block that is not quite as yarn writes it for a package of a registry is read
 * the slow way by itself.
 */
export function createBlockScan(bytes: Uint8Array, gathered: Gathered): BlockScan {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isAsNamed = createUrlCheck(bytes);
  const entry = {
    version: -1,
    versionEnd: -1,
    name: -1,
    nameEnd: -1,
    resolved: -1,
    resolvedEnd: -1,
  };
  /** Of the name in the first descriptor. */
  let nameHash = hashStart;
  let wordHash = hashStart;
  const askedHashes: number[] = [];
  const askedLines: number[] = [];
  const askedByOdd: Asked[] = [];

  return {
    block: (from) => {
      const behind = scanBlock(from);
      return behind === -1 ? oddBlock(from) : behind;
    },
    missing() {
      const open = askedByOdd.filter(({ hash }) => !gathered.descriptors.has(hash));
      for (const [index, hash] of askedHashes.entries()) {
        if (gathered.descriptors.has(hash)) continue;
        const line = askedLines[index] as number;
        const [alias = '', range = ''] = splitLine(
          buffer.toString('latin1', line, buffer.indexOf(newline, line)),
        ).words;
        open.push({ hash, alias, range });
      }
      return open;
    },
  };

  function scanBlock(from: number): number {
    entry.version = entry.resolved = -1;
    let hasIntegrity = false;
    let at = scanKey(from);
    while (at !== -1 && bytes[at] === space) {
      if (spells(bytes, at, version)) {
        if (entry.version !== -1) return -1;
        entry.version = at + version.length;
        entry.versionEnd = quotedEnd(bytes, entry.version);
        at = behindLine(entry.versionEnd);
      } else if (spells(bytes, at, resolved)) {
        if (entry.resolved !== -1) return -1;
        entry.resolved = at + resolved.length;
        entry.resolvedEnd = quotedEnd(bytes, entry.resolved);
        at = behindLine(entry.resolvedEnd);
      } else if (spells(bytes, at, integrity)) {
        if (hasIntegrity) return -1;
        hasIntegrity = true;
        at = behindIntegrity(at + integrity.length);
      } else at = scanSection(at);
    }
    if (at === -1 || entry.version === -1 || entry.resolved === -1) return -1;
    // Behind the sign stands the archive's SHA-1.
    for (let sign = entry.resolved; sign < entry.resolvedEnd; sign += 1)
      if (bytes[sign] === 0x23) entry.resolvedEnd = sign;
    if (bytes[entry.resolved] !== 0x68 || !isPlain(bytes, entry.name, entry.nameEnd)) return -1;
    if (!isAsNamed(entry)) return -1;
    const pair = hashWithVersion(bytes, nameHash, entry.version, entry.versionEnd);
    if (pair === null) return -1;
    gathered.names.push(nameHash);
    gathered.pairs.push(pair);
    return at;
  }

  /** Over the line of the descriptors; -1 where one is an alias. */
  function scanKey(from: number): number {
    for (let at = from, isFirst = true; ; isFirst = false) {
      const quoted = bytes[at] === quote;
      const table = quoted ? inQuoted : inBare;
      const start = quoted ? at + 1 : at;
      let hash = hashStart;
      let parting = -1;
      for (at = start; table[bytes[at] as number] === 0; at += 1) {
        if (bytes[at] === atSign && parting === -1 && at > start) {
          parting = at;
          if (isFirst) {
            entry.name = start;
            entry.nameEnd = at;
            nameHash = hash;
          }
        }
        hash = hashStep(hash, bytes[at] as number);
      }
      if (table[bytes[at] as number] !== 1 || parting === -1) return -1;
      if (spells(bytes, parting + 1, npm)) return -1;
      gathered.descriptors.add(hash);
      if (quoted) at += 1;
      if (bytes[at] === colon) return bytes[at + 1] === newline ? at + 2 : -1;
      if (bytes[at] !== comma || bytes[at + 1] !== space) return -1;
      at += 2;
    }
  }

  /** Over a section with the lines in it, of which there is at least one. */
  function scanSection(from: number): number {
    const head = sections.find((begin) => spells(bytes, from, begin));
    if (head === undefined || !spells(bytes, from + head.length, section)) return -1;
    const first = from + head.length + section.length;
    let at = first;
    while (bytes[at] === space && bytes[at + 2] === space) {
      if (bytes[at + 1] !== space || bytes[at + 3] !== space || bytes[at + 4] === space) return -1;
      const line = at;
      at = hashWord(at + 4, hashStart);
      if (at === -1 || bytes[at] !== space) return -1;
      at = hashWord(at + 1, hashStep(wordHash, atSign));
      if (at === -1 || bytes[at] !== newline) return -1;
      askedHashes.push(wordHash);
      askedLines.push(line);
      at += 1;
    }
    return at === first ? -1 : at;
  }

  /** Over a word, with its quotes; -1 for an empty one. The hash that goes on from `start` is left in `wordHash`. */
  function hashWord(from: number, start: number): number {
    const quoted = bytes[from] === quote;
    const table = quoted ? inQuoted : inBare;
    const first = quoted ? from + 1 : from;
    let hash = start;
    let at = first;
    for (; table[bytes[at] as number] === 0; at += 1) hash = hashStep(hash, bytes[at] as number);
    wordHash = hash;
    if (at === first || table[bytes[at] as number] !== 1) return -1;
    return quoted ? at + 1 : at;
  }

  /** Over the quote of a value and the end of its line. */
  function behindLine(end: number): number {
    return end !== -1 && bytes[end + 1] === newline ? end + 2 : -1;
  }

  function behindIntegrity(from: number): number {
    for (const [name, length] of digests) {
      const end = from + name.length + length;
      if (spells(bytes, from, name) && bytes[end] === newline && bareEnd(bytes, from) === end)
        return end + 1;
    }
    return -1;
  }

  function oddBlock(from: number): number {
    if (bytes[from] === space || bytes[from] === 0x23) return -1;
    let end = from;
    do {
      end = buffer.indexOf(newline, end) + 1;
      if (end === 0) return -1;
    } while (bytes[end] === space);
    const asked = readOddBlock(buffer.toString('utf8', from, end), gathered);
    if (asked === null) return -1;
    askedByOdd.push(...asked);
    return end;
  }
}
