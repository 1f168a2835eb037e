import { gunzipSync, inflateRawSync } from 'node:zlib';

/** What unpacking gave: bytes, or why there are none, as the end of a sentence. */
export type Unpacked = { readonly bytes: Buffer } | { readonly why: string };

/** Nothing larger is unpacked. */
const maxUnpacked = 256 * 1024 * 1024;

/** Deflate reaches 1032 to 1; archives of source code 20 to 1. */
const maxRatio = 250;

/** Unpacks gzip, a bomb refused. Several members in a row are one content, as for gzip itself. */
export function gunzipped(bytes: Uint8Array): Unpacked {
  const limit = Math.min(maxUnpacked, 1024 * 1024 + bytes.length * maxRatio);
  return guarded(() => gunzipSync(bytes, { maxOutputLength: limit }), limit);
}

/** Unpacks raw deflate of a stated size. */
export function inflated(bytes: Uint8Array, size: number): Unpacked {
  return guarded(() => inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) }), size);
}

function guarded(work: () => Buffer, limit: number): Unpacked {
  try {
    return { bytes: work() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const tooLarge = code === 'ERR_BUFFER_TOO_LARGE';
    return {
      why: tooLarge
        ? `unpacks to more than ${limit} bytes, and is not looked into`
        : `is damaged: ${error instanceof Error ? error.message : 'it cannot be unpacked'}`,
    };
  }
}
