import type { CoordinateHashes } from '../coordinate-hash.ts';
import { kind, scanLine, skipBlock, skipFlow, type ScannedLine } from './scan-line.ts';
import type { KeyStyle } from './dep-path.ts';
import { ScannedMeaning } from './scan-meaning.ts';
import { OpenMappings } from './scan-mappings.ts';
import { isLookedUp, role } from './scan-roles.ts';
import { createKeySet, type KeySet } from './scan-set.ts';

/** What one pass over the bytes of a whole, ordinary document tells. */
export interface DocumentScan {
  readonly formatVersion: string;
  readonly hashes: CoordinateHashes;
  readonly covers: readonly string[];
  /** Where the document ends: at a line that begins with `-`, or at the end. */
  readonly end: number;
}

/** The first line of a version that is scanned. */
const head = /^lockfileVersion: (?:'([\d.]+)'|([\d.]+))\n/;
const scanned = /^(?:5(?:\.[0-4])?|6\.[01]|9\.0)$/;

/** Deeper than any section of a lockfile. */
const deepest = 8;

/**
 * Reads one document of pnpm-lock.yaml, version 5, 6 or 9, from `start` in one pass, without building it. Null wherever
 * anything is out of the ordinary: a line pnpm would not write so, a package that is not from a registry or is taken
 * from a URL, a reference that leads nowhere, an entry without its other half. The bytes end with a line break.
 */
export function scanDocument(bytes: Uint8Array, start: number): DocumentScan | null {
  const beginning = Buffer.from(
    bytes.buffer,
    bytes.byteOffset + start,
    Math.min(40, bytes.length - start),
  );
  const found = head.exec(beginning.toString('latin1'));
  const formatVersion = found?.[1] ?? found?.[2] ?? '';
  if (found === null || !scanned.test(formatVersion)) return null;
  // What is looked up has 100 bytes and more in real files; a file with far shorter entries is left to a closer look.
  const set = createKeySet(Math.ceil(bytes.length / 32) + 64);
  const meaning = new ScannedMeaning(bytes, set, keysOf(formatVersion));
  const end = scanLines(bytes, start + found[0].length, set, meaning);
  const told = end === -1 ? null : meaning.result();
  return told === null ? null : { formatVersion, ...told, end };
}

function keysOf(formatVersion: string): KeyStyle {
  if (formatVersion === '9.0') return 'at';
  return formatVersion.startsWith('6') ? 'path-at' : 'path';
}

/** Reads all lines of a document and gives where it ends; -1 where one of them needs a closer look. */
function scanLines(bytes: Uint8Array, start: number, set: KeySet, meaning: ScannedMeaning): number {
  const line: ScannedLine = { kind: 0, key: 0, keyEnd: 0, hash: 0, value: 0, valueEnd: 0, next: 0 };
  const seeds = Object.values(role).map((is) => meaning.seedOf(is));
  const mappings = new OpenMappings(set, deepest + 1);
  const roles: number[] = Array.from({ length: deepest + 2 }, () => role.ignored);
  const containers: number[] = Array.from({ length: deepest + 2 }, () => 0);
  roles[0] = role.root;
  containers[0] = meaning.newContainer();
  let depth = 0;
  let before: number = kind.scalar;
  /** Whether the line before says nothing without a deeper one. */
  let isBare = false;
  let at = start;
  while (at < bytes.length && bytes[at] !== 0x2d) {
    let text = at;
    while (bytes[text] === 0x20) text += 1;
    const indent = text - at;
    if (bytes[text] === 0x0a) {
      if (indent > 0) return -1;
      at += 1;
      continue;
    }
    const level = indent >> 1;
    if ((indent & 1) === 1 || level > deepest) return -1;
    const is = roles[level] as number;
    if (!scanLine(bytes, text, seeds[is] as number, line)) return -1;
    if (line.kind === kind.item) {
      const isFirst = before === kind.open && level === depth + 1 && is === role.ignored;
      if (!isFirst && (before !== kind.item || level !== depth)) return -1;
    } else {
      const reach = before === kind.open ? depth + 1 : before === kind.item ? depth - 1 : depth;
      if (level > reach || (isBare && level <= depth)) return -1;
      if (level > depth) {
        containers[level] = meaning.newContainer();
        mappings.open(level);
      }
      const container = containers[level] as number;
      const isNew = isLookedUp(is)
        ? set.add(container, line.hash)
        : mappings.add(level, container, line.hash);
      if (!isNew) return -1;
      const below = is === role.ignored ? is : meaning.read(is, line);
      if (below === -1) return -1;
      isBare = line.kind === kind.open && below !== role.ignored;
      roles[level + 1] = below;
      if (line.kind === kind.flow) line.next = skipFlow(bytes, line.value);
      else if (line.kind === kind.block) line.next = skipBlock(bytes, line.next, indent + 2);
      if (line.next === -1) return -1;
    }
    before = line.kind;
    depth = level;
    at = line.next;
  }
  return isBare ? -1 : at;
}
