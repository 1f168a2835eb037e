import { isAscii } from 'node:buffer';
import type { Problems } from './problems.ts';

/**
 * The text of a file: UTF-8 with or without a byte order mark, or UTF-16 with one.
 * Null, with a NOT_TEXT problem, where the bytes hold NULs. Bytes that are no character become
 * U+FFFD, with a NOT_TEXT problem, because the rest can still be read.
 */
export function decodeText(bytes: Uint8Array, problems: Problems): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = wideEncoding(buffer);
  if (wide !== null) return withoutNul(decode(buffer, wide, problems), problems);
  if (buffer.includes(0)) {
    problems.add('NOT_TEXT', 'holds NUL bytes: binary, or UTF-16 without a byte order mark');
    return null;
  }
  // Latin-1 and UTF-8 agree on ASCII, and copying is several times cheaper than decoding.
  return isAscii(buffer) ? buffer.toString('latin1') : decode(buffer, 'utf-8', problems);
}

function wideEncoding(buffer: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le';
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'utf-16be';
  return null;
}

function decode(buffer: Buffer, encoding: string, problems: Problems): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(buffer);
  } catch {
    problems.add('NOT_TEXT', `holds bytes that are not ${encoding.toUpperCase()}`);
    return new TextDecoder(encoding).decode(buffer);
  }
}

function withoutNul(text: string, problems: Problems): string | null {
  if (!text.includes('\0')) return text;
  problems.add('NOT_TEXT', 'holds NUL characters');
  return null;
}
