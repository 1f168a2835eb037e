import { createHash } from 'node:crypto';

/** `sha256:` over bytes, or over a text in UTF-8. */
export function digestOf(content: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
