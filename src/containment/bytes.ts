import { createHash } from 'node:crypto';

/** SHA-256 of bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Text as UTF-8. */
export function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

/** A value as JSON for a person to read, as bytes. */
export function jsonBytes(value: unknown): Uint8Array {
  return utf8(`${JSON.stringify(value, null, 2)}\n`);
}

/** Up to ten of a list, with how many more there are. */
export function some(texts: readonly string[]): string {
  const shown = texts.slice(0, 10).join(', ');
  return texts.length > 10 ? `${shown} and ${texts.length - 10} more` : shown;
}

/** `1 rule`, `3 rules`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
