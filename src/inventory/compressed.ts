import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { damaged } from './varint.ts';

/** More than any look leaves; less than would exhaust the memory. */
const maxBytes = 1024 * 1024 * 1024;

/** Bytes made small. */
export function squeezed(bytes: Uint8Array): Uint8Array {
  return zstdCompressSync(bytes);
}

/** The bytes again. Throws INVENTORY_INVALID. */
export function unsqueezed(bytes: unknown): Uint8Array {
  if (!(bytes instanceof Uint8Array)) throw damaged('bytes are missing');
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: maxBytes });
  } catch {
    throw damaged('bytes cannot be unpacked');
  }
}

/** A list as bytes; null for one without entries. */
export function squeezedList(list: readonly unknown[]): Uint8Array | null {
  return list.length === 0 ? null : squeezed(Buffer.from(JSON.stringify(list)));
}

/** The list again, as it was written. */
export function unsqueezedList(bytes: unknown): readonly unknown[] {
  if (bytes === null || bytes === undefined) return [];
  return JSON.parse(Buffer.from(unsqueezed(bytes)).toString('utf8')) as unknown[];
}
