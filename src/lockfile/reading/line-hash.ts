const inWord = 0x85ebca6b | 0;
const ofLength = 0x9e3779b1 | 0;

/**
 * The hash that a line tape has of its keys, over the UTF-8 bytes of a text: cheap, four bytes at a time, and good for
 * looking texts up, not for coordinates (coordinate-hash.ts). Different texts may share one.
 */
export function textHash(text: string): number {
  const bytes = new TextEncoder().encode(text);
  let hash = Math.imul(bytes.length, ofLength);
  for (let at = 0; at < bytes.length; at += 4) {
    let word = 0;
    for (let index = Math.min(at + 4, bytes.length) - 1; index >= at; index -= 1)
      word = (word << 8) | (bytes[index] as number);
    hash = step(hash, word);
  }
  return hash;
}

/** The hash of two texts, in this order, from the hash of each. */
export function pairedHash(first: number, second: number): number {
  return step(step(ofLength, first), second);
}

function step(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, inWord);
  return mixed ^ (mixed >>> 15);
}
