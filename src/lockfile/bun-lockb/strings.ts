import type { FileBytes } from './bytes.ts';
import type { Range } from './layout.ts';

/** Reads the text that is stored at a place; null where it cannot be read. */
export type ReadString = (at: number) => string | null;

/**
 * Texts take eight bytes (bun's src/semver, `String`): where the highest bit is not set, the text itself, ended by a NUL
 * unless it fills all eight; else offset and length, 32 and 31 bits, of a part of the buffer that holds the longer ones.
 */
export function stringsOf(file: FileBytes, buffer: Range): ReadString {
  return (at) => {
    const offset = file.u32(at);
    const high = file.u32(at + 4);
    if (offset === -1 || high === -1) return null;
    if (high < 0x80000000) return file.text(at, at + inlineLength(file, at));
    const start = buffer.start + offset;
    const end = start + (high - 0x80000000);
    return end > buffer.end ? null : file.text(start, end);
  };
}

function inlineLength(file: FileBytes, at: number): number {
  let length = 0;
  while (length < 8 && file.u8(at + length) !== 0) length += 1;
  return length;
}
