import { hash } from 'node:crypto';
import { objectKinds } from './object-table.ts';

/** What came of one query, in the order of the queries. Bytes are a view that the next answer may overwrite. */
export type StreamedObject =
  | { readonly status: 'read'; readonly type: string; readonly oid: string; readonly bytes: Buffer }
  | { readonly status: 'too-large'; readonly type: string; readonly size: number }
  | { readonly status: 'missing' }
  | { readonly status: 'corrupt'; readonly reason: string };

/** Room for what is not whole yet: enough for most objects. */
const startBytes = 1024 * 1024;

/** What comes with the last piece of an object. */
const roomBehind = 256 * 1024;

/** More room than this is given back when the object that took it is gone. */
const mostKept = 8 * 1024 * 1024;

/**
 * Takes `<oid> SP <type> SP <size> LF <bytes> LF` answers (git-cat-file, "BATCH OUTPUT") out of chunks as they come, and
 * hands each on at once. An object over `limit` bytes is passed over without being held: it is handed on before its end.
 * Chunks are written to: they are not to be used afterwards.
 */
export function answerParser(
  limit: number,
  take: (object: StreamedObject) => void,
): { push(chunk: Buffer): void; isPassingOver(): boolean } {
  /** What is not whole yet, from its beginning; what is whole in a chunk is read where it lies. */
  let held = Buffer.allocUnsafeSlow(startBytes);
  let length = 0;
  /** How many bytes it takes at least. */
  let needed = 0;
  /** Bytes still to come of an object that is passed over. */
  let skipping = 0;

  function hold(bytes: Buffer, from: number): void {
    const more = bytes.length - from;
    if (length + more > held.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed + roomBehind, length + more));
      held.copy(larger, 0, 0, length);
      held = larger;
    }
    bytes.copy(held, length, from);
    length += more;
  }

  /** Hands on what is whole between two places, and gives the place behind it. */
  function handOn(bytes: Buffer, from: number, end: number): number {
    let start = from;
    while (start < end) {
      const line = lineEnd(bytes, start, end);
      needed = 0;
      if (line === -1) return start;
      const header = parseHeader(bytes, start, line);
      if (header === null) {
        start = line + 1;
        take({ status: 'missing' });
        continue;
      }
      const { oidEnd, size, type } = header;
      if (size > limit) {
        const there = Math.min(size + 1, end - line - 1);
        start = line + 1 + there;
        skipping = size + 1 - there;
        take({ status: 'too-large', type, size });
        continue;
      }
      const stop = line + 1 + size;
      needed = stop + 1 - start;
      if (stop >= end) return start;
      // What git hashes is this very header with a NUL in place of the line's end (gitformat-pack, "Object ID").
      bytes[line] = 0;
      const algorithm = oidEnd - start === 40 ? 'sha1' : 'sha256';
      const oid = hash(algorithm, bytes.subarray(oidEnd + 1, stop), 'hex');
      take(
        isText(oid, bytes, start)
          ? { status: 'read', type, oid, bytes: bytes.subarray(line + 1, stop) }
          : { status: 'corrupt', reason: 'its content does not answer to its name' },
      );
      start = stop + 1;
    }
    needed = 0;
    return start;
  }

  return {
    isPassingOver: () => skipping > 0,
    push(chunk) {
      const passed = Math.min(skipping, chunk.length);
      skipping -= passed;
      if (passed === chunk.length) return;
      if (length === 0) {
        const start = handOn(chunk, passed, chunk.length);
        if (start < chunk.length) hold(chunk, start);
        return;
      }
      hold(chunk, passed);
      if (length < needed) return;
      const start = handOn(held, 0, length);
      const rest = held.subarray(start, length);
      if (held.length > mostKept) held = Buffer.allocUnsafeSlow(startBytes);
      held.set(rest);
      length = rest.length;
    },
  };
}

interface Header {
  readonly oidEnd: number;
  readonly type: string;
  readonly size: number;
}

/** Null where the line is no header: git answers `<query> missing` for what is not there. */
function parseHeader(bytes: Buffer, start: number, line: number): Header | null {
  const oidEnd = start + 40 < line && bytes[start + 40] === 32 ? start + 40 : start + 64;
  if (oidEnd >= line || bytes[oidEnd] !== 32) return null;
  let typeEnd = oidEnd + 1;
  while (typeEnd < line && bytes[typeEnd] !== 32) typeEnd += 1;
  if (typeEnd === line || typeEnd + 1 === line) return null;
  let size = 0;
  for (let at = typeEnd + 1; at < line; at += 1) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return null;
    size = size * 10 + digit;
  }
  return { oidEnd, type: typeBetween(bytes, oidEnd + 1, typeEnd), size };
}

/** Usual ones are compared, because making a text costs more. */
function typeBetween(bytes: Buffer, from: number, to: number): string {
  for (const kind of objectKinds)
    if (kind.length === to - from && isText(kind, bytes, from)) return kind;
  return bytes.toString('latin1', from, to);
}

function isText(text: string, bytes: Buffer, from: number): boolean {
  for (let index = 0; index < text.length; index += 1)
    if (text.charCodeAt(index) !== bytes[from + index]) return false;
  return true;
}

/** Where the first line ends; -1 where that is not there yet. */
function lineEnd(bytes: Buffer, from: number, end: number): number {
  for (let at = from; at < end; at += 1) if (bytes[at] === 10) return at;
  return -1;
}
