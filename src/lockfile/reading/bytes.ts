import { hashStep } from '../coordinate-hash.ts';

/** Whether a word stands at this index. */
export function spells(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[at + index] !== word[index]) return false;
  return true;
}

/** The index of a byte, -1 where it is not there. */
export function indexOf(bytes: Uint8Array, byte: number, start: number, end: number): number {
  for (let index = start; index < end; index += 1) if (bytes[index] === byte) return index;
  return -1;
}

/** Whether the same bytes stand at two places. */
export function areSame(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let index = 0; index < length; index += 1)
    if (bytes[a + index] !== bytes[b + index]) return false;
  return true;
}

/** Goes on from a coordinate hash over these bytes. */
export function hashOf(bytes: Uint8Array, start: number, end: number, from: number): number {
  let hash = from;
  for (let index = start; index < end; index += 1) hash = hashStep(hash, bytes[index] as number);
  return hash;
}

/** Whether a byte, which may be behind the end, is a digit. */
export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
