import type { CoordinateHashes } from '../coordinate-hash.ts';
import { emptyLine, kind, type LineTape } from '../reading/line-tape.ts';
import type { KeyStyle } from './dep-path.ts';
import { skipFlow } from './scan-line.ts';
import { ScannedMeaning } from './scan-meaning.ts';
import { OpenMappings } from './scan-mappings.ts';
import { isKept, role } from './scan-roles.ts';
import { createKeySet, type KeySet } from './scan-set.ts';

/** What one pass over the bytes of a whole, ordinary document tells. */
export interface DocumentScan {
  readonly formatVersion: string;
  readonly hashes: CoordinateHashes;
  readonly covers: readonly string[];
  /** The line at which the document ends: one that begins with `-`, or that behind the last. */
  readonly end: number;
}

/** The first line of a version that is scanned. */
const head = /^lockfileVersion: (?:'([\d.]+)'|([\d.]+))\n/;
const scanned = /^(?:5(?:\.[0-4])?|6\.[01]|9\.0)$/;

/** Deeper than any section of a lockfile. */
const deepest = 8;

/**
 * Reads one document of pnpm-lock.yaml, version 5, 6 or 9, in one pass from its first line, which begins at `start`,
 * without building it. Null wherever anything is out of the ordinary: a line pnpm would not write so, a package that is
 * not from a registry or is taken from a URL, a reference that leads nowhere, an entry without its other half.
 */
export function scanDocument(tape: LineTape, first: number, start: number): DocumentScan | null {
  const { bytes } = tape;
  const beginning = Buffer.from(
    bytes.buffer,
    bytes.byteOffset + start,
    Math.min(40, bytes.length - start),
  );
  const found = head.exec(beginning.toString('latin1'));
  const formatVersion = found?.[1] ?? found?.[2] ?? '';
  if (found === null || !scanned.test(formatVersion)) return null;
  // No line adds more than one.
  const set = createKeySet(tape.count - first + 64);
  const meaning = new ScannedMeaning(tape, set, keysOf(formatVersion));
  const end = scanLines(tape, first + 1, set, meaning);
  const told = end === -1 ? null : meaning.result();
  return told === null ? null : { formatVersion, ...told, end };
}

function keysOf(formatVersion: string): KeyStyle {
  if (formatVersion === '9.0') return 'at';
  return formatVersion.startsWith('6') ? 'path-at' : 'path';
}

/** Reads all lines of a document and gives the one at which it ends; -1 where one of them needs a closer look. */
function scanLines(tape: LineTape, first: number, set: KeySet, meaning: ScannedMeaning): number {
  const { bytes, count } = tape;
  const line = emptyLine();
  const mappings = new OpenMappings(set, deepest + 1);
  const roles: number[] = Array.from({ length: deepest + 2 }, () => role.ignored);
  const containers: number[] = Array.from({ length: deepest + 2 }, () => 0);
  roles[0] = role.root;
  containers[0] = meaning.newContainer();
  let depth = 0;
  let before: number = kind.scalar;
  /** Whether the line before says nothing without a deeper one. */
  let isBare = false;
  let index = first;
  for (; index < count; index += 1) {
    tape.read(index, line);
    if (bytes[line.start] === 0x2d) break;
    const level = line.indent >> 1;
    if (line.kind === kind.odd || (line.indent & 1) === 1 || level > deepest) return -1;
    const is = roles[level] as number;
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
      if (!isKept(is) && !mappings.add(level, container, line.hash)) return -1;
      if (line.kind === kind.flow && skipFlow(bytes, line.value) !== line.valueEnd + 1) return -1;
      const below = is === role.ignored ? is : meaning.read(is, line);
      if (below === -1) return -1;
      isBare = line.kind === kind.open && below !== role.ignored;
      roles[level + 1] = below;
    }
    before = line.kind;
    depth = level;
  }
  return isBare ? -1 : index;
}
