/** FNV-1a, 32 bits (draft-eastlake-fnv): where a hash begins, and its step. */
export const hashStart = 0x811c9dc5 | 0;

/** The hash with one byte more. */
export function hashStep(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** Hashes of what a document states. Different coordinates may share one; equal ones always do. */
export interface CoordinateHashes {
  /** Of each package's name. */
  readonly names: Int32Array;
  /** Of each package's `name@version`, the version without what semver ignores when it compares. */
  readonly pairs: Int32Array;
}

/** The hash of a package's name over its UTF-8 bytes. */
export function nameHash(name: string): number {
  return hashOf(hashStart, name);
}

/** The hash of `name@version`. The version is in the form in which its ecosystem compares versions. */
export function pairHash(name: string, version: string): number {
  return hashOf(hashStep(nameHash(name), 0x40), version);
}

function hashOf(start: number, text: string): number {
  let hash = start;
  for (const byte of new TextEncoder().encode(text)) hash = hashStep(hash, byte);
  return hash;
}
