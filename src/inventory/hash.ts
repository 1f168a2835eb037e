import { hash } from 'node:crypto';

/** What a content key is kept as: 20 bytes of its SHA-256. */
export function contentKeyBytes(key: string): Uint8Array {
  return hash('sha256', key, 'buffer').subarray(0, 20);
}
