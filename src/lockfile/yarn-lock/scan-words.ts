/** 0 for what a bare word may hold, 1 for what ends it, 2 for what needs a closer look. */
export const inBare = tableOf(' ,:\n', '"#\\');

/** 0 for what a quoted word may hold, 1 for the quote that ends it, 2 for what needs a closer look. */
export const inQuoted = tableOf('"', '\\');

/** Index behind the last byte of the bare word that begins at `from`; -1 where it holds what needs a closer look. */
export function bareEnd(bytes: Uint8Array, from: number): number {
  return endBy(inBare, bytes, from);
}

/** Index of the quote that ends the word that begins at `from`, behind its opening quote; -1 for a closer look. */
export function quotedEnd(bytes: Uint8Array, from: number): number {
  return endBy(inQuoted, bytes, from);
}

/** Whether a word stands there. */
export function spells(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[at + index] !== word[index]) return false;
  return true;
}

function endBy(table: Uint8Array, bytes: Uint8Array, from: number): number {
  let at = from;
  while (table[bytes[at] as number] === 0) at += 1;
  return table[bytes[at] as number] === 1 ? at : -1;
}

/** Controls, and all that is not ASCII, need a closer look too. */
function tableOf(ends: string, careful: string): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    const sign = String.fromCharCode(byte);
    if (ends.includes(sign)) return 1;
    return byte < 0x20 || byte > 0x7e || careful.includes(sign) ? 2 : 0;
  });
}
