import { inQuoted } from '../scan-words.ts';
import { inPlain, plainStart } from './scan-shape.ts';

const [space, newline, quote, colon] = [0x20, 0x0a, 0x22, 0x3a] as const;

/** What js-yaml takes for a key of one line. */
export const longestKey = 1000;

/**
 * Goes over the lines of mappings as yarn writes them. Each function takes the index at which to begin and gives the index
 * behind what it read, or -1 where that needs a closer look.
 */
export interface LineScan {
  /** Where the word read last begins and ends, without quotes. */
  readonly last: { start: number; end: number };
  /** Over a key and its colon, to the space or the end of the line behind it. */
  key(from: number): number;
  /** Over a scalar and the end of its line. */
  scalar(from: number): number;
  /** Over a mapping of scalars or of mappings of scalars. */
  nested(from: number): number;
  /** Whether that many spaces stand there and no more. */
  isIndented(from: number, indent: number): boolean;
  /** Whether the word read last comes behind this one: yarn writes keys in order, so that none comes twice. */
  isBehind(start: number, end: number): boolean;
}

/** A scan over the lines of one file. */
export function createLineScan(bytes: Uint8Array): LineScan {
  const last = { start: 0, end: 0 };
  return { last, key: scanName, scalar: scanScalar, nested: scanNested, isIndented, isBehind };

  /** Over a mapping of scalars or of mappings of scalars. */
  function scanNested(from: number): number {
    let at = from;
    let name = -1;
    let nameEnd = -1;
    while (isIndented(at, 4)) {
      at = scanName(at + 4);
      if (at === -1 || !isBehind(name, nameEnd)) return -1;
      name = last.start;
      nameEnd = last.end;
      at = bytes[at] === newline ? scanScalars(at + 1, 6) : scanScalar(at + 1);
    }
    return at === from ? -1 : at;
  }

  function scanScalars(from: number, indent: number): number {
    let at = from;
    let name = -1;
    let nameEnd = -1;
    while (at !== -1 && isIndented(at, indent)) {
      at = scanName(at + indent);
      if (at === -1 || bytes[at] !== space || !isBehind(name, nameEnd)) return -1;
      name = last.start;
      nameEnd = last.end;
      at = scanScalar(at + 1);
    }
    return at === from ? -1 : at;
  }

  /** Whether that many spaces stand there and no more. */
  function isIndented(from: number, indent: number): boolean {
    for (let at = from; at < from + indent; at += 1) if (bytes[at] !== space) return false;
    return bytes[from + indent] !== space;
  }

  /** Whether the word read last comes behind this one: yarn writes keys in order, so that none comes twice. */
  function isBehind(start: number, end: number): boolean {
    if (start === -1) return true;
    for (let index = 0; ; index += 1) {
      if (last.start + index >= last.end) return false;
      if (start + index >= end) return true;
      const difference = (bytes[last.start + index] as number) - (bytes[start + index] as number);
      if (difference !== 0) return difference > 0;
    }
  }

  /** Over a key and its colon, to the space or line end behind it. */
  function scanName(from: number): number {
    const at = scanWord(from);
    if (at === -1 || bytes[at] !== colon || last.end - last.start > longestKey) return -1;
    return bytes[at + 1] === space || bytes[at + 1] === newline ? at + 1 : -1;
  }

  /** Over a scalar and the end of its line. */
  function scanScalar(from: number): number {
    const at = scanWord(from);
    return at !== -1 && bytes[at] === newline ? at + 1 : -1;
  }

  /** Over a word, with its quotes. */
  function scanWord(from: number): number {
    let at = from;
    if (bytes[from] === quote) {
      at += 1;
      while (inQuoted[bytes[at] as number] === 0) at += 1;
      last.start = from + 1;
      last.end = at;
      return bytes[at] === quote ? at + 1 : -1;
    }
    if (plainStart[bytes[from] as number] !== 1) return -1;
    while (inPlain[bytes[at] as number] === 0) at += 1;
    last.start = from;
    last.end = at;
    return inPlain[bytes[at] as number] === 1 && bytes[at - 1] !== space ? at : -1;
  }
}
