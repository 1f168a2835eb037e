import { hash } from 'node:crypto';

/** What came of one query, in the order of the queries. Bytes are a view that the next answer may overwrite. */
export type StreamedObject =
  | { readonly status: 'read'; readonly type: string; readonly oid: string; readonly bytes: Buffer }
  | { readonly status: 'too-large'; readonly type: string; readonly size: number }
  | { readonly status: 'missing' }
  | { readonly status: 'corrupt'; readonly reason: string };

/** Where answers begin in memory: large enough that most arrive without being moved again. */
const startBytes = 1024 * 1024;

/**
 * Takes `<oid> SP <type> SP <size> LF <bytes> LF` answers (git-cat-file, "BATCH OUTPUT") out of chunks as they come, and
 * hands each on at once. An object over `limit` bytes is passed over without being held: it is handed on before its end.
 */
export function answerParser(
  limit: number,
  take: (object: StreamedObject) => void,
): { push(chunk: Buffer): void; isPassingOver(): boolean } {
  let held = Buffer.allocUnsafeSlow(startBytes);
  let start = 0;
  let end = 0;
  /** Bytes still to come of an object that is passed over. */
  let skipping = 0;

  function append(chunk: Buffer): void {
    if (end + chunk.length > held.length) {
      const pending = end - start;
      const room =
        pending + chunk.length > held.length ? 2 * (pending + chunk.length) : held.length;
      const target = room === held.length ? held : Buffer.allocUnsafeSlow(room);
      held.copy(target, 0, start, end);
      held = target;
      start = 0;
      end = pending;
    }
    chunk.copy(held, end);
    end += chunk.length;
  }

  /** Hands on what is whole; false where more bytes are needed. */
  function next(): boolean {
    const line = held.indexOf(10, start);
    if (line === -1 || line >= end) return false;
    const header = parseHeader(held, start, line);
    if (header === null) {
      start = line + 1;
      take({ status: 'missing' });
      return true;
    }
    const { oidEnd, size, type, typeStart } = header;
    if (size > limit) {
      start = line + 1;
      const there = Math.min(size + 1, end - start);
      start += there;
      skipping = size + 1 - there;
      take({ status: 'too-large', type, size });
      return true;
    }
    const stop = line + 1 + size;
    if (stop >= end) return false;
    const oid = held.toString('latin1', start, oidEnd);
    // What git hashes is this very header with a NUL in place of the line's end (gitformat-pack, "Object ID").
    held[line] = 0;
    const name = hash(oid.length === 40 ? 'sha1' : 'sha256', held.subarray(typeStart, stop), 'hex');
    const bytes = held.subarray(line + 1, stop);
    start = stop + 1;
    take(
      name === oid
        ? { status: 'read', type, oid, bytes }
        : { status: 'corrupt', reason: 'its content does not answer to its name' },
    );
    return true;
  }

  return {
    isPassingOver: () => skipping > 0,
    push(chunk) {
      const passed = Math.min(skipping, chunk.length);
      skipping -= passed;
      if (passed === chunk.length) return;
      append(passed === 0 ? chunk : chunk.subarray(passed));
      while (skipping === 0 && next());
    },
  };
}

interface Header {
  readonly oidEnd: number;
  readonly typeStart: number;
  readonly type: string;
  readonly size: number;
}

/** Null where the line is no header: git answers `<query> missing` for what is not there. */
function parseHeader(bytes: Buffer, start: number, line: number): Header | null {
  const oidEnd = start + 40 < line && bytes[start + 40] === 32 ? start + 40 : start + 64;
  if (oidEnd >= line || bytes[oidEnd] !== 32) return null;
  const typeEnd = bytes.indexOf(32, oidEnd + 1);
  if (typeEnd === -1 || typeEnd >= line) return null;
  const type = bytes.toString('latin1', oidEnd + 1, typeEnd);
  let size = 0;
  for (let at = typeEnd + 1; at < line; at += 1) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return null;
    size = size * 10 + digit;
  }
  return typeEnd + 1 === line ? null : { oidEnd, typeStart: oidEnd + 1, type, size };
}
