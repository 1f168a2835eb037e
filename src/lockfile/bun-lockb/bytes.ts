import { isAscii } from 'node:buffer';

/** Numbers at places of a file, little endian as bun writes them; -1 where the file does not reach so far. */
export interface FileBytes {
  readonly length: number;
  u8(at: number): number;
  u32(at: number): number;
  /** -1 also for what no file can be as long as. */
  u64(at: number): number;
  /** The number of a version, which may be as large as it likes; `''` where the file does not reach so far. */
  decimal(at: number, size: 4 | 8): string;
  /** UTF-8 text; null where the file does not reach so far or the bytes are no text. */
  text(start: number, end: number): string | null;
  base64(start: number, end: number): string;
}

/** Reads a file at any place without leaving it. */
export function fileBytes(bytes: Uint8Array): FileBytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const { length } = bytes;
  const within = (at: number, size: number): boolean => at >= 0 && at + size <= length;

  function text(start: number, end: number): string | null {
    if (start < 0 || end < start || end > length) return null;
    const part = buffer.subarray(start, end);
    // As almost all are; a decoder costs several times more.
    if (isAscii(part)) return part.toString('latin1');
    try {
      return decoder.decode(part);
    } catch {
      return null;
    }
  }

  return {
    length,
    u8: (at) => (within(at, 1) ? view.getUint8(at) : -1),
    u32: (at) => (within(at, 4) ? view.getUint32(at, true) : -1),
    u64(at) {
      if (!within(at, 8)) return -1;
      const high = view.getUint32(at + 4, true);
      return high > 0x1fffff ? -1 : high * 2 ** 32 + view.getUint32(at, true);
    },
    decimal(at, size) {
      if (!within(at, size)) return '';
      return String(size === 4 ? view.getUint32(at, true) : view.getBigUint64(at, true));
    },
    text,
    base64: (start, end) => buffer.toString('base64', start, end),
  };
}
